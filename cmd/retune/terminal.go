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

// The exit statuses. Other programs rely on them.
const (
	exitFine    = 0   // nothing wrong, repaired, or nothing to do
	exitFound   = 1   // a cause was found, or a repair did not help
	exitUsage   = 2   // the command line is wrong
	exitUnsure  = 3   // the cause is unknown, or a repair was refused or impossible
	exitStopped = 130 // stopped by an interrupt
)

// terminal is Retune's command-line interface.
type terminal struct {
	in       *bufio.Reader
	out, err io.Writer
	live     bool // out is a terminal, so lines are updated as results arrive
	asks     bool // there is a user who can be asked
	// environment is what Retune was started in; wired creates the services from it.
	environment system.Environment
	wired       func() (*services, error)
	attach      func(terminal) terminal // connects it to the console, which the window does without
}

// command is one of the commands.
type command struct {
	name  string
	usage string
	about string // key of its line in the help
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

// usageError is the error of a wrong command line.
type usageError struct {
	command string // the command that it is about, or empty
	what    string // the sentence's key is terminal.usage. and this
	args    diagnostics.Args
}

func (e *usageError) Error() string { return e.what }

// misused prints one line about what is wrong with the command line.
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

// run runs a command line and returns the exit status.
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

// describe handles what may be used without a command: "--version" and "--help".
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
