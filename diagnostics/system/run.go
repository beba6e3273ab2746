package system

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// Run runs a command whose output the user watches, and calls said with each of its lines,
// one at a time. The error is an *ExitError if the command failed, the context's if that
// ended it, or why the command could not be run.
type Run func(ctx context.Context, command Command, said func(line string)) error

// ExitError is returned for a command that ended with a nonzero status.
type ExitError struct {
	Command string
	Status  int
}

// Error names the command and its status.
func (e *ExitError) Error() string {
	return fmt.Sprintf("%s ended with status %d", e.Command, e.Status)
}

// stopPatience is how long an interrupted command has to end by itself.
const stopPatience = 3 * time.Second

// NewRun returns a Run that really starts programs. They get the user's language, since the
// user reads their output, and are interrupted when the context ends.
func NewRun(environment Environment) Run {
	return func(ctx context.Context, command Command, said func(string)) error {
		path, err := commands{environment: environment}.Find(command.Program)
		if err != nil {
			return err
		}
		lines := &lineWriter{said: said}
		run := exec.CommandContext(ctx, path, command.Arguments...)
		run.Env = cleaned(environment.Variables)
		run.Stdout, run.Stderr = lines, lines // the same writer for both, so that package exec writes from one goroutine
		run.Cancel = func() error { return interrupt(run.Process) }
		run.WaitDelay = stopPatience
		hideConsole(run)
		err = run.Run()
		lines.end()
		return runError(ctx, command, err)
	}
}

// interrupt asks a process to end, or kills it if the system has no such request.
func interrupt(process *os.Process) error {
	if err := process.Signal(os.Interrupt); err == nil || errors.Is(err, os.ErrProcessDone) {
		return err //nolint:wrapcheck // package exec compares it
	}
	return process.Kill() //nolint:wrapcheck // package exec looks at it
}

func runError(ctx context.Context, command Command, err error) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &exit):
		return &ExitError{Command: command.Program, Status: exit.ExitCode()}
	default:
		return fmt.Errorf("run %s: %w", command, err)
	}
}

// longestLine is how much of a line is kept; a progress bar is redrawn on a line shorter than
// that.
const longestLine = 400

// lineWriter splits what is written to it into lines. A carriage return ends a line as well:
// programs use it to redraw their progress.
type lineWriter struct {
	said func(string)
	line []byte
}

func (w *lineWriter) Write(chunk []byte) (int, error) {
	for _, letter := range chunk {
		switch {
		case letter == '\n' || letter == '\r':
			w.end()
		case len(w.line) < longestLine:
			w.line = append(w.line, letter)
		}
	}
	return len(chunk), nil
}

// end passes on the unfinished last line, unless it is empty.
func (w *lineWriter) end() {
	if line := bytes.TrimSpace(w.line); len(line) > 0 {
		w.said(string(line))
	}
	w.line = w.line[:0]
}
