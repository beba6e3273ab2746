package main

import (
	"strings"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/stability"
)

// quietFor is how long a watch whose output is not a terminal prints nothing while nothing
// changes.
const quietFor = time.Minute

// watchText prints for people: on a terminal the last line is updated in place, elsewhere
// there is a line for each change, and one a minute.
type watchText struct {
	terminal
	*services
	line  *progressLine
	drop  stability.Drop // as last printed
	told  string
	since time.Time
}

func (w *watchText) begin() error { return w.print(w.words.Say("terminal.watch.begins", nil)) }

func (w *watchText) round(record *stability.Record) error {
	if err := w.drops(record); err != nil {
		return err
	}
	round := record.Latest()
	if w.live {
		w.line.rewrite(w.clocked(round.At, w.status(round, true)))
		return nil
	}
	status := w.status(round, false)
	if status == w.told && round.At.Sub(w.since) < quietFor {
		return nil
	}
	w.told, w.since = status, round.At
	return w.print(w.clocked(round.At, w.status(round, true)))
}

// drops prints what has become of the newest drop: that it began, its origin if that is known
// better now, and that it is over.
func (w *watchText) drops(record *stability.Record) error {
	drops := record.Drops()
	if len(drops) == 0 {
		return nil
	}
	drop := drops[len(drops)-1]
	told := w.drop
	w.drop = drop
	if drop.Over() && !told.Over() && told.Began.Equal(drop.Began) {
		span := diagnostics.Args{"Span": w.words.Span(drop.Lasted(drop.Ended))}
		return w.event(drop.Ended, "✓ "+w.words.Say("terminal.watch.back", span))
	}
	if !drop.Over() && (told.Over() || told.Origin != drop.Origin || !told.Began.Equal(drop.Began)) {
		return w.event(drop.Began, "✕ "+w.words.Drop(drop))
	}
	return nil
}

// event prints a line that stays.
func (w *watchText) event(at time.Time, text string) error {
	if w.line.width > 0 {
		w.line.rewrite(w.clocked(at, text))
		w.line.end()
		return nil
	}
	return w.print(w.clocked(at, text))
}

func (w *watchText) clocked(at time.Time, text string) string {
	return at.Local().Format("15:04:05") + "  " + text
}

// status returns a round as one line, without Spotify's response time if the line is to be
// compared.
func (w *watchText) status(round stability.Round, timed bool) string {
	parts := make([]string, 0, len(round.Seen))
	for _, target := range stability.Targets() {
		seen := round.Seen[target]
		part := watchMark(seen.State) + " " + w.words.Short(target, round.Link)
		if timed && target == stability.Spotify && seen.State == stability.Answered {
			part += " " + w.words.Sighting(target, seen)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "  ")
}

// watchMark returns the sign of a state.
func watchMark(state stability.State) string {
	switch state {
	case stability.Answered:
		return "✓"
	case stability.Failed:
		return "✕"
	default:
		return "?"
	}
}

func (w *watchText) end(record *stability.Record) error {
	w.line.end()
	summary := record.Summary()
	sentence, advice := w.words.Watching(summary)
	lines := []string{"", sentence, advice}
	if summary.Code == stability.Unreached || summary.Code == stability.Steady {
		lines = append(lines, w.words.Say("terminal.watch.diagnose", nil))
	}
	return w.print(lines...)
}
