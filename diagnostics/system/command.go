package system

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Command is a program and its arguments.
type Command struct {
	Program   string
	Arguments []string
}

// String returns the command as a user would type it.
func (c Command) String() string {
	return strings.Join(append([]string{c.Program}, c.Arguments...), " ")
}

// ErrNoProgram is returned if a command's program is not installed.
var ErrNoProgram = errors.New("the program is not installed")

// ErrTooMuchOutput is returned if a command prints more than any expected output.
var ErrTooMuchOutput = errors.New("the program printed too much")

// Commands is how Retune starts other programs; see also Run and RunAs.
type Commands interface {
	// Find returns the path of a program, or ErrNoProgram.
	Find(program string) (string, error)
	// Output runs a command to completion and returns what it printed.
	Output(ctx context.Context, command Command) ([]byte, error)
	// Start starts a command that outlives Retune: in its own session, detached from Retune's
	// terminal and without environment variables that could harm it.
	Start(command Command) error
}

const (
	// mostOutput is far above the size of any version or package list that is read.
	mostOutput = 1 << 20
	// pipeGrace is how long a finished command's children may keep its output open.
	pipeGrace = 500 * time.Millisecond
)

// NewCommands returns Commands that really start programs.
func NewCommands(environment Environment) Commands {
	return commands{environment: environment}
}

type commands struct{ environment Environment }

func (c commands) Find(program string) (string, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return "", fmt.Errorf("%s: %w", program, ErrNoProgram)
	}
	return path, nil
}

func (c commands) Output(ctx context.Context, command Command) ([]byte, error) {
	path, err := c.Find(command.Program)
	if err != nil {
		return nil, err
	}
	output := &limitedBuffer{limit: mostOutput}
	run := exec.CommandContext(ctx, path, command.Arguments...)
	run.Env = append(cleaned(c.environment.Variables), "LC_ALL=C")
	run.Stdout = output
	run.WaitDelay = pipeGrace
	hideConsole(run)
	err = run.Run()
	if output.refused {
		return nil, fmt.Errorf("run %s: %w", command, ErrTooMuchOutput)
	}
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", command, err)
	}
	return output.kept, nil
}

func (c commands) Start(command Command) error {
	path, err := c.Find(command.Program)
	if err != nil {
		return err
	}
	// No context: what is started here is meant to outlive Retune.
	run := exec.Command(path, command.Arguments...) //nolint:noctx // see above
	run.Env = cleaned(c.environment.Variables)
	run.Dir = c.startFolder()
	detach(run)
	if err := run.Start(); err != nil {
		return fmt.Errorf("start %s: %w", command, err)
	}
	// Wait for it so that it does not remain as a zombie; its result does not matter.
	go func() { _ = run.Wait() }()
	return nil
}

// startFolder returns the folder to start programs in, so that they do not keep using
// whatever folder Retune was started from.
func (c commands) startFolder() string {
	if info, err := os.Stat(c.environment.Home); err == nil && info.IsDir() {
		return c.environment.Home
	}
	return string(os.PathSeparator)
}

// cleaned returns the variables for a started program: all except those that come from the
// way Retune itself was started or packaged. A library path or preload meant for one program
// breaks another.
func cleaned(variables map[string]string) []string {
	var kept []string
	for name, value := range variables {
		if !ownVariable(name) {
			kept = append(kept, name+"="+value)
		}
	}
	slices.Sort(kept)
	return kept
}

func ownVariable(name string) bool {
	switch name {
	case "LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH",
		"APPDIR", "APPIMAGE", "ARGV0", "OWD", // AppImage's own
		"DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN",
		"GODEBUG", "GOTRACEBACK", "GOGC", "GOMEMLIMIT", "GOMAXPROCS":
		return true
	}
	return strings.HasPrefix(name, "FYNE_") || strings.HasPrefix(name, "GIO_LAUNCHED_DESKTOP_FILE")
}

// limitedBuffer stores output up to a limit and fails beyond it, which closes the command's
// output and so ends it. It has no ReadFrom, because io.Copy would use that to bypass the
// limit.
type limitedBuffer struct {
	kept    []byte
	limit   int
	refused bool
}

func (b *limitedBuffer) Write(chunk []byte) (int, error) {
	if len(b.kept)+len(chunk) > b.limit {
		b.refused = true
		return 0, ErrTooMuchOutput
	}
	b.kept = append(b.kept, chunk...)
	return len(chunk), nil
}
