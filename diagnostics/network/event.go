package network

import (
	"context"
	"sync"
	"time"

	"retune/diagnostics"
)

// event is something that happens once in a diagnosis, and that others wait for.
type event struct {
	happened chan struct{} // closed when it has
	once     sync.Once
	at       time.Time // when it was, for those who have seen happened closed
}

func newEvent() *event { return &event{happened: make(chan struct{})} }

// happen may be told any number of times.
func (e *event) happen() {
	e.once.Do(func() {
		e.at = time.Now()
		close(e.happened)
	})
}

// has reports whether it has happened by now.
func (e *event) has() bool {
	select {
	case <-e.happened:
		return true
	default:
		return false
	}
}

// hasBeen waits until the event is so long ago, and reports whether it is; the context may end
// first.
func (e *event) hasBeen(ctx context.Context, ago time.Duration) bool {
	select {
	case <-e.happened:
		return diagnostics.Pause(ctx, time.Until(e.at.Add(ago)))
	case <-ctx.Done():
		return false
	}
}
