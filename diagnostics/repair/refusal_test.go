package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"retune/diagnostics"
)

func TestAnErrorOfAFileNamesTheFile(t *testing.T) {
	for want, err := range map[Reason]error{
		ReasonPermission: fs.ErrPermission, ReasonFileError: errors.New("the disk hums"),
	} {
		failure := fmt.Errorf("survey: %w", &fs.PathError{Op: "open", Path: "/home/me/prefs", Err: err})
		outcome, stopped := Conclude(diagnostics.RepairClose, failure)
		if stopped != nil || outcome.Reason != want || outcome.Args["Path"] != "/home/me/prefs" {
			t.Errorf("%v: %+v, %v", err, outcome, stopped)
		}
	}
	if outcome, _ := Conclude(diagnostics.RepairClose, errors.New("no file at all")); len(outcome.Args) > 0 {
		t.Errorf("a path was made up: %+v", outcome)
	}
}
