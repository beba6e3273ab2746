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

// complain writes a line to standard error.
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

// printable makes untrusted text safe for one line of a terminal. All kinds of spaces are
// kept: French has no-break spaces inside quotation marks.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || unicode.Is(unicode.Zs, r) {
			return r
		}
		return '?'
	}, text)
}

// ask asks a question that can be answered with yes, in English or in the language of the
// words. It can be interrupted while waiting; its reading goroutine then remains until the
// program ends.
func (t terminal) ask(ctx context.Context, w *words.Words, question string) (bool, error) {
	asked := w.Say(question, nil) + " " + w.Say("terminal.answers", nil) + " "
	if _, err := fmt.Fprint(t.out, asked); err != nil {
		return false, fmt.Errorf("ask: %w", err)
	}
	answer := make(chan string, 1)
	go func() {
		line, _ := t.in.ReadString('\n') // no answer means no
		answer <- line
	}()
	select {
	case line := <-answer:
		if !strings.HasSuffix(line, "\n") {
			_ = t.print("") // the input ended without a line break
		}
		agreeing := append([]string{"y", "yes"}, strings.Fields(w.Say("terminal.yes", nil))...)
		return slices.Contains(agreeing, strings.ToLower(strings.TrimSpace(line))), nil
	case <-ctx.Done():
		_ = t.print("")
		return false, ctx.Err()
	}
}

// columns returns how many columns of a terminal a text takes: Japanese, Chinese and Korean
// characters take two, combining accents none.
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

// padded pads a text with spaces to a number of columns.
func padded(text string, to int) string {
	return text + strings.Repeat(" ", max(0, to-columns(text)))
}
