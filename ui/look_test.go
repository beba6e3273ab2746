package ui

import (
	"context"
	"image/color"
	"math"
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// scenes are the states in which the window is tested.
func scenes(t *testing.T) map[string]func() *rig {
	t.Helper()
	return map[string]func() *rig{
		"looking": func() *rig { r := newRig(t); r.Start(); return r },
		"fine":    func() *rig { return started(t, allFine()) },
		"hosts":   func() *rig { return started(t, hostsBlocked()) },
		"offline": func() *rig { return started(t, offlineMode()) },
		"plan":    func() *rig { return planShown(t) },
		"acting": func() *rig {
			r := planShown(t)
			r.press("Clear the cache")
			return r
		},
		"fixed": func() *rig {
			r := planShown(t)
			r.aside, r.findings = oldCache(), allFine()
			r.press("Clear the cache")
			r.finish()
			return r
		},
		"refused": func() *rig {
			r := started(t, offlineMode())
			r.plan = func(diagnostics.RepairName) (repair.Plan, repair.Outcome, error) { return spotifyRuns() }
			r.openStep(5)
			r.press("Clear the cache")
			r.finish()
			return r
		},
		"faq":                func() *rig { r := started(t, allFine()); r.turnTo(faqTab); return r },
		"stability":          func() *rig { return opened(t, nil) },
		"stability, dropped": func() *rig { return opened(t, dropsOfAnHour()) },
		"support":            func() *rig { r := started(t, allFine()); r.turnTo(supportTab); return r },
		"search": func() *rig {
			r := started(t, allFine())
			r.search()
			test.Type(r.faq.entry, "offline")
			return r
		},
		"report": func() *rig {
			r := started(t, hostsBlocked())
			r.turnTo(supportTab)
			r.press("Show the report")
			r.finish()
			return r
		},
		"leaving": func() *rig {
			r := planShown(t)
			r.press("Clear the cache")
			r.leave()
			return r
		},
	}
}

func TestNeverTwoFilledButtons(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			var main []string
			for _, shown := range scene().buttons() {
				if shown.look == filled {
					main = append(main, shown.label)
				}
			}
			if len(main) > 1 {
				t.Errorf("%d filled buttons in sight: %q", len(main), main)
			}
		})
	}
}

func TestNoSentenceIsMissing(t *testing.T) {
	key := regexp.MustCompile(`^[a-z-]+(\.[a-z-]+)+$`)
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			for _, shown := range scene().texts() {
				if key.MatchString(shown) {
					t.Errorf("the window shows the key %q", shown)
				}
			}
		})
	}
}

func TestNothingIsWiderThanTheWindow(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene()
			for _, line := range r.steps.lines {
				r.state.open[line.number] = true
			}
			for _, size := range []fyne.Size{{Width: 800, Height: 600}, {Width: 960, Height: 680}} {
				r.window.Resize(size)
				r.draw()
				if got := r.window.Canvas().Size(); got != size {
					t.Fatalf("the window is %v, want %v", got, size)
				}
				r.visible(func(object fyne.CanvasObject, at fyne.Position) {
					if right := at.X + object.Size().Width; right > size.Width+0.5 {
						t.Errorf("%T %q reaches to %v of %v", object, textOf(object), right, size.Width)
					}
				})
			}
		})
	}
}

func textOf(object fyne.CanvasObject) string {
	if shown, ok := object.(*canvas.Text); ok {
		return shown.Text
	}
	return ""
}

func TestTheCardIsAStripInANarrowWindow(t *testing.T) {
	r := started(t, allFine())
	r.window.Resize(fyne.NewSize(960, 680))
	if card, verdict := r.card.panel.Position(), r.verdict.panel.Size(); card.X != 0 || verdict.Width > 960-cardWidth {
		t.Errorf("wide: the card is at %v, the verdict %v wide", card, verdict.Width)
	}
	r.window.Resize(fyne.NewSize(800, 600))
	if got := r.card.panel.Size().Width; got != 800-32 {
		t.Errorf("narrow: the card is %v wide", got)
	}
}

// contrast returns the contrast ratio of two colors as defined by WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(value uint8) float64 {
		v := float64(value) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func TestContrast(t *testing.T) {
	for name, p := range map[string]palette{"light": lightPalette(), "dark": darkPalette()} {
		backs := []color.NRGBA{p.page, p.surface, p.fineTint, p.attentionTint, p.brokenTint, p.busyTint}
		for _, back := range backs {
			for _, words := range []color.NRGBA{p.text, p.quiet, p.accent} {
				if got := contrast(words, back); got < 4.5 {
					t.Errorf("%s: text %v on %v has %.2f", name, words, back, got)
				}
			}
		}
		for _, sign := range []struct{ disc, tint color.NRGBA }{
			{p.fine, p.fineTint}, {p.attention, p.attentionTint}, {p.broken, p.brokenTint}, {p.quiet, p.attentionTint}, {p.accent, p.busyTint},
		} {
			for _, back := range []color.NRGBA{p.surface, p.page, sign.tint} {
				if got := contrast(sign.disc, back); got < 3 {
					t.Errorf("%s: the sign %v on %v has %.2f", name, sign.disc, back, got)
				}
			}
		}
		for _, disc := range []color.NRGBA{p.fine, p.attention, p.broken, p.quiet} {
			if got := contrast(p.mark, disc); got < 3 {
				t.Errorf("%s: the mark on %v has %.2f", name, disc, got)
			}
		}
		if got := contrast(p.onAccent, p.accent); got < 4.5 {
			t.Errorf("%s: the main button's words have %.2f", name, got)
		}
	}
}

func TestTheThemeFollowsTheSystem(t *testing.T) {
	light := NewTheme().Color(theme.ColorNameBackground, theme.VariantLight)
	dark := NewTheme().Color(theme.ColorNameBackground, theme.VariantDark)
	if light == dark {
		t.Errorf("light and dark are both %v", light)
	}
}

func TestASignTurnsOnlyWhileItIsBusyAndSeen(t *testing.T) {
	s := newSign(signSize)
	s.set(markBusy, "Under way")
	if !s.turning() {
		t.Error("a busy sign stands still")
	}
	s.leave(true)
	if s.turning() {
		t.Error("it turns on a page that is not shown")
	}
	s.leave(false)
	s.Hide()
	if s.turning() {
		t.Error("it turns while hidden")
	}
	s.Show()
	s.set(markFine, "Fine")
	if s.turning() {
		t.Error("it turns when the work is done")
	}
	still := newSign(signSize)
	still.still = true
	still.set(markBusy, "Under way")
	if still.turning() {
		t.Error("it turns although motion is unwanted")
	}
}

func TestNothingMovesWhereTheSystemAsksForNoMotion(t *testing.T) {
	r := newRig(t)
	r.still = true
	r.Start()
	r.workOne()
	r.workOne()
	r.workOne()
	r.show()
	r.diagnose = func(context.Context, func(diagnostics.Event)) (diagnostics.Report, error) {
		if turning := r.turning(); turning > 0 {
			t.Errorf("%d rings turn", turning)
		}
		r.SetLanguage(r.content.Guide, r.content.Words)
		if turning := r.turning(); turning > 0 {
			t.Errorf("%d rings turn in another language", turning)
		}
		return reportOf(r.findings), nil
	}
	r.checkAgain()
	r.finish()
}

// turning reports whether the ring is turning.
func (s *sign) turning() bool { return s.spin != nil }

// turning counts the rings that are turning.
func (r *rig) turning() int {
	count := 0
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if sign, ok := object.(*sign); ok && sign.turning() {
			count++
		}
	})
	return count
}

func TestNothingMovesAtRest(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene()
			r.finish()
			if turning := r.turning(); turning > 0 {
				t.Errorf("%d rings turn", turning)
			}
		})
	}
}

func TestEveryStateIsSaidInWords(t *testing.T) {
	r := started(t, hostsBlocked())
	for _, line := range r.steps.lines {
		if line.sign.AccessibilityLabel() == "" || line.row.AccessibilityLabel() == "" {
			t.Errorf("step %d is silent for a screen reader", line.number)
		}
	}
}
