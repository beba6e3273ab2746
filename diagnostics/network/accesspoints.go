package network

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"retune/diagnostics"
)

// fallbackAccessPoint is where the client goes when the directory does not answer.
const fallbackAccessPoint = "ap.spotify.com"

// accessPointPorts are the ports of an access point, in the order in which the directory
// lists them. The client is content with any of them (so is go-librespot). The server speaks
// neither TLS nor HTTP on them, so an open connection is all there is to see.
func accessPointPorts() []uint16 { return []uint16{4070, 443, 80} }

// directoryPatience is how long the directory has to name access points. After it the client's
// fallback is tried: it is one of them.
const directoryPatience = 1500 * time.Millisecond

const (
	// doorPatience is how long all doors together have, after the directory has answered.
	doorPatience = 1800 * time.Millisecond
	// slowConnect is how long a connection takes in a network so slow, or so lossy, that the
	// silence of a door says nothing.
	slowConnect = doorPatience / 2
	// slowHandshake is how long a name, a connection and a handshake take there.
	slowHandshake = doorPatience
)

// portHeadStart is how long a port may take before the next one is tried as well.
const portHeadStart = 250 * time.Millisecond

// reachAccessPoints connects to an access point on one port soon after the other, and then to
// another one; the first that opens is enough.
func (d *diagnosis) reachAccessPoints(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckAccessPoints
	inner, cancel := patience(ctx, accessPointsTimeout)
	defer cancel()
	if d.awaitDirectory(inner) {
		inner, cancel = context.WithTimeout(inner, doorPatience)
		defer cancel()
	}
	var attempts []attempt[AccessPoint]
	for _, point := range pickAccessPoints(d.namedAccessPoints()) {
		attempts = append(attempts, func(ctx context.Context) (AccessPoint, error) {
			return point, d.open(ctx, point)
		})
	}
	started := time.Now()
	opened, failures := race(inner, staggered(attempts, portHeadStart))
	switch {
	case len(failures) == 0:
		return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{
			"Port": int(opened.Port), "Milliseconds": time.Since(started).Milliseconds(),
		})
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	case slices.ContainsFunc(failures, isNameFailure), d.usesProxy(ctx), d.scriptChooses(ctx):
		// Where names fail, no door was knocked at. Where a proxy is the way out, the
		// direct way says nothing about Spotify, which can use the proxy too.
		return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
	}
	failure := FailureOf(strongest(failures), Connect)
	if failure.Code == Timeout && d.slow() {
		return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
	}
	return diagnostics.Saw(check, diagnostics.SawClosed, diagnostics.Args{
		"Tried": len(attempts), "Failure": failure.String(),
	})
}

// awaitDirectory waits a while for what the directory says, and reports whether it came.
func (d *diagnosis) awaitDirectory(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, directoryPatience)
	defer cancel()
	select {
	case <-d.directoryAsked.happened:
		return true
	case <-ctx.Done():
		return false
	}
}

// errUnresolved is the failure of a door that no address is known of.
var errUnresolved = errors.New("no address is known")

func isNameFailure(err error) bool {
	return errors.Is(err, errUnresolved) || errors.Is(err, errSunk)
}

// pickAccessPoints returns one access point for each port, the first that was named or the
// fallback, and after them the second that was named: one of them alone may be dead, and the
// client goes on to the next.
func pickAccessPoints(named []AccessPoint) []AccessPoint {
	var firsts, seconds []AccessPoint
	for _, port := range accessPointPorts() {
		there := slices.DeleteFunc(slices.Clone(named), func(p AccessPoint) bool { return p.Port != port })
		if len(there) == 0 {
			there = []AccessPoint{{Host: fallbackAccessPoint, Port: port}}
		}
		firsts = append(firsts, there[0])
		seconds = append(seconds, there[1:min(len(there), 2)]...)
	}
	return append(firsts, seconds...)
}

// errFiltered is the failure of a door that somebody does not allow, whoever that is.
var errFiltered = errors.New("this computer or a router does not allow it")

// open tries to connect to an access point. It resolves the name first: a filter
// that sends it to this computer must not pass for an open door, nor for a closed one.
func (d *diagnosis) open(ctx context.Context, point AccessPoint) error {
	addresses, err := d.resolve(ctx, point.Host)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnresolved, err)
	}
	addresses, err = leadingSomewhere(addresses)
	if err != nil {
		return fmt.Errorf("look up the access point: %w", err)
	}
	tried := onePerFamily(addresses)
	reach := func(ctx context.Context, address netip.Addr) (struct{}, error) {
		return struct{}{}, d.reach(ctx, netip.AddrPortFrom(address, point.Port).String())
	}
	if _, err := overEither(ctx, d, tried, reach, func(struct{}) {}); err != nil {
		return asFarAsKnown(err, tried)
	}
	return nil
}

// asFarAsKnown leaves it to IPv4 to say that this computer itself does not allow a
// connection: over IPv6 a router's word comes to the same error on Linux.
func asFarAsKnown(err error, tried []netip.Addr) error {
	if codeOf(err) == Prohibited && !slices.ContainsFunc(tried, netip.Addr.Is4) {
		return fmt.Errorf("%w: %w", errFiltered, err)
	}
	return err
}

// onePerFamily returns the first IPv4 and the first IPv6 address.
func onePerFamily(addresses []netip.Addr) []netip.Addr {
	var picked []netip.Addr
	for _, is4 := range []bool{true, false} {
		if i := slices.IndexFunc(addresses, func(a netip.Addr) bool { return a.Is4() == is4 }); i >= 0 {
			picked = append(picked, addresses[i])
		}
	}
	return picked
}
