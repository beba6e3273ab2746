package network

import (
	"context"
	"net/netip"
	"slices"

	"retune/diagnostics"
)

// routeTargets are addresses of public resolvers: the way there is the default route.
func routeTargets() []netip.AddrPort {
	return []netip.AddrPort{
		netip.MustParseAddrPort("1.1.1.1:53"),
		netip.MustParseAddrPort("[2606:4700:4700::1111]:53"),
	}
}

// interfaces looks for an interface that is up with an address, and for a way out. The
// system's own choice of route is asked rather than its tables: that holds on every
// system and with every kind of route, and sends nothing. Where there is a way out, the
// list of interfaces only gives the name for it.
func (d *diagnosis) interfaces(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckInterfaces
	all, listed := d.Interfaces()
	usable := slices.DeleteFunc(slices.Clone(all), func(i Interface) bool { return !i.usable() })
	from, routed := d.wayOut(ctx)
	switch {
	case routed == nil && !from.IsLinkLocalUnicast():
		return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{"Interface": kindOf(usable, from)})
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	case listed != nil || routed != nil && !leadsNoWay(routed):
		return diagnostics.Saw(check, diagnostics.SawUnreadable, nil)
	case len(usable) == 0:
		return diagnostics.Saw(check, diagnostics.SawNoInterface, nil)
	}
	return diagnostics.Saw(check, diagnostics.SawNoRoute, diagnostics.Args{"Interface": usable[0].Kind})
}

// wayOut returns the address from which this computer reaches the internet, by either
// family, or the error that says most. An address that a computer gives itself, where nobody
// gives it one, is only returned where there is no other: it is good for the own wire.
func (d *diagnosis) wayOut(ctx context.Context) (netip.Addr, error) {
	var failure error
	var own netip.Addr
	for _, to := range routeTargets() {
		from, err := d.Route(ctx, to)
		switch {
		case err == nil && !from.IsLinkLocalUnicast():
			return from, nil
		case err == nil:
			own = from
		case failure == nil || !leadsNoWay(err):
			failure = err
		}
	}
	if own.IsValid() {
		return own, nil
	}
	return netip.Addr{}, failure
}

// leadsNoWay reports whether the system said that there is no route, rather than that
// it would not say.
func leadsNoWay(err error) bool { return codeOf(err) == Unreachable }

// usable reports whether the interface can carry traffic beyond its own wire.
func (i Interface) usable() bool {
	return i.Up && !i.Loopback && slices.ContainsFunc(i.Addresses, func(address netip.Addr) bool {
		return address.IsGlobalUnicast()
	})
}

func kindOf(interfaces []Interface, address netip.Addr) string {
	for _, i := range interfaces {
		if slices.Contains(i.Addresses, address) {
			return i.Kind
		}
	}
	return Other
}
