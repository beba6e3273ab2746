package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics/stability"
)

// noon is when the tests' watches begin.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local) }

// well is a round in which everything answers.
func well(at time.Time) stability.Round {
	round := stability.Round{At: at, Link: stability.Wireless}
	for _, target := range stability.Targets() {
		round.Seen[target] = stability.Sighting{State: stability.Answered}
		if target != stability.Link && target != stability.Client {
			round.Seen[target].Took = time.Duration(4+9*int(target)) * time.Millisecond
		}
	}
	return round
}

// without is a round in which some targets do not answer.
func without(round stability.Round, targets ...stability.Target) stability.Round {
	for _, target := range targets {
		round.Seen[target] = stability.Sighting{State: stability.Failed}
	}
	return round
}

// dropsOfAnHour is an hour in which, four times, nothing beyond the router answers for half a
// minute.
func dropsOfAnHour() []stability.Round {
	var rounds []stability.Round
	for second := 0; second < 3600; second += 5 {
		round := well(noon().Add(time.Duration(second) * time.Second))
		if second%900 >= 600 && second%900 < 630 {
			round = without(round, stability.Internet, stability.Spotify)
		}
		rounds = append(rounds, round)
	}
	return rounds
}

// opened is a window on its Stability tab, which has seen some rounds.
func opened(t *testing.T, rounds []stability.Round) *rig {
	t.Helper()
	r := started(t, allFine())
	r.watches = func(ctx context.Context, observe func(stability.Round)) error {
		for _, round := range rounds {
			observe(round)
		}
		return ctx.Err()
	}
	r.turnTo(stabilityTab)
	r.finish()
	return r
}

func TestTheStabilityTabIsNotBuiltBeforeItIsOpened(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(faqTab)
	if r.stability != nil || r.state.watching.record != nil {
		t.Error("something of it is there already")
	}
}

func TestTheStabilityTabSaysWhatTheDropsHaveInCommon(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	r.wants("All 4 drops in 60 minutes began with the internet connection behind the router, about every 15 minutes.",
		"Start the router or modem again.", "12:55:00", "Nothing behind the router answered", "30 seconds", "Watched since 12:00")
	r.wants("Wi-Fi", "Router", "13 ms", "Internet", "Spotify’s servers", "Connected", "10:59", "12:59")
	r.wantsNot("None so far")
}

func TestADropThatGoesOnIsSaidFirst(t *testing.T) {
	rounds := []stability.Round{well(noon()), well(noon().Add(time.Second))}
	for second := 2; second < 6; second++ {
		rounds = append(rounds, without(well(noon().Add(time.Duration(second)*time.Second)), stability.Names))
	}
	r := opened(t, rounds)
	r.wants("The name service (DNS) failed, since 12:00", "goes on", "No answer")
	if got := r.stability.glance.sign.mark; got != markBroken {
		t.Errorf("the sign is %q", got)
	}
}

func TestTheWatchRunsOnlyWhileItsTabIsOpen(t *testing.T) {
	for name, leave := range map[string]struct {
		away, back func(*rig)
	}{
		"another tab": {func(r *rig) { r.turnTo(fixTab) }, func(r *rig) { r.turnTo(stabilityTab) }},
		"paused":      {func(r *rig) { r.press("Pause") }, func(r *rig) { r.press("Go on") }},
		"closed":      {func(r *rig) { r.Close() }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t, nil)
			var contexts []context.Context
			var late func(stability.Round)
			r.watches = func(ctx context.Context, observe func(stability.Round)) error {
				contexts, late = append(contexts, ctx), observe
				return nil
			}
			r.press("Pause")
			r.press("Go on")
			r.finish()
			if len(contexts) != 1 || contexts[0].Err() != nil {
				t.Fatalf("%d watches run", len(contexts))
			}
			leave.away(r)
			if !errors.Is(contexts[0].Err(), context.Canceled) {
				t.Error("it goes on")
			}
			late(well(noon()))
			r.show()
			if !r.state.watching.record.Began().IsZero() {
				t.Error("a round that came too late was taken")
			}
			if leave.back == nil {
				return
			}
			leave.back(r)
			r.finish()
			late(well(noon()))
			r.show()
			if len(contexts) != 2 || r.state.watching.record.Began().IsZero() {
				t.Error("it does not go on again")
			}
		})
	}
}

func TestTheStabilityTabFromTheKeyboard(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	space := &fyne.KeyEvent{Name: fyne.KeySpace}
	r.reach("8 hours").TypedKey(space)
	r.wants("04:59", "08:59", "12:59")
	r.reach("Pause").TypedKey(space)
	r.wants("Paused. Nothing is asked until you go on.")
	r.reach("Save as a table").TypedKey(space)
	r.finish()
	r.wants("Saved as ")
	if !strings.HasPrefix(r.saved, "time,seconds,via,link,") || !strings.Contains(r.saved, ",provider\n") {
		t.Errorf("saved %.200s", r.saved)
	}
}

func TestTheStabilityTabIsCopiedAsText(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	r.copyFocused()
	got := r.app.Clipboard().Content()
	for _, wanted := range []string{"All 4 drops in 60 minutes", "from 2026-11-22 12:00 to 2026-11-22 12:59", "12:10:00  Nothing behind the router answered (30 seconds)"} {
		if !strings.Contains(got, wanted) {
			t.Errorf("copied %q", got)
		}
	}
}

func TestAnotherLanguageKeepsWhatWasWatched(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	r.chooseSpan(8 * time.Hour)
	r.SetLanguage(r.content.Guide, r.content.Words)
	r.wants("All 4 drops in 60 minutes", "04:59")
}

func TestTheChartGrowsWithTheWatchUntilALengthIsChosen(t *testing.T) {
	r := opened(t, []stability.Round{well(noon()), well(noon().Add(time.Second))})
	r.wants("11:58:01", "12:00:01")
	see := func(after time.Duration) { r.sawRound(r.watchErrand.number, well(noon().Add(after))) }
	see(3 * time.Minute)
	r.wants("11:43", "12:03")
	see(9 * time.Hour)
	r.wants("13:00", "21:00")
	r.chooseSpan(2 * time.Minute)
	r.wants("20:58:00", "21:00:00")
}

func TestThePictureShowsWhatTheTabShows(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	r.press("Save as a picture")
	r.finish()
	r.wants("Saved as ")
	picture, err := png.Decode(strings.NewReader(r.saved))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != pictureWidth*pictureScale || size.Y < 300 {
		t.Errorf("it is %v", size)
	}
	for name, wanted := range map[string]color.Color{
		"answers": themed(r.stability.chart, colorFine), "drops": themed(r.stability.chart, colorBroken), "text": themed(r.stability.chart, theme.ColorNameForeground),
	} {
		if !has(picture, wanted) {
			t.Errorf("it shows no %s", name)
		}
	}
}

func has(picture image.Image, wanted color.Color) bool {
	red, green, blue, _ := wanted.RGBA()
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			r, g, b, _ := picture.At(x, y).RGBA()
			if r == red && g == green && b == blue {
				return true
			}
		}
	}
	return false
}

func TestWhatCannotBeSavedIsSaid(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	r.saves = errNoBrowser
	r.press("Save as a picture")
	r.finish()
	r.wants("It could not be saved.")
}

func TestNothingIsSavedBeforeAnythingWasSeen(t *testing.T) {
	r := opened(t, nil)
	r.window.Canvas().Capture()
	r.wants("Spotify’s servers have not answered", "None so far")
	if !r.button("Save as a picture").Disabled() || !r.button("Save as a table").Disabled() {
		t.Error("there is nothing to save")
	}
}

func TestAFailureHasAShapeOfItsOwn(t *testing.T) {
	record := stability.NewRecord()
	for second := range 60 {
		round := well(noon().Add(time.Duration(second) * time.Second))
		if second >= 30 {
			round = without(round, stability.Spotify)
		}
		record.Take(round)
	}
	lanes := Lanes{Record: record, From: noon(), Length: time.Minute, Colors: LaneColors{
		Ground: color.White, Answered: color.Black, Failed: color.Black, Dropped: color.White, Unsure: color.Black,
	}}
	picture := lanes.Draw(120, 240)
	top, bottom := lane(40, int(stability.Spotify)).X+1, lane(40, int(stability.Spotify)).Y-2
	dark := func(x, y int) bool { r, _, _, _ := picture.At(x, y).RGBA(); return r == 0 }
	if dark(20, top) || !dark(20, bottom) || !dark(100, top) || !dark(100, bottom) {
		t.Error("without its color a failure looks like an answer")
	}
}

func TestTheLanesBearAnySize(t *testing.T) {
	for _, size := range []image.Point{{0, 0}, {1, 1}, {3, 500}, {5000, 3}, {700, 228}} {
		for _, length := range []time.Duration{time.Second, 100 * time.Hour} {
			lanes := Lanes{Record: stability.NewRecord(), From: noon(), Length: length, Colors: LaneColors{color.White, color.White, color.White, color.White, color.White}}
			if got := lanes.Draw(size.X, size.Y).Bounds().Size(); got != size {
				t.Errorf("%v instead of %v", got, size)
			}
		}
	}
}

// eightHours is a window that has been on its Stability tab for eight hours, with a drop
// every ten minutes. It calls back after the first hour and at the end.
func eightHours(t *testing.T, hour func(r *rig)) *rig {
	t.Helper()
	r := opened(t, nil)
	r.press("Pause")
	r.watches = func(_ context.Context, observe func(stability.Round)) error {
		for second := 0; second < 8*3600; second += 5 {
			round := well(noon().Add(time.Duration(second) * time.Second))
			if second%600 >= 580 {
				round = without(round, stability.Target(second/600%3+2))
			}
			observe(round)
			r.show()
			if second == 3600 {
				hour(r)
			}
		}
		return nil
	}
	r.press("Go on")
	r.finish()
	return r
}

// redraw returns how long it takes to update the tab with a round and to draw the lanes.
const redrawBound = 16 * time.Millisecond

func TestAfterEightHoursTheTabIsAsQuickAndAsSmallAsAtFirst(t *testing.T) {
	used := func() uint64 {
		var memory runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&memory)
		return memory.HeapAlloc
	}
	var before uint64
	r := eightHours(t, func(*rig) { before = used() })
	if after := used(); after > before+before/20 {
		t.Errorf("%d bytes after an hour, %d after eight", before, after)
	}
	r.chooseSpan(8 * time.Hour)
	var times []time.Duration
	for second := range 20 {
		started := time.Now()
		r.sawRound(r.watchErrand.number, well(noon().Add(8*time.Hour+time.Duration(second)*time.Second)))
		test.WidgetRenderer(r.stability.chart).(*drawing).sketch.(*chartParts).lanes().Draw(1400, 460)
		times = append(times, time.Since(started))
	}
	// The shortest time counts, since whatever else the computer does only adds to it.
	if got := slices.Min(times); got > redrawBound {
		t.Errorf("a redraw takes %v", got)
	}
}

func TestNothingMovesOnTheStabilityTab(t *testing.T) {
	r := opened(t, dropsOfAnHour())
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if shown, ok := object.(*sign); ok && shown.turning() {
			t.Error("a sign turns")
		}
	})
}
