package network

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http/httptrace"
	"net/netip"
	"slices"
	"time"
)

// nextAddressDelay is how long an address has to answer before the next one of the same
// name is tried beside it. RFC 8305 recommends 250 ms, and bears up to two seconds; this
// is longer than the way around half the world and back takes, so that a network that is
// only slow does not have to carry everything twice.
const nextAddressDelay = 500 * time.Millisecond

// resolve asks this computer's resolver for a name, once in a diagnosis.
func (d *diagnosis) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	addresses, err := d.names.get(ctx, host, func(ctx context.Context) ([]netip.Addr, error) {
		return d.Lookup(ctx, host)
	})
	if err != nil && ctx.Err() != nil {
		return nil, &net.DNSError{
			Err: "no answer", Name: host, UnwrapErr: ctx.Err(),
			IsTimeout: errors.Is(ctx.Err(), context.DeadlineExceeded),
		}
	}
	return slices.Clone(addresses), err
}

// dial connects as Doors.Dial does, and to names, too.
func (d *diagnosis) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return d.dialAddress(ctx, network, address)
	}
	if trace := httptrace.ContextClientTrace(ctx); trace != nil && trace.DNSStart != nil {
		trace.DNSStart(httptrace.DNSStartInfo{Host: host})
	}
	addresses, err := d.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	if len(addresses) == 0 {
		return nil, &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	var ways []attempt[net.Conn]
	for _, address := range bothFamilies(addresses) {
		ways = append(ways, func(ctx context.Context) (net.Conn, error) {
			return d.dialAddress(ctx, network, net.JoinHostPort(address.String(), port))
		})
	}
	return inTurn(ctx, nextAddressDelay, ways)
}

// dialAddress connects to an address, and keeps that it opened: nobody needs to look again.
func (d *diagnosis) dialAddress(ctx context.Context, network, address string) (net.Conn, error) {
	started := time.Now()
	connection, err := d.Dial(ctx, network, address)
	if err == nil {
		d.reached.put(address, struct{}{})
		d.noteConnect(time.Since(started))
	}
	return connection, err
}

// bothFamilies returns the address that the system would take first, and the first one
// of the other family.
func bothFamilies(addresses []netip.Addr) []netip.Addr {
	if len(addresses) == 0 {
		return nil
	}
	first := addresses[0]
	picked := []netip.Addr{first.Unmap()}
	other := func(a netip.Addr) bool { return a.Unmap().Is4() != first.Unmap().Is4() }
	if i := slices.IndexFunc(addresses, other); i >= 0 {
		picked = append(picked, addresses[i].Unmap())
	}
	return picked
}
