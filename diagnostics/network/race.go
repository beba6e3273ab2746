package network

import (
	"context"
	"net"
	"time"
)

// attempt is one of several ways to the same answer.
type attempt[T any] func(ctx context.Context) (T, error)

// race makes all attempts at once, returns the first success and cancels the others.
// Without a success it returns the failures, in the order in which they came. What an
// attempt opens it closes itself, since nobody waits for those that lose.
func race[T any](ctx context.Context, attempts []attempt[T]) (T, []error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type outcome struct {
		value T
		err   error
	}
	outcomes := make(chan outcome, len(attempts))
	for _, try := range attempts {
		go func() {
			value, err := try(ctx)
			outcomes <- outcome{value, err}
		}()
	}
	var failures []error
	for range attempts {
		o := <-outcomes
		if o.err == nil {
			return o.value, nil
		}
		failures = append(failures, o.err)
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

// dialled is how one connect ended.
type dialled struct {
	connection net.Conn
	err        error
}

// inTurn makes the connection that stands first. The next way is tried when the one before
// has failed, or has been silent for a while. Without a connection it returns the failure
// that says most. There has to be a way.
func inTurn(ctx context.Context, delay time.Duration, ways []attempt[net.Conn]) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	outcomes := make(chan dialled, len(ways))
	begun := 0
	begin := func() {
		try := ways[begun]
		begun++
		go func() {
			connection, err := try(ctx)
			outcomes <- dialled{connection, err}
		}()
	}
	begin()
	var failures []error
	for len(failures) < len(ways) {
		select {
		case outcome := <-outcomes:
			if outcome.err == nil {
				go hangUp(outcomes, begun-len(failures)-1)
				return outcome.connection, nil
			}
			failures = append(failures, outcome.err)
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

// hangUp closes the connections that opened although another was quicker.
func hangUp(late <-chan dialled, open int) {
	for range open {
		if outcome := <-late; outcome.err == nil {
			_ = outcome.connection.Close()
		}
	}
}
