//go:build !windows

package system

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"time"
)

func newRun() Run {
	return NewRun(Environment{Variables: map[string]string{"PATH": os.Getenv("PATH")}})
}

func shell(script string) Command { return Command{Program: "sh", Arguments: []string{"-c", script}} }

func TestRunTellsEachLine(t *testing.T) {
	var said []string
	err := newRun()(t.Context(), shell(`echo one; echo two >&2; printf '10%%\r20%%\r\n\n  last'`), func(line string) { said = append(said, line) })
	if want := []string{"one", "two", "10%", "20%", "last"}; err != nil || !slices.Equal(said, want) {
		t.Errorf("%q, %v", said, err)
	}
}

func TestRunTellsHowItEnded(t *testing.T) {
	var exit *ExitError
	if err := newRun()(t.Context(), shell("exit 126"), func(string) {}); !errors.As(err, &exit) || exit.Status != 126 {
		t.Errorf("%v", err)
	}
	if err := newRun()(t.Context(), Command{Program: "no-such-program-anywhere"}, func(string) {}); !errors.Is(err, ErrNoProgram) {
		t.Errorf("%v", err)
	}
}

func TestRunIsInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	begun := time.Now()
	err := newRun()(ctx, shell(`trap 'echo stopped; exit 1' INT; echo ready; while :; do sleep 0.01; done`), func(line string) {
		if line == "ready" {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || time.Since(begun) > stopPatience {
		t.Errorf("%v after %s", err, time.Since(begun))
	}
}
