package network

import (
	"context"
	"net/netip"
	"time"
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
		type answer struct {
			addresses []netip.Addr
			err       error
		}
		answers := make(chan answer, 2)
		ask := func(lookup Lookup) {
			addresses, err := lookup(ctx, host)
			answers <- answer{addresses, err}
		}
		go ask(once)
		late := time.NewTimer(askAgainDelay)
		defer late.Stop()
		select {
		case first := <-answers:
			return first.addresses, first.err
		case <-late.C:
		}
		go ask(again)
		first := <-answers
		return first.addresses, first.err
	}
}
