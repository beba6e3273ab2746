package network

import (
	"context"
	"time"

	"retune/diagnostics"
)

// attempt is one of several ways to the same answer.
type attempt[T any] func(ctx context.Context) (T, error)

// tried is how an attempt ended.
type tried[T any] struct {
	value T
	err   error
}

// apart makes the attempt. A crash of its own is one of whoever receives what came of it.
func (try attempt[T]) apart(ctx context.Context, ends chan<- diagnostics.Outcome[tried[T]]) {
	go func() {
		ends <- diagnostics.Caught(func() tried[T] {
			value, err := try(ctx)
			return tried[T]{value, err}
		})
	}()
}

// race makes all attempts at once, returns the first success and cancels the others.
// Without a success it returns the failures, in the order in which they came. What an
// attempt opens it closes itself, since nobody waits for those that lose.
func race[T any](ctx context.Context, attempts []attempt[T]) (T, []error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ends := make(chan diagnostics.Outcome[tried[T]], len(attempts))
	for _, try := range attempts {
		try.apart(ctx, ends)
	}
	var failures []error
	for range attempts {
		end := (<-ends).Value()
		if end.err == nil {
			return end.value, nil
		}
		failures = append(failures, end.err)
	}
	var none T
	return none, failures
}

// staggered begins each attempt so much later than the one before it: in a race, what would
// come too late is not even begun.
func staggered[T any](attempts []attempt[T], by time.Duration) []attempt[T] {
	later := make([]attempt[T], len(attempts))
	for i, try := range attempts {
		later[i] = func(ctx context.Context) (T, error) {
			if !diagnostics.Pause(ctx, time.Duration(i)*by) {
				var none T
				return none, ctx.Err()
			}
			return try(ctx)
		}
	}
	return later
}

// cue waits until something else is worth a try beside what is silent so far, and reports
// whether it is.
type cue func(ctx context.Context) bool

// onceMore makes a second attempt beside the first, on its cue: something may have been lost on
// the way. The first of the ends counts, whatever it is.
func onceMore[T any](ctx context.Context, cue cue, once, again attempt[T]) (T, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ends := make(chan diagnostics.Outcome[tried[T]], 2)
	once.apart(ctx, ends)
	cued := diagnostics.Apart(func() bool { return cue(ctx) })
	for {
		select {
		case outcome := <-ends:
			first := outcome.Value()
			return first.value, first.err
		case outcome := <-cued:
			if outcome.Value() {
				again.apart(ctx, ends)
			}
		}
	}
}

// inTurn returns what the first way comes to that leads anywhere. The next one is tried when
// the one before has failed, or on its cue. Where none leads anywhere it returns the failure
// that says most. There has to be a way. What comes too late is discarded.
func inTurn[T any](ctx context.Context, cue cue, ways []attempt[T], discard func(T)) (T, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	t := turns[T]{ways: ways, cue: cue, ends: make(chan diagnostics.Outcome[tried[T]], len(ways))}
	defer func() { t.leave(discard) }()
	t.begin(ctx)
	var failures []error
	for t.open > 0 {
		select {
		case outcome := <-t.ends:
			t.open--
			end := outcome.Value()
			if end.err == nil {
				return end.value, nil
			}
			failures = append(failures, end.err)
			t.next(ctx)
		case outcome := <-t.cued:
			if outcome.Value() {
				t.next(ctx)
			}
		}
	}
	var none T
	return none, strongest(failures)
}

// turns is how far ways are that are tried one after the other.
type turns[T any] struct {
	ways  []attempt[T]
	cue   cue
	ends  chan diagnostics.Outcome[tried[T]]
	begun int
	open  int
	cued  <-chan diagnostics.Outcome[bool] // for the next way
	calm  context.CancelFunc               // ends the waiting for that
}

// next begins the next way, if there is one and anybody wants it.
func (t *turns[T]) next(ctx context.Context) {
	if t.begun == len(t.ways) || ctx.Err() != nil {
		return
	}
	t.calm()
	t.begin(ctx)
}

// begin begins a way, and waits for the cue of the one after it, if there is one.
func (t *turns[T]) begin(ctx context.Context) {
	t.ways[t.begun].apart(ctx, t.ends)
	t.begun++
	t.open++
	t.cued = nil
	if t.begun == len(t.ways) {
		return
	}
	waiting, calm := context.WithCancel(ctx) //nolint:gosec // the next turn calls it, or the end of all cancels
	t.calm = calm
	t.cued = diagnostics.Apart(func() bool { return t.cue(waiting) })
}

// leave discards, when it comes, what nobody wants any more. Nor does anybody wait for the
// crash of a way.
func (t *turns[T]) leave(discard func(T)) {
	diagnostics.Apart(func() error {
		for range t.open {
			outcome := <-t.ends
			if outcome.Crash() == nil && outcome.Value().err == nil {
				discard(outcome.Value().value)
			}
		}
		return nil
	})
}
