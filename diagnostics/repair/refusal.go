package repair

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"retune/diagnostics"
)

// Refusal is the error of a repair that did not begin: nothing was changed.
type Refusal struct {
	// Result is Refused, or NothingToDo if everything already is as the repair would leave
	// it.
	Result Result
	Reason Reason
	Args   diagnostics.Args
	Err    error // what the system said; may be nil
}

// Error names the reason's code; the faces have sentences for it.
func (r *Refusal) Error() string { return described(r.Reason, r.Args, r.Err) }

// Unwrap returns what the system said.
func (r *Refusal) Unwrap() error { return r.Err }

// Unrepaired is the error of a repair that was tried and did not help.
type Unrepaired struct {
	Reason Reason
	Args   diagnostics.Args
	Err    error // what the system said; may be nil
}

// Error names the reason's code; the faces have sentences for it.
func (u *Unrepaired) Error() string { return described(u.Reason, u.Args, u.Err) }

// Unwrap returns what the system said.
func (u *Unrepaired) Unwrap() error { return u.Err }

func described(reason Reason, args diagnostics.Args, err error) string {
	text := string(reason)
	if path, ok := args["Path"]; ok {
		text += fmt.Sprintf(" %v", path)
	}
	if err != nil {
		text += ": " + err.Error()
	}
	return text
}

func refuse(reason Reason, args diagnostics.Args, err error) *Refusal {
	return &Refusal{Result: Refused, Reason: reason, Args: args, Err: err}
}

func nothingToDo(reason Reason) *Refusal {
	return &Refusal{Result: NothingToDo, Reason: reason}
}

// fileReason returns the reason for a file system's error about a path.
func fileReason(path string, err error) (Reason, diagnostics.Args) {
	args := diagnostics.Args{}
	if path != "" {
		args["Path"] = path
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return ReasonPermission, args
	case readOnly(err):
		return ReasonReadOnly, args
	case inUse(err):
		return ReasonInUse, args
	case diskFull(err):
		return ReasonDiskFull, args
	case otherFileSystem(err):
		return ReasonOtherFileSystem, args
	default:
		return ReasonFileError, args
	}
}

// pathOf returns the path in a file system's error, or "".
func pathOf(err error) string {
	var failure *fs.PathError
	if errors.As(err, &failure) {
		return failure.Path
	}
	return ""
}

func refuseFile(path string, err error) *Refusal {
	reason, args := fileReason(path, err)
	return refuse(reason, args, err)
}

func unrepairedFile(path string, err error) *Unrepaired {
	reason, args := fileReason(path, err)
	return &Unrepaired{Reason: reason, Args: args, Err: err}
}

// Conclude turns the error that a repair returned into its outcome. Only the context's own
// error remains an error: the user stopped it.
func Conclude(name diagnostics.RepairName, err error) (Outcome, error) {
	outcome := Outcome{Repair: name, Result: Repaired}
	var refusal *Refusal
	var unrepaired *Unrepaired
	switch {
	case err == nil:
	// If several things went wrong, report the one that changed something.
	case errors.As(err, &unrepaired):
		outcome.Result, outcome.Reason, outcome.Args = StillBroken, unrepaired.Reason, unrepaired.Args
	case errors.As(err, &refusal):
		outcome.Result, outcome.Reason, outcome.Args = refusal.Result, refusal.Reason, refusal.Args
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Outcome{}, err
	default:
		outcome.Result = StillBroken
		outcome.Reason, outcome.Args = fileReason(pathOf(err), err)
	}
	return outcome, nil
}
