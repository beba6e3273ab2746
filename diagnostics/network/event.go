package network

import (
	"context"
	"sync"
	"time"
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
		return pause(ctx, time.Until(e.at.Add(ago)))
	case <-ctx.Done():
		return false
	}
}

// pause waits, and reports whether the time went by before the context ended.
func pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
