package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"time"

	"retune/diagnostics/stability"
)

// watchJSON prints for other programs, one JSON object per line. The format is stable: while
// schema is 1, fields and events may be added but none is renamed or removed.
type watchJSON struct {
	terminal
	*services
	told stability.Drop
}

type jsonSample struct {
	Schema  int                     `json:"schema"`
	Event   string                  `json:"event"` // "sample"
	At      time.Time               `json:"at"`
	Via     stability.LinkKind      `json:"via"`
	Targets map[string]jsonSighting `json:"targets"`
	Drop    stability.Origin        `json:"drop"`
}

type jsonSighting struct {
	State string `json:"state"`
	MS    int64  `json:"ms"`
}

// jsonDrop reports that a drop has begun, has been revised, or is over.
type jsonDrop struct {
	Schema int              `json:"schema"`
	Event  string           `json:"event"` // "drop"
	Origin stability.Origin `json:"origin"`
	Began  time.Time        `json:"began"`
	Ended  *time.Time       `json:"ended"` // null while it goes on
	Lost   []string         `json:"lost"`
	Title  string           `json:"title"`
}

type jsonSummary struct {
	Schema   int              `json:"schema"`
	Event    string           `json:"event"` // "summary"
	Code     stability.Code   `json:"code"`
	Origin   stability.Origin `json:"origin"`
	Drops    int              `json:"drops"`
	Alike    int              `json:"alike"`
	EveryS   int64            `json:"every_s"`
	WatchedS int64            `json:"watched_s"`
	LostS    int64            `json:"lost_s"`
	Title    string           `json:"title"`
	Do       string           `json:"do"`
}

func (w *watchJSON) begin() error { return nil }

func (w *watchJSON) round(record *stability.Record) error {
	round := record.Latest()
	sample := jsonSample{Schema: 1, Event: "sample", At: round.At, Via: round.Link, Targets: map[string]jsonSighting{}}
	for _, target := range stability.Targets() {
		seen := round.Seen[target]
		sample.Targets[target.Code()] = jsonSighting{seen.State.Code(), seen.Took.Milliseconds()}
	}
	if drop, open := record.Open(); open {
		sample.Drop = drop.Origin
	}
	if err := w.line(sample); err != nil {
		return err
	}
	return w.drop(record)
}

func (w *watchJSON) drop(record *stability.Record) error {
	drops := record.Drops()
	if len(drops) == 0 || drops[len(drops)-1] == w.told {
		return nil
	}
	drop := drops[len(drops)-1]
	w.told = drop
	told := jsonDrop{Schema: 1, Event: "drop", Origin: drop.Origin, Began: drop.Began, Lost: []string{}, Title: w.words.Drop(drop)}
	if drop.Over() {
		told.Ended = &drop.Ended
	}
	for _, target := range stability.Targets() {
		if drop.Lost[target] {
			told.Lost = append(told.Lost, target.Code())
		}
	}
	return w.line(told)
}

func (w *watchJSON) end(record *stability.Record) error {
	summary := record.Summary()
	sentence, advice := w.words.Watching(summary)
	return w.line(jsonSummary{
		Schema: 1, Event: "summary", Code: summary.Code, Origin: summary.Origin, Drops: summary.Drops, Alike: summary.Alike,
		EveryS: seconds(summary.Every), WatchedS: seconds(summary.Watched), LostS: seconds(summary.Lost),
		Title: sentence, Do: advice,
	})
}

func seconds(length time.Duration) int64 { return int64(length / time.Second) }

func (w *watchJSON) line(value any) error {
	encoder := json.NewEncoder(w.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// watchCSV writes a table with a row per round; the exit status says the rest.
type watchCSV struct{ table *csv.Writer }

func newWatchCSV(t terminal) watchCSV { return watchCSV{csv.NewWriter(t.out)} }

func (w watchCSV) begin() error { return w.row(stability.TableHead()) }

func (w watchCSV) round(record *stability.Record) error {
	drop, _ := record.Open()
	return w.row(stability.TableRow(record.Latest(), 0, drop.Origin))
}

func (w watchCSV) end(*stability.Record) error { return nil }

func (w watchCSV) row(row []string) error {
	if err := w.table.Write(row); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	w.table.Flush()
	if err := w.table.Error(); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
