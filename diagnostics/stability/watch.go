package stability

import (
	"context"
	"time"

	"retune/diagnostics"
)

const (
	// probeTimeout is how long a target has to answer. A lost packet costs a second (RFC
	// 6298), the longest route half a second.
	probeTimeout = 2500 * time.Millisecond
	// clientPause is the minimum time between two looks at a connected client, because each
	// look reads the whole process table.
	clientPause = 5 * time.Second
)

// pace is the time between rounds when nothing has changed for a while. As soon as something
// changes it is back to one second.
func pace(unchanged time.Duration) time.Duration {
	switch {
	case unchanged < 30*time.Second:
		return time.Second
	case unchanged < 5*time.Minute:
		return 2 * time.Second
	default:
		return 5 * time.Second
	}
}

// Probe probes one target. It returns when its context ends.
type Probe func(ctx context.Context) Sighting

// Probes are the probes of one watch. They remember who answered last, so each watch needs
// new ones. A round runs each at most once.
type Probes struct {
	// Link also returns what carries the traffic, if known.
	Link   func(ctx context.Context) (Sighting, LinkKind)
	Others [targetCount]Probe // indexed by target; Link's is nil
}

// Watch probes round after round.
type Watch struct {
	Probes func() Probes
	Now    func() time.Time
}

// Run watches until the context ends, and then returns the context's error at once. It calls
// observe with each complete round, one call at a time.
func (w Watch) Run(ctx context.Context, observe func(Round)) error {
	probes := w.Probes()
	var last Round
	var changed, clientSeen time.Time
	for {
		began := w.Now()
		round := Round{At: began.Round(0)} // wall time: the monotonic clock may stop while the computer sleeps
		asksClient := last.state(Client) != Answered || began.Sub(clientSeen) >= clientPause
		if err := probes.ask(ctx, &round, asksClient); err != nil {
			return err
		}
		if asksClient {
			clientSeen = began
		}
		observe(round)
		if !round.follows(&last) {
			changed = began
		}
		if err := rest(ctx, pace(began.Sub(changed))-w.Now().Sub(began)); err != nil {
			return err
		}
	}
}

// follows reports whether everything probed in this round is as it was in the last one, and
// updates last with it. The first round follows none.
func (r Round) follows(last *Round) bool {
	same := !last.At.IsZero()
	for target, seen := range r.Seen {
		if seen.State != Unasked {
			same = same && seen.State == last.Seen[target].State
			last.Seen[target] = seen
		}
	}
	last.At = r.At
	return same
}

// rest waits, or returns early with the context's error.
func rest(ctx context.Context, length time.Duration) error {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// answer is the result of one probe.
type answer struct {
	target Target
	seen   Sighting
	link   LinkKind
}

// answerOf runs one probe. A probe that panics is Unsure for this round; the watch continues
// and does not blame anything for a bug of its own.
func answerOf(target Target, ask func() (Sighting, LinkKind)) answer {
	outcome := diagnostics.Caught(func() answer {
		seen, link := ask()
		return answer{target, seen, link}
	})
	if outcome.Crash() != nil {
		return answer{target: target, seen: Sighting{State: Unsure}}
	}
	return outcome.Value()
}

// ask runs all probes concurrently, and returns at once when the context ends.
func (p Probes) ask(ctx context.Context, round *Round, asksClient bool) error {
	inner, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	answers := make(chan answer, targetCount)
	asked := 1
	go func() {
		answers <- answerOf(Link, func() (Sighting, LinkKind) { return p.Link(inner) })
	}()
	for target, probe := range p.Others {
		if probe != nil && (Target(target) != Client || asksClient) {
			asked++
			go func() {
				answers <- answerOf(Target(target), func() (Sighting, LinkKind) { return probe(inner), "" })
			}()
		}
	}
	for range asked {
		select {
		case got := <-answers:
			round.Seen[got.target] = got.seen
			if got.target == Link {
				round.Link = got.link
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
