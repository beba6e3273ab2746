package ui

import (
	"context"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
	"retune/diagnostics/stability"
	"retune/diagnostics/words"
)

// Doors is everything that the window can have done on its behalf. The window itself touches
// no file, process or socket. Except for After, Go and Post, which say so themselves, doors
// may be slow and are called through Go, off the screen's thread.
type Doors struct {
	// Diagnose runs all checks and calls observe, one event at a time.
	Diagnose func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error)
	// Plan makes the plan of a repair. If there is no plan, the Outcome's result is "refused"
	// or "nothing-to-do" and its reason says why.
	Plan func(ctx context.Context, name diagnostics.RepairName, progress func(repair.Progress)) (repair.Plan, repair.Outcome, error)
	// Apply carries out a plan, and returns how that ended. The error is the context's.
	Apply func(ctx context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error)
	// Undo undoes the latest application of a repair.
	Undo func(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress)) (repair.Outcome, error)
	// SetAside lists what can be restored or deleted.
	SetAside func(ctx context.Context) ([]repair.SetAside, error)
	// Discard deletes for good what a repair has set aside.
	Discard func(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress)) (repair.Outcome, error)
	// OpenLink opens a page in the browser. The error contains the address that could not be
	// opened.
	OpenLink func(ctx context.Context, link guide.Link) error
	// OpenAction opens what an "open-..." action names: a page or the system's settings.
	OpenAction func(ctx context.Context, action diagnostics.Action) error
	// Address returns a link's address, to be shown if no browser can be opened.
	Address func(link guide.Link) string

	// Report returns the report for Spotify Support, with everything private blanked.
	Report func(text *words.Words, diagnosis diagnostics.Report) string
	// Save writes a new file to where users look for saved files, and returns its path.
	Save func(name string, content []byte) (path string, err error)

	// Still reports whether the system asks programs to avoid animation.
	Still func(ctx context.Context) bool
	// Watch watches the connection until the context ends, and calls observe with one round
	// at a time.
	Watch func(ctx context.Context, observe func(stability.Round)) error

	// After runs a function on the screen's thread after a pause. Stop prevents that; it is
	// called on the screen's thread, too.
	After func(pause time.Duration, do func()) (stop func())
	// Go runs work off the screen's thread; Post runs a function on it. Tests pass functions
	// that queue, and so control the order.
	Go   func(work func())
	Post func(draw func())
}
