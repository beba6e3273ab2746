package stability

import (
	"context"
	"time"

	"retune/diagnostics"
)

const (
	// probeTimeout is how long a target has to answer: a lost packet costs a second
	// (RFC 6298), the farthest way half of one.
	probeTimeout = 2500 * time.Millisecond
	// clientPause is the least time between two looks at a client that is connected: to
	// look reads the table of all processes.
	clientPause = 5 * time.Second
)

// pace is the time from one round to the next once nothing has changed for a while. As
// soon as something does it is a second again.
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

// Probe asks one target. It returns when its context ends.
type Probe func(ctx context.Context) Sighting

// Probes are those of one watch. They keep in mind who answered last, so each watch takes
// new ones; a round asks each at most once.
type Probes struct {
	// Link also says what carries the traffic, as far as that is known.
	Link   func(ctx context.Context) (Sighting, LinkKind)
	Others [targetCount]Probe // without Link's
}

// Watch asks round after round.
type Watch struct {
	Probes func() Probes
	Now    func() time.Time
}

// Run watches until the context ends, whose error it returns at once. It calls observe
// with one round at a time; one that is cut off is not among them.
func (w Watch) Run(ctx context.Context, observe func(Round)) error {
	probes := w.Probes()
	var last Round
	var changed, clientSeen time.Time
	for {
		began := w.Now()
		round := Round{At: began.Round(0)} // by the clock, which goes on while the computer sleeps
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

// follows reports whether nothing has changed since the last round, and takes that over
// for what was not asked. The first round follows none.
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

// rest waits, unless the context ends before.
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

// answer is what came of one probe.
type answer struct {
	target Target
	seen   Sighting
	link   LinkKind
}

// answerOf asks one target. A probe that crashes could not tell, in this round; the watch
// goes on, and accuses nobody of a fault of its own.
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

// ask asks all targets at the same time, and is back at once when the context ends.
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
