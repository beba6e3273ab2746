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

// Doors is everything that the window can have done. The window itself touches no
// file, process or socket: each door is called off the screen's thread, through Go.
type Doors struct {
	// Diagnose runs all checks; the observer is called one event at a time.
	Diagnose func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error)
	// Plan makes the plan of a repair. An Outcome with result "refused" or
	// "nothing-to-do" comes with the reason why there is no plan.
	Plan func(ctx context.Context, name diagnostics.RepairName, progress func(repair.Progress)) (repair.Plan, repair.Outcome, error)
	// Apply carries out the plan, and returns how it ended. The error is the context's.
	Apply func(ctx context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error)
	// Undo takes back what a repair did last.
	Undo func(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress)) (repair.Outcome, error)
	// SetAside lists what waits to be brought back or deleted.
	SetAside func(ctx context.Context) ([]repair.SetAside, error)
	// Discard deletes for good what a repair has set aside.
	Discard func(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress)) (repair.Outcome, error)
	// OpenLink opens a page in the browser; the address that did not open is in the error.
	OpenLink func(ctx context.Context, link guide.Link) error
	// OpenAction opens what an "open-..." action names (a page or the system's settings).
	OpenAction func(ctx context.Context, action diagnostics.Action) error
	// Address returns a link's address, to show where no browser opens.
	Address func(link guide.Link) string

	// Report writes the report for Spotify Support, with everything private blanked.
	Report func(text *words.Words, diagnosis diagnostics.Report) string
	// Save writes a new file to where a person looks for such, and returns its path.
	Save func(name string, content []byte) (path string, err error)

	// Still reports whether the system asks for no motion.
	Still func(ctx context.Context) bool
	// Watch watches the connection until the context ends; the observer is called with one
	// round at a time.
	Watch func(ctx context.Context, observe func(stability.Round)) error

	// After runs a function on the screen's thread once the time has passed. Stop keeps
	// it from running; it is called on the screen's thread, too.
	After func(pause time.Duration, do func()) (stop func())
	// Go starts work away from the screen's thread; Post runs a function on it.
	// A test gives functions that queue, and so decides the order.
	Go   func(work func())
	Post func(draw func())
}
