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
		return d.Dial(ctx, network, address)
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
	var candidates []string
	for _, address := range bothFamilies(addresses) {
		candidates = append(candidates, net.JoinHostPort(address.String(), port))
	}
	return d.dialAddresses(ctx, network, candidates)
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

// dialled is how one connect ended.
type dialled struct {
	connection net.Conn
	err        error
}

// dialAddresses connects to the first address that answers. The next one is tried when the
// one before has failed, or has been silent for a while.
func (d *diagnosis) dialAddresses(ctx context.Context, network string, addresses []string) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	outcomes := make(chan dialled, len(addresses))
	begun := 0
	begin := func() {
		address := addresses[begun]
		begun++
		go func() {
			connection, err := d.Dial(ctx, network, address)
			outcomes <- dialled{connection, err}
		}()
	}
	begin()
	var failures []error
	for len(failures) < len(addresses) {
		select {
		case outcome := <-outcomes:
			if outcome.err == nil {
				go hangUp(outcomes, begun-len(failures)-1)
				return outcome.connection, nil
			}
			failures = append(failures, outcome.err)
			if begun < len(addresses) {
				begin()
			}
		case <-patienceForNext(begun, len(addresses)):
			begin()
		}
	}
	return nil, strongest(failures)
}

// patienceForNext fires when it is time for the next address, if there is one.
func patienceForNext(begun, all int) <-chan time.Time {
	if begun == all {
		return nil
	}
	return time.After(nextAddressDelay)
}

// hangUp closes the connections that opened although another was quicker.
func hangUp(late <-chan dialled, open int) {
	for range open {
		if outcome := <-late; outcome.err == nil {
			_ = outcome.connection.Close()
		}
	}
}
