//go:build linux && bench

package endtoend

import (
	"image/color"
	"runtime"
	"testing"
	"time"

	"retune/diagnostics/stability"
	"retune/ui"
)

// TestFiguresOfTheWatch measures the Stability tab's chart after eight hours of rounds a
// second, with a drop every ten minutes.
func TestFiguresOfTheWatch(t *testing.T) {
	const bound = 16
	record := stability.NewRecord()
	watchFor(record, 10*time.Minute)
	first := heap()
	watchFor(record, 8*time.Hour)
	last := heap()
	var times []float64
	for range 31 {
		times = append(times, stopwatch(t, func() error {
			watchFor(record, time.Second)
			draw(record)
			return nil
		}))
	}
	show(t, []figure{
		{"redraw after 8 hours, beside its bound", median(times), bound, "ms", 1},
		{"memory after 8 hours, beside 10 minutes", last, first, "MB", 1.05},
	})
	runtime.KeepAlive(record)
}

// watchFor adds rounds to a record.
func watchFor(record *stability.Record, length time.Duration) {
	begin := record.Latest().At
	if begin.IsZero() {
		begin = time.Now()
	}
	for past := time.Second; past <= length; past += time.Second {
		round := stability.Round{At: begin.Add(past), Link: stability.Wireless}
		for target := range round.Seen {
			round.Seen[target] = stability.Sighting{State: stability.Answered, Took: 20 * time.Millisecond}
		}
		if past%(10*time.Minute) > 10*time.Minute-20*time.Second {
			round.Seen[stability.Names].State = stability.Failed
		}
		record.Take(round)
	}
}

// draw draws the chart as large as it gets on a screen of twice the usual density.
func draw(record *stability.Record) {
	const span = 8 * time.Hour
	some := color.Black
	lanes := ui.Lanes{Record: record, From: record.Latest().At.Add(-span), Length: span}
	lanes.Colors = ui.LaneColors{Ground: some, Answered: some, Failed: some, Dropped: some, Unsure: some}
	lanes.Draw(1600, 460)
}

// heap is how much memory is in use.
func heap() (megabytes float64) {
	var memory runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&memory)
	return float64(memory.HeapAlloc) / 1e6
}
