package stability

import (
	"context"
	"net/netip"
	"slices"
	"sync"

	"retune/diagnostics/network"
)

// linkProbe asks this computer's system for its way out, which sends nothing.
type linkProbe struct {
	doors network.Doors

	mutex sync.Mutex
	ipv6  bool // only IPv6 has a way out
	kinds map[netip.Addr]LinkKind
}

// outside are addresses on the internet, one a family: the way there is the way out.
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
	clear(p.kinds) // what comes back may be another
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

// kindOf says what carries what is sent from an address. It is looked up once: to list
// the interfaces takes longer than all the rest.
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

// remaining says what this computer has lost, where its hardware tells.
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

// linkKind says what an interface is. A tunnel without anything that carries it is none:
// a dial-up line, say.
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
