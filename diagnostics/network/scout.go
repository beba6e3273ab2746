package network

import (
	"context"
	"sync/atomic"
	"time"

	"retune/diagnostics"
)

// stragglers is by how much answers come apart that set out together.
const stragglers = 300 * time.Millisecond

// scout is the first of many who go a second way because the first one is silent. In a slow
// network all of them are late at once, and would send everything twice; so one goes ahead,
// and the others follow when there is a sign that somebody answers at all.
type scout struct {
	sent atomic.Bool
	sign *event
}

func newScout(sign *event) *scout { return &scout{sign: sign} }

// goAhead says yes to the first who asks.
func (s *scout) goAhead() bool { return s.sent.CompareAndSwap(false, true) }

// mayFollow waits as long as the first way has to answer. Then it says yes to the first who
// asks, and to the others when the sign has been there for a moment: what is only late has come
// by then. It says no where the context ends before.
func (s *scout) mayFollow(ctx context.Context, patience time.Duration) bool {
	return diagnostics.Pause(ctx, patience) && (s.goAhead() || s.sign.hasBeen(ctx, stragglers))
}
