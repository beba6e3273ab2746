package main

import (
	"context"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// tidyPatience is how long a command that is done waits for a deletion to be done as
// well. The next start goes on with it.
const tidyPatience = 2 * time.Second

// recoverBeside goes on from where an earlier Retune was cut off, beside whatever else
// runs. The function that it returns waits for that, but not long, and says it where it
// did not work.
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

// leftOver says in one line that a cache is still not finished with, and why. The next
// start tries again.
func (t terminal) leftOver(s *services, outcome repair.Outcome, err error) {
	if err == nil && unfinished(outcome) {
		_ = t.complain(s.words.Say("terminal.left-over", diagnostics.Args{"Why": s.words.Outcome(outcome)}))
	}
}

// unfinished reports whether recovering was tried and did not work. Another Retune at
// work is the one that is not finished yet.
func unfinished(outcome repair.Outcome) bool {
	tried := outcome.Result == repair.Refused || outcome.Result == repair.StillBroken
	return tried && outcome.Reason != repair.ReasonBusy
}
