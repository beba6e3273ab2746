package network

import (
	"context"
	"net"
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
			select {
			case <-time.After(time.Duration(i) * by):
				return try(ctx)
			case <-ctx.Done():
				var none T
				return none, ctx.Err()
			}
		}
	}
	return later
}

// onceMore makes a second attempt, beside the first, where that takes long and one more may be
// made: something may have been lost on the way. The first of the ends counts, whatever it is.
func onceMore[T any](ctx context.Context, delay time.Duration, once, again attempt[T], mayOnceMore func() bool) (T, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ends := make(chan diagnostics.Outcome[tried[T]], 2)
	once.apart(ctx, ends)
	late := time.NewTimer(delay)
	defer late.Stop()
	select {
	case outcome := <-ends:
		first := outcome.Value()
		return first.value, first.err
	case <-late.C:
	}
	if mayOnceMore() {
		again.apart(ctx, ends)
	}
	first := (<-ends).Value()
	return first.value, first.err
}

// dialled is how one connect ended.
type dialled = diagnostics.Outcome[tried[net.Conn]]

// inTurn makes the connection that stands first. The next way is tried when the one before
// has failed, or has been silent for a while. Without a connection it returns the failure
// that says most. There has to be a way.
func inTurn(ctx context.Context, delay time.Duration, ways []attempt[net.Conn]) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ends := make(chan dialled, len(ways))
	begun, open := 0, 0
	begin := func() {
		ways[begun].apart(ctx, ends)
		begun++
		open++
	}
	defer func() { hangUp(ends, open) }()
	begin()
	var failures []error
	for len(failures) < len(ways) {
		select {
		case outcome := <-ends:
			open--
			end := outcome.Value()
			if end.err == nil {
				return end.value, nil
			}
			failures = append(failures, end.err)
			if begun < len(ways) {
				begin()
			}
		case <-patienceForNext(begun, len(ways), delay):
			begin()
		}
	}
	return nil, strongest(failures)
}

// patienceForNext fires when it is time for the next way, if there is one.
func patienceForNext(begun, all int, delay time.Duration) <-chan time.Time {
	if begun == all {
		return nil
	}
	return time.After(delay)
}

// hangUp closes, when they come, the connections that open although nobody wants them any
// more. Nor does anybody wait for the crash of one.
func hangUp(late <-chan dialled, open int) {
	diagnostics.Apart(func() error {
		for range open {
			outcome := <-late
			if outcome.Crash() == nil && outcome.Value().err == nil {
				_ = outcome.Value().value.Close()
			}
		}
		return nil
	})
}
