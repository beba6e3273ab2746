package repair

import (
	"fmt"

	"retune/diagnostics"
)

// contained does work and returns its error. A panic does not end the program, which would
// take the user's window away in the middle of a repair; it becomes the work's error.
func contained(work func() error, crashed func(diagnostics.Args, error) error) error {
	outcome := diagnostics.Caught(work)
	if crash := outcome.Crash(); crash != nil {
		return crashed(diagnostics.Args{"Panic": fmt.Sprint(crash.Value)}, crash)
	}
	return outcome.Value()
}

// crashedBefore is the error for a panic before anything was changed.
func crashedBefore(args diagnostics.Args, crash error) error {
	return refuse(ReasonCrashed, args, crash)
}

// crashedWithin is the error for a panic in the middle of the work. What that leaves behind
// is the same as if the program had been killed, which the next run puts right.
func crashedWithin(args diagnostics.Args, crash error) error {
	return &Unrepaired{Reason: ReasonCrashed, Args: args, Err: crash}
}
