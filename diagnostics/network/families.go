package network

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"retune/diagnostics"
)

// familyState is how one of IPv4 and IPv6 does.
type familyState int

const (
	familyAbsent familyState = iota // not set up
	familyAnswers
	familySilent
)

// families tries IPv4 and IPv6 each for itself: places by their addresses, and
// Spotify's directory. One answer is enough for a family.
func (d *diagnosis) families(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckFamilies
	inner, cancel := patience(ctx, familiesTimeout)
	defer cancel()
	beside := diagnostics.Apart(func() familyState { return d.family(inner, false) })
	ipv4, ipv6 := d.family(inner, true), (<-beside).Value()
	if ctx.Err() != nil {
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	}
	return diagnostics.Saw(check, judgeFamilies(ipv4, ipv6), nil)
}

// judgeFamilies blames a family only beside the other one: where nothing answers, the
// network is to blame, or a proxy is the only way.
func judgeFamilies(ipv4, ipv6 familyState) diagnostics.Observation {
	switch {
	case ipv4 != familyAnswers && ipv6 != familyAnswers:
		return diagnostics.SawUncompared
	case ipv6 == familySilent:
		return diagnostics.SawIPv6Dead
	case ipv4 == familySilent:
		return diagnostics.SawIPv4Dead
	case ipv4 == familyAbsent || ipv6 == familyAbsent:
		return diagnostics.SawOneFamily
	}
	return diagnostics.SawFine
}

func (d *diagnosis) family(ctx context.Context, is4 bool) familyState {
	if !d.familySetUp(ctx, is4) {
		return familyAbsent
	}
	attempts := []attempt[struct{}]{func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.reachDirectory(ctx, is4)
	}}
	for _, place := range placesOf(is4) {
		attempts = append(attempts, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, d.reach(ctx, place)
		})
	}
	if _, failures := race(ctx, attempts); len(failures) > 0 {
		return familySilent
	}
	return familyAnswers
}

// familySetUp reports whether there is a route, from an address that is good for the
// internet. An IPv6 address that is private to the network is not.
func (d *diagnosis) familySetUp(ctx context.Context, is4 bool) bool {
	for _, to := range routeTargets() {
		if to.Addr().Is4() != is4 {
			continue
		}
		from, err := d.Route(ctx, to)
		return err == nil && from.IsGlobalUnicast() && (is4 || !from.IsPrivate())
	}
	return false
}

// placesOf returns the places that are addresses of a family.
func placesOf(is4 bool) []string {
	return slices.DeleteFunc(places(), func(place string) bool {
		address, err := netip.ParseAddrPort(place)
		return err != nil || address.Addr().Is4() != is4
	})
}

// directoryDelay is how long the places have before Spotify's directory is tried as well,
// for networks that lock them out. By then the directory's own check has reached it by one
// of the families.
const directoryDelay = 500 * time.Millisecond

// reachDirectory connects to the first address that Spotify's directory has of a family.
func (d *diagnosis) reachDirectory(ctx context.Context, is4 bool) error {
	if !diagnostics.Pause(ctx, directoryDelay) {
		return ctx.Err()
	}
	addresses, err := d.resolve(ctx, directoryHost)
	if err != nil {
		return err
	}
	for _, address := range addresses {
		if address = address.Unmap(); address.Is4() == is4 && !leadsNowhere(address) {
			return d.reach(ctx, netip.AddrPortFrom(address, 443).String())
		}
	}
	return &net.DNSError{Err: "no address of this family", Name: directoryHost, IsNotFound: true}
}
