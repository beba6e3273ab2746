package network

import (
	"context"
	"time"
)

// patience ends shortly before the time of the check that it is given does, so that
// the check can tell silence from being stopped: when the context that patience
// returned is over and the check's own is not, nobody answered.
func patience(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, timeout-slack)
}
