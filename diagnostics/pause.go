package diagnostics

import (
	"context"
	"time"
)

// Pause waits, and reports whether the time went by before the context ended.
func Pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
