package network

import (
	"context"
	"net/netip"
	"time"

	"retune/diagnostics"
)

// askAgainDelay is how long a resolver may take before it is asked once more: a question
// may be lost, and Linux by itself asks again after five seconds only.
const askAgainDelay = time.Second

// askingAgain asks a second time, beside the first, where that takes long. The first of
// the answers counts. They have to be lookups of two resolvers: net.Resolver makes one
// question of two that are the same.
func askingAgain(once, again Lookup) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		answers := make(chan diagnostics.Outcome[tried[[]netip.Addr]], 2)
		ask := func(lookup Lookup) {
			var asking attempt[[]netip.Addr] = func(ctx context.Context) ([]netip.Addr, error) {
				return lookup(ctx, host)
			}
			asking.apart(ctx, answers)
		}
		ask(once)
		late := time.NewTimer(askAgainDelay)
		defer late.Stop()
		select {
		case outcome := <-answers:
			first := outcome.Value()
			return first.value, first.err
		case <-late.C:
		}
		ask(again)
		first := (<-answers).Value()
		return first.value, first.err
	}
}
