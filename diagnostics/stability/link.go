package stability

import (
	"context"
	"net/netip"
	"slices"
	"sync"

	"retune/diagnostics/network"
)

// linkProbe asks the system which way traffic would leave this computer. That sends nothing.
type linkProbe struct {
	doors network.Doors

	mutex sync.Mutex
	ipv6  bool // only IPv6 has a route to the internet
	kinds map[netip.Addr]LinkKind
}

// outside are public addresses, one for each family: the route to them is the way out.
func outside() [2]netip.AddrPort {
	return [2]netip.AddrPort{
		netip.MustParseAddrPort("1.1.1.1:443"), netip.MustParseAddrPort("[2606:4700:4700::1111]:443"),
	}
}

func (p *linkProbe) ask(ctx context.Context) (Sighting, LinkKind) {
	lost := true
	for i, to := range outside() {
		from, err := p.doors.Route(ctx, to)
		if err == nil {
			p.setOnlyIPv6(i == 1)
			return Sighting{State: Answered}, p.kindOf(from)
		}
		lost = lost && network.FailureOf(err, network.Connect).Code == network.Unreachable
	}
	if !lost {
		return Sighting{State: Unsure}, ""
	}
	clear(p.kinds) // the link that comes back may be a different one
	return Sighting{State: Failed}, p.remaining()
}

func (p *linkProbe) setOnlyIPv6(ipv6 bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.ipv6 = ipv6
}

func (p *linkProbe) onlyIPv6() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.ipv6
}

// kindOf returns what carries traffic sent from an address. The result is cached, since
// listing the interfaces takes longer than everything else in a probe.
func (p *linkProbe) kindOf(from netip.Addr) LinkKind {
	if kind, ok := p.kinds[from]; ok {
		return kind
	}
	all, err := p.doors.Interfaces()
	if err != nil {
		return ""
	}
	has := func(i network.Interface) bool { return slices.Contains(i.Addresses, from) }
	kind := Other
	if i := slices.IndexFunc(all, has); i >= 0 {
		kind = linkKind(all[i], all)
	}
	p.kinds[from] = kind
	return kind
}

// remaining says which kind of link this computer has lost, if its hardware tells.
func (p *linkProbe) remaining() LinkKind {
	all, err := p.doors.Interfaces()
	if err != nil {
		return ""
	}
	for _, wanted := range []LinkKind{Wireless, Wired} {
		if slices.ContainsFunc(all, func(i network.Interface) bool { return i.Kind == string(wanted) }) {
			return wanted
		}
	}
	return Other
}

// linkKind returns the kind of an interface. A tunnel with nothing to carry it, such as a
// dial-up line, does not count as one.
func linkKind(chosen network.Interface, all []network.Interface) LinkKind {
	carries := func(i network.Interface) bool { return i.Up && !i.Loopback && i.Tunnel == "" && len(i.Addresses) > 0 }
	switch {
	case chosen.Tunnel != "" && slices.ContainsFunc(all, carries):
		return Tunnel
	case chosen.Kind == network.Wireless:
		return Wireless
	case chosen.Kind == network.Wired:
		return Wired
	}
	return Other
}
