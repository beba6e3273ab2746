package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// print writes lines.
func (t terminal) print(lines ...string) error {
	if _, err := fmt.Fprintln(t.out, strings.Join(lines, "\n")); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// complain writes one line to where complaints go.
func (t terminal) complain(text string) error {
	if _, err := fmt.Fprintln(t.err, "retune: "+printable(text)); err != nil {
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

// printable keeps a text from outside on one line and from steering the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, text)
}

// ask asks a question that "y" or "yes" agrees to. An interrupt is heard while it
// waits; a line that never comes is left to the end of the program.
func (t terminal) ask(ctx context.Context, question string) (bool, error) {
	if _, err := fmt.Fprint(t.out, question+" [y/N] "); err != nil {
		return false, fmt.Errorf("ask: %w", err)
	}
	answer := make(chan string, 1)
	go func() {
		line, _ := t.in.ReadString('\n') // no answer is a no
		answer <- line
	}()
	select {
	case line := <-answer:
		if !strings.HasSuffix(line, "\n") {
			_ = t.print("") // the end of the input came without one
		}
		line = strings.ToLower(strings.TrimSpace(line))
		return line == "y" || line == "yes", nil
	case <-ctx.Done():
		_ = t.print("")
		return false, ctx.Err()
	}
}
