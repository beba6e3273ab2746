package network

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"retune/diagnostics"
)

const (
	// aroundDelay is how long a tunnel may take before the way around it is tried: one
	// that works never makes Retune go around it.
	aroundDelay = 700 * time.Millisecond
	// nameTime is for the resolver, which may lie in the tunnel: after it, the tunnel is
	// judged by other places.
	nameTime = time.Second
	// mostCarriers is over how many interfaces, at the same time, the way around is tried.
	mostCarriers = 2
)

// tunnelPlaces are unrelated places, by address: a dead tunnel takes the resolver along.
func tunnelPlaces() []netip.AddrPort {
	return []netip.AddrPort{
		netip.MustParseAddrPort("1.1.1.1:443"), netip.MustParseAddrPort("9.9.9.9:443"),
		netip.MustParseAddrPort("[2606:4700:4700::1111]:443"),
	}
}

// journey is what became of a connection to any of a few places.
type journey struct {
	known   bool   // an address was known
	tunnel  string // the kind of tunnel that leads there; empty: none does
	arrived bool   // a place answered, on the way that the system takes
	around  bool   // a place answered, but only around the tunnel
}

// tunnel looks whether Spotify's traffic goes into a tunnel, and whether it comes out.
// A tunnel for other traffic is not its concern.
func (d *diagnosis) tunnel(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckTunnel
	all, err := d.Interfaces()
	if err != nil {
		return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
	}
	// Without an interface that carries it, a tunnel is none: a dial-up line, say.
	if !slices.ContainsFunc(all, Interface.isTunnel) || len(carriers(all)) == 0 {
		return diagnostics.Saw(check, diagnostics.SawNone, nil)
	}
	inner, cancel := patience(ctx, tunnelTimeout)
	defer cancel()
	elsewhere := diagnostics.Apart(func() journey { return d.travel(inner, all, tunnelPlaces()) })
	spotify := d.travel(inner, all, d.spotifyDoors(inner))
	if spotify.decides() {
		return spotify.finding()
	}
	other := (<-elsewhere).Value()
	switch {
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	case spotify.known && other.tunnel == "":
		return spotify.finding()
	}
	return other.finding()
}

// decides reports whether the journey to Spotify says all: no tunnel is on the way, or
// it is known to work, or to be what loses the traffic.
func (j journey) decides() bool { return j.known && (j.tunnel == "" || j.arrived || j.around) }

func (j journey) finding() diagnostics.Finding {
	const check = diagnostics.CheckTunnel
	args := diagnostics.Args{"Tunnel": j.tunnel}
	switch {
	case j.tunnel == "":
		return diagnostics.Saw(check, diagnostics.SawNone, nil)
	case j.arrived:
		return diagnostics.Saw(check, diagnostics.SawFine, args)
	case j.around:
		return diagnostics.Saw(check, diagnostics.SawDead, args)
	}
	return diagnostics.Saw(check, diagnostics.SawUncompared, args)
}

// spotifyDoors returns access points by address, on the ports that all networks let
// through most often.
func (d *diagnosis) spotifyDoors(ctx context.Context) []netip.AddrPort {
	ctx, cancel := context.WithTimeout(ctx, nameTime)
	defer cancel()
	addresses, err := d.resolve(ctx, fallbackAccessPoint)
	if err != nil {
		return nil
	}
	public, err := leadingSomewhere(addresses)
	if err != nil {
		return nil
	}
	var doors []netip.AddrPort
	for _, address := range onePerFamily(public) {
		doors = append(doors, netip.AddrPortFrom(address, 443), netip.AddrPortFrom(address, 4070))
	}
	return doors
}

// travel tries to reach any of the places: as the system sends it, and, where that leads
// into a tunnel and nothing comes back, around the tunnel.
func (d *diagnosis) travel(ctx context.Context, all []Interface, places []netip.AddrPort) journey {
	j := journey{known: len(places) > 0}
	if j.tunnel = d.tunnelTo(ctx, all, places); j.tunnel == "" {
		return j
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silent := make(chan struct{})
	around := diagnostics.Apart(func() bool { return d.goAround(ctx, silent, carriers(all), places) })
	if j.arrived = d.anyOf(ctx, places); j.arrived {
		return j
	}
	close(silent)
	j.around = (<-around).Value()
	return j
}

// tunnelTo returns the kind of tunnel into which the system sends what goes to any of the
// places, or "".
func (d *diagnosis) tunnelTo(ctx context.Context, all []Interface, places []netip.AddrPort) string {
	for _, place := range places {
		from, err := d.Route(ctx, place)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(all, func(i Interface) bool { return slices.Contains(i.Addresses, from) })
		if i >= 0 && all[i].Tunnel != "" {
			return all[i].Tunnel
		}
	}
	return ""
}

// anyOf reports whether one of the places can be reached on the way that the system takes.
func (d *diagnosis) anyOf(ctx context.Context, places []netip.AddrPort) bool {
	var attempts []attempt[struct{}]
	for _, place := range places {
		attempts = append(attempts, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, d.reach(ctx, place.String())
		})
	}
	_, failures := race(ctx, attempts)
	return len(failures) == 0
}

// goAround reports whether one of the places answers over an interface that is no tunnel.
// It tries when the tunnel is known to be silent, or has been so for a while.
func (d *diagnosis) goAround(ctx context.Context, silent <-chan struct{}, carriers []Interface, places []netip.AddrPort) bool {
	select {
	case <-silent:
	case <-time.After(aroundDelay):
	case <-ctx.Done():
		return false
	}
	var attempts []attempt[struct{}]
	for _, carrier := range carriers {
		for _, place := range places {
			attempts = append(attempts, func(ctx context.Context) (struct{}, error) {
				connection, err := d.DialFrom(ctx, carrier, "tcp", place.String())
				if err == nil {
					_ = connection.Close() // it did open, and that is all that was asked
				}
				return struct{}{}, err
			})
		}
	}
	_, failures := race(ctx, attempts)
	return len(failures) == 0
}

func (i Interface) isTunnel() bool { return i.Up && i.Tunnel != "" }

// carriers returns the interfaces that can carry a tunnel's own traffic, at most a few;
// hardware first, since bridges between programs lead nowhere.
func carriers(all []Interface) []Interface {
	usable := slices.DeleteFunc(slices.Clone(all), func(i Interface) bool { return !i.usable() || i.Tunnel != "" })
	slices.SortStableFunc(usable, func(a, b Interface) int { return hardwareRank(a) - hardwareRank(b) })
	return usable[:min(len(usable), mostCarriers)]
}

func hardwareRank(i Interface) int {
	if i.Kind == Other {
		return 1
	}
	return 0
}
