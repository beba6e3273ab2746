package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// The exit statuses that other programs rely on.
const (
	exitFine    = 0   // nothing wrong, repaired, or nothing to do
	exitFound   = 1   // a cause was found; tried and still broken
	exitUsage   = 2   // the command line makes no sense
	exitUnsure  = 3   // could not tell; refused or could not
	exitStopped = 130 // stopped by an interrupt
)

// terminal is the face of Retune in a terminal.
type terminal struct {
	in       *bufio.Reader
	out, err io.Writer
	live     bool // out is a terminal: lines appear and change as results come
	asks     bool // somebody is there to be asked
	// environment is what Retune was started in; wired puts its parts together.
	environment system.Environment
	wired       func() (*services, error)
	attach      func(terminal) terminal // gives the face the console that a window goes without
}

// command is one of the terminal's commands.
type command struct {
	name  string
	usage string
	about string // key of its one line in the help
	run   func(t terminal, ctx context.Context, arguments []string) (int, error)
}

func commands() []command {
	return []command{
		{"diagnose", "diagnose [--json] [--timeout 5s]", "terminal.help.diagnose", terminal.diagnose},
		{"watch", "watch [--for 8h] [--json | --csv]", "terminal.help.watch", terminal.watch},
		{"guide", "guide [--json]", "terminal.help.guide", terminal.showGuide},
		{"fix", "fix NAME [--dry-run] [--yes] [--json]", "terminal.help.fix", terminal.fix},
		{"undo", "undo [--yes] [--json]", "terminal.help.undo", terminal.undo},
		{"discard", "discard [--yes] [--json]", "terminal.help.discard", terminal.discard},
		{"report", "report", "terminal.help.report", terminal.report},
		{"open", "open PAGE", "terminal.help.open", terminal.open},
	}
}

// usageError is a command line that makes no sense.
type usageError struct {
	command string // that it is about; empty: none
	what    string // the sentence's key is terminal.usage. and this
	args    diagnostics.Args
}

func (e *usageError) Error() string { return e.what }

// misused says in one line what makes no sense.
func (t terminal) misused(usage *usageError) int {
	s, err := t.wired()
	if err != nil {
		_ = t.complain(err.Error())
		return exitUsage
	}
	text := s.words.Say("terminal.usage."+usage.what, usage.args)
	if usage.command != "" {
		text = usage.command + ": " + text
	}
	_ = t.complain(text + " (retune --help)")
	return exitUsage
}

// run runs one command line and returns the exit status.
func (t terminal) run(ctx context.Context, arguments []string) int {
	status, err := t.dispatch(ctx, arguments)
	if errors.Is(err, flag.ErrHelp) {
		status, err = exitFine, t.help()
	}
	var usage *usageError
	switch {
	case err == nil:
		return status
	case errors.As(err, &usage):
		return t.misused(usage)
	case errors.Is(err, context.Canceled):
		return exitStopped
	default:
		_ = t.complain(err.Error())
		return exitUnsure
	}
}

func (t terminal) dispatch(ctx context.Context, arguments []string) (int, error) {
	if len(arguments) == 0 {
		return t.window(ctx)
	}
	name, rest := arguments[0], arguments[1:]
	named := func(c command) bool { return c.name == name }
	if i := slices.IndexFunc(commands(), named); i >= 0 {
		return commands()[i].run(t, ctx, rest)
	}
	if !strings.HasPrefix(name, "-") && name != "help" {
		return 0, &usageError{what: "unknown-command", args: diagnostics.Args{"Word": name}}
	}
	return t.describe(arguments)
}

// describe is for what stands without a command: "--version" and "--help".
func (t terminal) describe(arguments []string) (int, error) {
	if arguments[0] == "help" {
		arguments = append([]string{"--help"}, arguments[1:]...)
	}
	set := flags(plainCommand)
	asVersion := set.Bool("version", false, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return 0, err
	}
	if !*asVersion {
		return 0, flag.ErrHelp
	}
	return exitFine, t.print("retune " + version)
}

func (t terminal) help() error {
	s, err := t.wired()
	if err != nil {
		return err
	}
	line := func(usage, about string) string {
		return fmt.Sprintf("  %-46s %s", strings.TrimSpace("retune "+usage), s.words.Say(about, nil))
	}
	lines := []string{s.words.Say("terminal.help.about", nil), "", line("", "terminal.help.window")}
	for _, command := range commands() {
		lines = append(lines, line(command.usage, command.about))
	}
	return t.print(append(lines,
		line("fix --list [--json]", "terminal.help.list"),
		line("--version", "terminal.help.version"),
		line("--help", "terminal.help.help"))...)
}
