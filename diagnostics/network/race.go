package network

import "context"

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
