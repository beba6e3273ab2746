package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics/stability"
)

// watches is a desk whose connection behaves as drawn: one character per round, after the
// last of which the watch is interrupted. "." everything answers, "p" nothing beyond the
// router does, "n" names fail, "0" Spotify has never answered.
func watches(d *desk, picture string, interrupt func()) *desk {
	var at atomic.Int64 // the round, starting at 1
	sight := func(target stability.Target) stability.Sighting {
		now := byte('.')
		if round := int(at.Load()); round <= len(picture) {
			now = picture[round-1]
		}
		fails := now == 'p' && target >= stability.Internet && target <= stability.Spotify ||
			now == 'n' && target == stability.Names || now == '0' && target == stability.Spotify
		if fails {
			return stability.Sighting{State: stability.Failed}
		}
		return stability.Sighting{State: stability.Answered, Took: 18 * time.Millisecond}
	}
	d.watching = stability.Watch{Now: time.Now, Probes: func() stability.Probes {
		probes := stability.Probes{Link: func(context.Context) (stability.Sighting, stability.LinkKind) {
			if int(at.Add(1)) > len(picture) {
				interrupt()
			}
			return stability.Sighting{State: stability.Answered}, stability.Wireless
		}}
		for _, target := range stability.Targets()[1:] {
			probes.Others[target] = func(ctx context.Context) stability.Sighting {
				later(ctx)
				return sight(target)
			}
		}
		return probes
	}}
	return d
}

// later makes a probe wait for the link's.
func later(ctx context.Context) {
	select {
	case <-time.After(time.Millisecond):
	case <-ctx.Done():
	}
}

// watchesEnds runs a watch to the end of its drawing.
func (d *desk) watchesEnds(status int, picture string, arguments ...string) {
	d.t.Helper()
	synctest.Test(d.t, func(t *testing.T) {
		ctx, interrupt := context.WithCancel(t.Context())
		defer interrupt()
		watches(d, picture, interrupt)
		if got := d.runUntil(ctx, append([]string{"watch"}, arguments...)...); got != status {
			t.Errorf("retune watch %v ended with %d, not %d\n%s%s", arguments, got, status, &d.out, &d.err)
		}
	})
}

func TestAWatchEndsAsItFound(t *testing.T) {
	for name, example := range map[string]struct {
		picture string
		status  int
		says    string
	}{
		"what is next": {strings.Repeat(".", 70), exitFine, "In the terminal that is: retune diagnose"},
		"steady":       {strings.Repeat(".", 70), exitFine, "The connection is steady."},
		"short":        {"..........", exitFine, "No drop so far."},
		"one drop":     {"....ppp......", exitFound, "It began with the internet connection behind the router."},
		"alike":        {"...nnn" + strings.Repeat(".", 15) + "nnn...", exitFound, "All 2 drops in 26 seconds began with the name service (DNS)."},
		"never":        {"0000000000", exitUnsure, "have not answered since the watch began"},
		"nothing yet":  {"", exitUnsure, "have not answered since the watch began"},
		"still broken": {"....pppp", exitFound, "One drop"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.watchesEnds(example.status, example.picture)
			d.says("Watching the connection", example.says)
			if d.err.Len() > 0 {
				t.Errorf("it complains: %s", &d.err)
			}
		})
	}
}

func TestAWatchIntoAFileTellsWhatChanges(t *testing.T) {
	d := newDesk(t)
	d.watchesEnds(exitFound, "....ppp"+strings.Repeat(".", 100))
	d.says("✕ Nothing behind the router answered", "✓ All answers again, after 3 seconds",
		"✓ Wi-Fi  ✓ Router  ✓ Internet  ✓ DNS  ✓ Spotify 18 ms  ✓ App", "✓ Wi-Fi  ✓ Router  ✕ Internet  ✕ DNS  ✕ Spotify  ✓ App")
	if lines := strings.Count(d.out.String(), "\n"); lines > 12 || strings.ContainsAny(d.out.String(), "\r\x1b") {
		t.Errorf("%d lines:\n%s", lines, &d.out)
	}
}

func TestAWatchOnATerminalChangesItsLastLine(t *testing.T) {
	d := newDesk(t)
	d.live = true
	d.watchesEnds(exitFound, "....ppp.....")
	d.says("\r", "✕ Nothing behind the router answered", "✓ All answers again")
	if lines := strings.Count(d.out.String(), "\n"); lines > 8 {
		t.Errorf("%d lines:\n%s", lines, &d.out)
	}
}

func TestAWatchAsJSONLines(t *testing.T) {
	d := newDesk(t)
	d.watchesEnds(exitFound, "....ppp.....", "--json")
	var events []string
	lines := bufio.NewScanner(&d.out)
	var last map[string]any
	for lines.Scan() {
		last = map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &last); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		event, _ := last["event"].(string)
		switch event {
		case "sample":
			hasFields(t, last, "schema", "at", "via", "targets", "drop")
		case "drop":
			hasFields(t, last, "schema", "origin", "began", "ended", "lost", "title")
		case "summary":
			hasFields(t, last, "schema", "code", "origin", "drops", "alike", "every_s", "watched_s", "lost_s", "title", "do")
		}
		events = append(events, event)
	}
	if got := strings.Join(events, " "); !strings.HasPrefix(got, strings.Repeat("sample ", 6)+"drop sample") || !strings.HasSuffix(got, "sample summary") {
		t.Errorf("%s", got)
	}
	if last["code"] != "one" || last["origin"] != "provider" || last["title"] == "" {
		t.Errorf("%v", last)
	}
}

func TestAWatchAsATable(t *testing.T) {
	d := newDesk(t)
	d.watchesEnds(exitFound, "....ppp...", "--csv")
	rows, err := csv.NewReader(&d.out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var drops []string
	for _, row := range rows[1:] {
		drops = append(drops, row[len(row)-1])
	}
	if got := strings.Join(drops, ","); got != ",,,,,provider,provider,,," {
		t.Errorf("%s", got)
	}
}

func TestAWatchOfALimitedTime(t *testing.T) {
	d := newDesk(t)
	synctest.Test(t, func(t *testing.T) {
		watches(d, strings.Repeat(".", 1000), func() {})
		started := time.Now()
		if got := d.runUntil(t.Context(), "watch", "--for", "10m"); got != exitFine {
			t.Errorf("status %d: %s", got, &d.err)
		}
		if took := time.Since(started); took != 10*time.Minute {
			t.Errorf("it took %v", took)
		}
		d.says("No drop in 10 minutes.")
	})
}

var errFull = errors.New("no space left")

// full is a writer that fails after a few lines.
type full struct{ lines int }

func (f *full) Write(text []byte) (int, error) {
	if f.lines--; f.lines < 0 {
		return 0, errFull
	}
	return len(text), nil
}

func TestAWatchThatNobodyReadsEnds(t *testing.T) {
	for _, form := range []string{"--json", "--csv"} {
		synctest.Test(t, func(t *testing.T) {
			d := newDesk(t)
			watches(d, strings.Repeat(".", 1000), func() {})
			face := terminal{out: &full{3}, err: &d.err, wired: d.wired}
			if got := face.run(t.Context(), []string{"watch", form}); got != exitUnsure {
				t.Errorf("status %d", got)
			}
			d.complains(errFull.Error())
		})
	}
}
