package repair

import (
	"fmt"

	"retune/diagnostics"
)

// contained does work and returns its error. A crash in it does not end the program, with
// the person's window gone in the middle of a repair: it is how the work ended.
func contained(work func() error, crashed func(diagnostics.Args, error) error) error {
	outcome := diagnostics.Caught(work)
	if crash := outcome.Crash(); crash != nil {
		return crashed(diagnostics.Args{"Panic": fmt.Sprint(crash.Value)}, crash)
	}
	return outcome.Value()
}

// crashedBefore is a crash that nothing had been changed before.
func crashedBefore(args diagnostics.Args, crash error) error {
	return refuse(ReasonCrashed, args, crash)
}

// crashedWithin is a crash in the middle of the work. What that leaves is what the end of the
// program would leave, which the next start puts in order.
func crashedWithin(args diagnostics.Args, crash error) error {
	return &Unrepaired{Reason: ReasonCrashed, Args: args, Err: crash}
}
