package main

import (
	"context"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// tidyPatience is how long a finished command waits for a deletion to finish as well. If it
// does not, the next start continues it.
const tidyPatience = 2 * time.Second

// recoverBeside continues where an earlier run was interrupted, in the background. The
// function it returns waits for that, but not for long, and reports a failure.
func (t terminal) recoverBeside(ctx context.Context, s *services) (wait func()) {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan func(), 1)
	go func() {
		outcome, err := s.repairs.Recover(ctx, func(repair.Progress) {})
		done <- func() { t.leftOver(s, outcome, err) }
	}()
	return func() {
		defer time.AfterFunc(tidyPatience, stop).Stop()
		(<-done)()
		stop()
	}
}

// leftOver says in one line that a cache is still unfinished business, and why. The next
// start tries again.
func (t terminal) leftOver(s *services, outcome repair.Outcome, err error) {
	if err == nil && unfinished(outcome) {
		_ = t.complain(s.words.Say("terminal.left-over", diagnostics.Args{"Why": s.words.Outcome(outcome)}))
	}
}

// unfinished reports whether recovery was tried and failed. If another Retune is working, it
// is up to that one.
func unfinished(outcome repair.Outcome) bool {
	tried := outcome.Result == repair.Refused || outcome.Result == repair.StillBroken
	return tried && outcome.Reason != repair.ReasonBusy
}
