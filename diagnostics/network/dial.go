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

	"retune/diagnostics"
)

// nextAddressDelay is how long an address has to answer before the next one of the same
// name is tried beside it. RFC 8305 recommends 250 ms, and bears up to two seconds; this
// is longer than the way around half the world and back takes, so that a network that is
// only slow does not have to carry everything twice.
const nextAddressDelay = 500 * time.Millisecond

// resolve asks this computer's resolver for a name, once in a diagnosis.
func (d *diagnosis) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	addresses, err := d.names.get(ctx, host, func(ctx context.Context) ([]netip.Addr, error) {
		return d.questions.ask(ctx, host)
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
	connect := func(ctx context.Context, address netip.Addr) (net.Conn, error) {
		return d.dialAddress(ctx, network, net.JoinHostPort(address.String(), port))
	}
	return overEither(ctx, d, bothFamilies(addresses), connect, hangUp)
}

// hangUp closes a connection that nobody wants any more.
func hangUp(connection net.Conn) { _ = connection.Close() }

// overEither tries an address, of one or two of different families, and then the other. What
// comes too late is discarded.
func overEither[T any](ctx context.Context, d *diagnosis, addresses []netip.Addr,
	try func(context.Context, netip.Addr) (T, error), discard func(T),
) (T, error) {
	picked := d.quickerFirst(addresses)
	var ways []attempt[T]
	for _, address := range picked {
		ways = append(ways, func(ctx context.Context) (T, error) { return try(ctx, address) })
	}
	return inTurn(ctx, d.nextAddress(picked[0], picked[len(picked)-1]), ways, discard)
}

// quickerFirst puts the other family first where that is the only one that answers.
func (d *diagnosis) quickerFirst(picked []netip.Addr) []netip.Addr {
	if len(picked) == 2 && !d.familyOf(picked[0]).sign.has() && d.familyOf(picked[1]).sign.has() {
		return []netip.Addr{picked[1], picked[0]}
	}
	return picked
}

// nextAddress is the cue to try an address of the other family beside a silent one: soon where
// only the other family answers, else when nothing that answered took as long.
func (d *diagnosis) nextAddress(silent, next netip.Addr) cue {
	own, other := d.familyOf(silent), d.familyOf(next)
	started := time.Now()
	onlyOther := func() bool { return other.sign.has() && !own.sign.has() }
	return func(ctx context.Context) bool {
		soon, cancel := context.WithTimeout(ctx, nextAddressDelay)
		defer cancel()
		if other.sign.hasBeen(soon, stragglers) && onlyOther() {
			return true
		}
		return other.mayFollow(ctx, nextAddressDelay-time.Since(started)) &&
			(onlyOther() || diagnostics.Pause(ctx, d.longestConnect()*3/2-time.Since(started)))
	}
}

func (d *diagnosis) familyOf(address netip.Addr) *scout {
	if address.Unmap().Is4() {
		return d.ipv4
	}
	return d.ipv6
}

// dialAddress connects to an address, and keeps that it opened: nobody needs to look again.
func (d *diagnosis) dialAddress(ctx context.Context, network, address string) (net.Conn, error) {
	started := time.Now()
	connection, err := d.Dial(ctx, network, address)
	if err == nil {
		d.reached.put(address, struct{}{})
		d.noteConnect(time.Since(started))
		if to, err := netip.ParseAddrPort(address); err == nil {
			d.familyOf(to.Addr()).sign.happen()
		}
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
