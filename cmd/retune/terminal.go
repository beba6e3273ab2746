package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"retune/diagnostics"
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
	in       io.Reader
	out, err io.Writer
	live     bool // out is a terminal: lines appear as results come
	asks     bool // somebody is there to be asked
	wired    func() (*services, error)
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
		{"guide", "guide [--json]", "terminal.help.guide", terminal.showGuide},
		{"fix", "fix NAME [--dry-run] [--yes] [--json]", "terminal.help.fix", terminal.fix},
		{"undo", "undo [--yes] [--json]", "terminal.help.undo", terminal.undo},
		{"discard", "discard [--yes] [--json]", "terminal.help.discard", terminal.discard},
		{"report", "report", "terminal.help.report", terminal.report},
		{"open", "open support|status|download", "terminal.help.open", terminal.open},
	}
}

// usageError is a command line that makes no sense; its text is for the person.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// run runs one command line and returns the exit status.
func (t terminal) run(ctx context.Context, arguments []string) int {
	status, err := t.dispatch(ctx, arguments)
	var usage *usageError
	switch {
	case err == nil:
		return status
	case errors.As(err, &usage):
		_, _ = fmt.Fprintf(t.err, "retune: %s (retune --help)\n", usage.text)
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitStopped
	default:
		_, _ = fmt.Fprintf(t.err, "retune: %v\n", err)
		return exitUnsure
	}
}

func (t terminal) dispatch(ctx context.Context, arguments []string) (int, error) {
	if len(arguments) == 0 {
		return t.window(ctx)
	}
	switch arguments[0] {
	case "--version", "-version":
		return exitFine, t.print("retune " + version)
	case "--help", "-help", "-h", "help":
		return t.help()
	}
	named := func(c command) bool { return c.name == arguments[0] }
	if i := slices.IndexFunc(commands(), named); i >= 0 {
		return commands()[i].run(t, ctx, arguments[1:])
	}
	if strings.HasPrefix(arguments[0], "-") {
		return 0, &usageError{fmt.Sprintf("unknown flag %q", arguments[0])}
	}
	return 0, &usageError{fmt.Sprintf("unknown command %q", arguments[0])}
}

func (t terminal) help() (int, error) {
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	lines := []string{s.words.Say("terminal.help.about", nil), "", fmt.Sprintf("  %-40s %s", "retune", s.words.Say("terminal.help.window", nil))}
	for _, command := range commands() {
		lines = append(lines, fmt.Sprintf("  %-40s %s", "retune "+command.usage, s.words.Say(command.about, nil)))
	}
	lines = append(lines,
		fmt.Sprintf("  %-40s %s", "retune fix --list", s.words.Say("terminal.help.list", nil)),
		fmt.Sprintf("  %-40s %s", "retune --version", s.words.Say("terminal.help.version", nil)))
	return exitFine, t.print(lines...)
}

// print writes lines.
func (t terminal) print(lines ...string) error {
	if _, err := fmt.Fprintln(t.out, strings.Join(lines, "\n")); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// printJSON writes one object.
func (t terminal) printJSON(value any) error {
	encoder := json.NewEncoder(t.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// ask asks a question that "y" or "yes" agrees to. An interrupt is heard while it waits.
func (t terminal) ask(ctx context.Context, question string) (bool, error) {
	if _, err := fmt.Fprint(t.out, question+" [y/N] "); err != nil {
		return false, fmt.Errorf("ask: %w", err)
	}
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(t.in).ReadString('\n') // no answer is a no
		answer <- line
	}()
	select {
	case line := <-answer:
		line = strings.ToLower(strings.TrimSpace(line))
		return line == "y" || line == "yes", nil
	case <-ctx.Done():
		_ = t.print("")
		return false, ctx.Err()
	}
}

// mark is the sign of a status, with a word where the terminal has no such signs.
func mark(status diagnostics.Status) string {
	switch status {
	case diagnostics.OK:
		return "✓"
	case diagnostics.Problem:
		return "✕"
	case diagnostics.Skipped:
		return "–"
	default:
		return "?"
	}
}
