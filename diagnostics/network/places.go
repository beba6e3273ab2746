package network

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"retune/diagnostics"
)

// enoughPlaces is how many answers show that the internet is there: with two, no
// single operator's trouble or trick decides.
const enoughPlaces = 2

// namedPlacesDelay is how long the places have that need no resolver.
const namedPlacesDelay = time.Second

// places connects to servers all over the internet. One answer is enough; it waits for
// a second one only as long as others are still open.
func (d *diagnosis) places(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckPlaces
	inner, cancel := patience(ctx, placesTimeout)
	defer cancel()
	attempts := d.placeAttempts(ctx)
	answered, quickest := gather(inner, attempts, enoughPlaces)
	switch {
	case answered > 0:
		return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{
			"Answered": answered, "Tried": len(attempts), "Milliseconds": quickest.Milliseconds(),
		})
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	}
	if d.scriptChooses(ctx) || d.slow() {
		return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
	}
	return diagnostics.Saw(check, diagnostics.SawSilent, diagnostics.Args{"Tried": len(attempts)})
}

// gather makes all attempts at once and counts the successes, until there are enough or
// nothing more can come. It returns how long the first took.
func gather(ctx context.Context, attempts []attempt[struct{}], enough int) (answered int, first time.Duration) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	started := time.Now()
	ends := make(chan diagnostics.Outcome[tried[struct{}]], len(attempts))
	for _, try := range attempts {
		try.apart(ctx, ends)
	}
	for range attempts {
		if end := (<-ends).Value(); end.err != nil {
			continue
		}
		if answered == 0 {
			first = time.Since(started)
		}
		answered++
		if answered == enough {
			break
		}
	}
	return answered, first
}

func (d *diagnosis) placeAttempts(ctx context.Context) []attempt[struct{}] {
	var attempts []attempt[struct{}]
	for _, place := range places() {
		attempts = append(attempts, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, d.reach(ctx, place)
		})
	}
	for _, place := range namedPlaces() {
		attempts = append(attempts, func(ctx context.Context) (struct{}, error) {
			if !diagnostics.Pause(ctx, namedPlacesDelay) {
				return struct{}{}, ctx.Err()
			}
			return struct{}{}, d.reach(ctx, place)
		})
	}
	if d.usesProxy(ctx) {
		attempts = append(attempts, func(ctx context.Context) (struct{}, error) {
			answer, err := d.fetch(ctx, fetching{url: placeThroughProxy})
			if err == nil && answer.status != http.StatusNoContent {
				err = fmt.Errorf("%w: status %d", errStrange, answer.status)
			}
			return struct{}{}, err
		})
	}
	return attempts
}

// reach connects to a place, once in a diagnosis, and hangs up. A name that leads into
// the network's own addresses is not a place on the internet: portals answer like that.
func (d *diagnosis) reach(ctx context.Context, place string) error {
	_, err := d.reached.get(ctx, place, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.connect(ctx, place)
	})
	if err != nil && ctx.Err() != nil {
		return &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
	}
	return err
}

func (d *diagnosis) connect(ctx context.Context, place string) error {
	connection, err := d.dial(ctx, "tcp", place)
	if err != nil {
		return err
	}
	defer connection.Close()
	if remote := remoteAddress(connection); remote.IsValid() && leadsNowhere(remote) {
		return errSunk
	}
	return nil
}

func remoteAddress(connection net.Conn) netip.Addr {
	if address, ok := connection.RemoteAddr().(*net.TCPAddr); ok {
		return address.AddrPort().Addr()
	}
	return netip.Addr{}
}
