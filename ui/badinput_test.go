package ui

import (
	"context"
	"errors"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// absurd are sizes that no user wants but some window managers set.
func absurd() []fyne.Size {
	return []fyne.Size{
		{},
		{Width: 1, Height: 1},
		{Width: 200, Height: 5000},
		{Width: 12000, Height: 100},
		{Width: 9000, Height: 9000},
		{Width: -5, Height: -5},
	}
}

func TestAbsurdWindowSizes(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene()
			before := r.texts()
			for _, size := range absurd() {
				r.window.Content().Resize(size)
				r.draw()
				r.scrollBy(1)
				r.scrollBy(-1)
			}
			r.window.Resize(fyne.NewSize(openWidth, openHeight))
			r.window.Content().Resize(fyne.NewSize(openWidth, openHeight))
			r.draw()
			if after := r.texts(); strings.Join(after, "\n") != strings.Join(before, "\n") {
				t.Errorf("before: %q\nafter: %q", before, after)
			}
			r.inside(fyne.NewSize(openWidth, openHeight))
		})
	}
}

// inside checks that nothing extends beyond the window's right edge.
func (r *rig) inside(size fyne.Size) {
	r.t.Helper()
	r.visible(func(object fyne.CanvasObject, at fyne.Position) {
		if right := at.X + object.Size().Width; right > size.Width+0.5 {
			r.t.Errorf("%T %q reaches to %v of %v", object, textOf(object), right, size.Width)
		}
	})
}

// strange are names that a file system may contain but for which no font has all characters.
func strange() []string {
	return []string{
		"/home/アンナ/музыка/بيت/" + "\U0001F3B5\U000E0001\uE000", "/tmp/\x00\x1b[31m\r\n\t\u202Egnp.exe",
		"/" + strings.Repeat("very-long-without-any-break", 60), "/\xff\xfe\xc0", "",
	}
}

func TestStrangeNamesInAPlan(t *testing.T) {
	for _, path := range strange() {
		r := started(t, offlineMode())
		r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
			plan := planOf(name)
			plan.Items[0].Path = path
			return plan, repair.Outcome{}, nil
		}
		r.openStep(5)
		r.press("Clear the cache")
		r.finish()
		r.wants("This is moved aside: 1,200 files, 4.3 GB")
		r.window.Resize(fyne.NewSize(leastWidth, leastHeight))
		r.draw()
		r.inside(fyne.NewSize(leastWidth, leastHeight))
		r.window.Canvas().Capture() // draws every letter
	}
}

func TestTheWordsOfAFilesLineStayWhole(t *testing.T) {
	const content = "− 0.0.0.0 tracker.example.org apresolve.spotify.com # a privacy tool"
	line := newPlanLine(planLine{text: content, path: true, figure: "line 3"})
	for _, width := range []float32{320, 400, 480} {
		line.Resize(fyne.NewSize(width, 100))
		markup := test.RenderObjectToMarkup(line)
		for word := range strings.FieldsSeq(content) {
			if !strings.Contains(markup, word) {
				t.Errorf("%v wide, it breaks %q", width, word)
			}
		}
	}
}

func TestASentenceThatIsMissingIsNamedByItsKey(t *testing.T) {
	v := newViewer(t)
	if got := v.say("no-such-sentence"); !strings.Contains(got, "no-such-sentence") {
		t.Errorf("it says %q", got)
	}
}

func TestADrawingThatIsMissing(t *testing.T) {
	r := started(t, offlineMode())
	r.content.Picture = func(string) ([]byte, error) { return nil, errors.New("it is not there") }
	r.SetLanguage(r.content.Guide, r.content.Words)
	r.wants("If Offline Mode has a tick, click it.")
}

// pageColor is the color of the page, as it is painted.
func (r *rig) pageColor() color.NRGBA {
	picture := r.window.Canvas().Capture()
	bounds := picture.Bounds()
	return color.NRGBAModel.Convert(picture.At(4, bounds.Max.Y-4)).(color.NRGBA)
}

func TestTheThemeChangesInTheMiddleOfARepair(t *testing.T) {
	r := planShown(t)
	r.apply = func(_ context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error) {
		progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 2_100_000_000, Total: 4_300_000_000})
		r.show()
		before := r.pageColor()
		r.darken()
		if after := r.pageColor(); before != lightPalette().page || after != darkPalette().page {
			t.Errorf("the page was %v and is %v", before, after)
		}
		if back := r.line(5).body.job.bar; themed(back, theme.ColorNamePrimary) != color.Color(darkPalette().accent) {
			t.Error("the progress has its old color")
		}
		r.wants("2.1 of 4.3 GB deleted", "Stop")
		progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 3_000_000_000, Total: 4_300_000_000})
		r.show()
		r.wants("3.0 of 4.3 GB deleted")
		return repair.Outcome{Repair: plan.Repair, Result: repair.Repaired}, nil
	}
	r.press("Clear the cache")
	r.finish()
	r.wants("Spotify’s cache is cleared.")
}
