package stability

import (
	"bytes"
	"encoding/csv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// hours fills a record with a watch at its slowest pace and a drop of one minute in each
// hour.
func hours(record *Record, count int) time.Time {
	at := noon()
	for ; at.Before(noon().Add(time.Duration(count) * time.Hour)); at = at.Add(5 * time.Second) {
		round := Round{At: at, Link: Wireless}
		for target := range round.Seen {
			round.Seen[target] = Sighting{Answered, time.Duration(10*target) * time.Millisecond}
		}
		if at.Minute() == 30 {
			round.Seen[Names] = Sighting{State: Failed}
		}
		record.Take(round)
	}
	return at
}

// A computer with an empty battery starts in 1970 or before.
func TestAWatchBeforeTheClockIsSet(t *testing.T) {
	for _, began := range []time.Time{time.Unix(30, 0), time.Unix(-7, 0), time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)} {
		record := NewRecord()
		for second := range 10 {
			round := Round{At: began.Add(time.Duration(second) * time.Second)}
			round.Seen[Spotify] = Sighting{State: Answered}
			record.Take(round)
		}
		var table bytes.Buffer
		if err := record.WriteTable(&table); err != nil || bytes.Count(table.Bytes(), []byte("answered")) < 10 {
			t.Errorf("begun at %s: %v\n%s", began, err, table.Bytes())
		}
		seen := 0
		for _, column := range record.History().Columns(began, 10*time.Second, 10) {
			if column.Seen[Spotify].State == Answered {
				seen++
			}
		}
		if seen != 10 {
			t.Errorf("begun at %s: %d of 10 seconds are shown", began, seen)
		}
	}
}

func TestHoursTakeNoMoreMemoryThanTheFirstMinute(t *testing.T) {
	record := NewRecord()
	hours(record, 1)
	if grown := testing.AllocsPerRun(1, func() { hours(record, 8) }); grown > 100 {
		t.Errorf("eight hours took %v allocations", grown)
	}
}

func TestEveryDropIsSeenAtEveryRange(t *testing.T) {
	record := NewRecord()
	end := hours(record, 8)
	for _, example := range []struct {
		length time.Duration
		drops  int
	}{{10 * time.Minute, 0}, {time.Hour, 1}, {3 * time.Hour, 3}, {8 * time.Hour, 8}} {
		columns := record.History().Columns(end.Add(-example.length), example.length, 600)
		drops, failing := 0, false
		for i, column := range columns {
			state := column.state(Names)
			if state == Unasked {
				t.Errorf("%v: nothing is known of column %d", example.length, i)
			}
			if state == Failed && !failing {
				drops++
			}
			failing = state == Failed
			if column.state(Spotify) != Answered || column.Seen[Spotify].Took != 40*time.Millisecond {
				t.Errorf("%v: column %d is %+v", example.length, i, column)
			}
		}
		if drops != example.drops {
			t.Errorf("%v: %d drops, want %d", example.length, drops, example.drops)
		}
	}
}

func TestNothingIsKnownOfWhatWasNotWatched(t *testing.T) {
	history := NewHistory()
	round := Round{At: noon()}
	round.Seen[Spotify].State = Answered
	history.Add(round)
	round.At = noon().Add(5 * time.Minute)
	history.Add(round)
	var asked []bool
	for _, column := range history.Columns(noon().Add(-time.Minute), 7*time.Minute, 7) {
		asked = append(asked, column.state(Spotify) != Unasked)
	}
	if want := []bool{false, true, true, false, false, false, true}; !cmp.Equal(asked, want) {
		t.Errorf("%v, want %v", asked, want)
	}
	for _, from := range []time.Time{{}, time.Unix(0, 0).Add(-time.Hour), noon().Add(time.Hour)} {
		for _, history := range []*History{history, NewHistory()} {
			for _, column := range history.Columns(from, time.Minute, 5) {
				if column.state(Spotify) != Unasked {
					t.Errorf("from %v: %+v", from, column)
				}
			}
		}
	}
	if got := history.Columns(noon(), time.Minute, 0); len(got) != 0 {
		t.Errorf("%d columns where there is no room", len(got))
	}
}

func TestTheTable(t *testing.T) {
	record := NewRecord()
	hours(record, 8)
	var text bytes.Buffer
	if err := record.WriteTable(&text); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(TableHead(), lines[0]); diff != "" {
		t.Error(diff)
	}
	widths, dropped, last := map[string]int{}, 0, ""
	for _, line := range lines[1:] {
		widths[line[1]]++
		if line[0] <= last {
			t.Fatalf("%s comes after %s", line[0], last)
		}
		last = line[0]
		if line[len(line)-1] == "names" {
			dropped++
		}
	}
	if widths["1"] == 0 || widths["10"] == 0 || widths["60"] < 280 || dropped < 8 {
		t.Errorf("rows by their seconds: %v, %d of them in a drop", widths, dropped)
	}
	if want := []string{"2026-11-22T12:00:00Z", "60", "wireless", "answered", "", "answered", "10", "answered", "20", "answered", "30", "answered", "40", "answered", "50", ""}; !cmp.Equal(toUTC(t, lines[1]), want) {
		t.Errorf("%v", lines[1])
	}
}

// toUTC returns a row with its time in UTC, wherever the tests run.
func toUTC(t *testing.T, row []string) []string {
	t.Helper()
	at, err := time.Parse(time.RFC3339, row[0])
	if err != nil {
		t.Fatal(err)
	}
	row[0] = at.UTC().Format(time.RFC3339)
	return row
}
