package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"retune/diagnostics/words"
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

// printable keeps a text from outside on one line and from steering the terminal. Spaces of
// every kind stay: French has no-break spaces inside its quotation marks.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || unicode.Is(unicode.Zs, r) {
			return r
		}
		return '?'
	}, text)
}

// ask asks a question that a yes agrees to, in English or in the language of the words.
// An interrupt is heard while it waits; a line that never comes is left to the end of the
// program.
func (t terminal) ask(ctx context.Context, w *words.Words, question string) (bool, error) {
	asked := w.Say(question, nil) + " " + w.Say("terminal.answers", nil) + " "
	if _, err := fmt.Fprint(t.out, asked); err != nil {
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
		agreeing := append([]string{"y", "yes"}, strings.Fields(w.Say("terminal.yes", nil))...)
		return slices.Contains(agreeing, strings.ToLower(strings.TrimSpace(line))), nil
	case <-ctx.Done():
		_ = t.print("")
		return false, ctx.Err()
	}
}

// columns is how many columns of a terminal a text takes: letters of Japanese, Chinese and
// Korean take two, accents of their own none.
func columns(text string) int {
	taken := 0
	for _, letter := range text {
		switch kind := width.LookupRune(letter).Kind(); {
		case unicode.Is(unicode.Mn, letter):
		case kind == width.EastAsianWide, kind == width.EastAsianFullwidth:
			taken += 2
		default:
			taken++
		}
	}
	return taken
}

// padded fills a text up with spaces to so many columns.
func padded(text string, to int) string {
	return text + strings.Repeat(" ", max(0, to-columns(text)))
}
