//go:build !race

// The race detector slows down what is measured here, so these tests are not built with it.

package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"retune/diagnostics"
	"retune/diagnostics/words"
)

// How long one piece of work, such as the response to a click, and a change of theme or
// language may block the screen's thread.
const (
	longestWork   = 50 * time.Millisecond
	longestChange = 200 * time.Millisecond
)

// patience is how often something is tried before it counts as slow, because the computer may
// have been busy.
const patience = 20

// quickest returns the shortest time of a few tries, each with a fresh setup.
func quickest(bound time.Duration, try func() time.Duration) time.Duration {
	best := try()
	for range patience - 1 {
		if best <= bound {
			break
		}
		best = min(best, try())
	}
	return best
}

// pressables returns the names of what can be pressed on the current page, in order.
func (r *rig) pressables() []string {
	var names []string
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if shown, ok := object.(interface {
			fyne.Tappable
			name() string
		}); ok && !slices.Contains(names, shown.name()) {
			names = append(names, shown.name())
		}
	})
	return names
}

// tap presses the first widget of a name, and returns how long that blocked the screen's
// thread.
func (r *rig) tap(name string) (took time.Duration) {
	var found fyne.Tappable
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if shown, ok := object.(interface {
			fyne.Tappable
			name() string
		}); ok && found == nil && shown.name() == name {
			found = shown
		}
	})
	if found == nil {
		return 0 // it has disappeared along with something else
	}
	started := time.Now()
	test.Tap(found)
	return time.Since(started)
}

func TestEveryClickIsAnsweredAtOnce(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene()
			for _, pressed := range r.pressables() {
				took := r.tap(pressed)
				if took > longestWork {
					took = quickest(longestWork, func() time.Duration { return afresh(scene, func(r *rig) time.Duration { return r.tap(pressed) }) })
				}
				if took > longestWork {
					t.Errorf("%q takes %v", pressed, took)
				}
			}
		})
	}
}

// afresh does something with a temporary window, so that leftover windows do not slow down
// what affects all windows.
func afresh(scene func() *rig, do func(*rig) time.Duration) time.Duration {
	r := scene()
	defer r.window.Close()
	return do(r)
}

// longestPost does all work and returns the longest time that one piece of drawing took.
func (r *rig) longestPost() time.Duration {
	var longest time.Duration
	for len(r.work)+len(r.posts) > 0 {
		if len(r.posts) == 0 {
			r.workOne()
			continue
		}
		draw := r.posts[0]
		r.posts = r.posts[1:]
		started := time.Now()
		draw()
		longest = max(longest, time.Since(started))
	}
	return longest
}

func TestNothingKeepsTheScreen(t *testing.T) {
	for name, begin := range map[string]func() *rig{
		"diagnosis": func() *rig { r := newRig(t); r.findings = hostsBlocked(); r.Start(); return r },
		"plan": func() *rig {
			r := started(t, offlineMode())
			r.openStep(5)
			r.press("Clear the cache")
			return r
		},
		"repair": func() *rig { r := planShown(t); r.aside = oldCache(); r.press("Clear the cache"); return r },
		"long report": func() *rig {
			r := started(t, hostsBlocked())
			r.Window.doors.Report = func(*words.Words, diagnostics.Report) string { return strings.Repeat("a line of the report\n", 120) }
			r.turnTo(supportTab)
			r.press("Show the report")
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			if took := quickest(longestWork, func() time.Duration { return afresh(begin, (*rig).longestPost) }); took > longestWork {
				t.Errorf("one drawing takes %v", took)
			}
		})
	}
}

// longestLetter types a word into the search, and returns how long the slowest letter took.
func (r *rig) longestLetter() time.Duration {
	var longest time.Duration
	for _, letter := range "offline" {
		begun := time.Now()
		r.faq.entry.TypedRune(letter)
		longest = max(longest, time.Since(begun))
	}
	return longest
}

func TestTypingIsFollowedAtOnce(t *testing.T) {
	scene := func() *rig { r := started(t, allFine()); r.search(); return r }
	took := quickest(longestWork, func() time.Duration { return afresh(scene, (*rig).longestLetter) })
	if took > longestWork {
		t.Errorf("a letter takes %v", took)
	}
}

func TestThemeAndLanguageChangeAtOnce(t *testing.T) {
	for _, page := range []int{fixTab, faqTab, supportTab} {
		scene := func() *rig { r := started(t, hostsBlocked()); r.turnTo(page); return r }
		dark := quickest(longestChange, func() time.Duration { return afresh(scene, (*rig).darken) })
		language := quickest(longestChange, func() time.Duration {
			return afresh(scene, func(r *rig) time.Duration {
				started := time.Now()
				r.SetLanguage(r.content.Guide, r.content.Words)
				return time.Since(started)
			})
		})
		if dark > longestChange || language > longestChange {
			t.Errorf("page %d: the theme takes %v, the language %v", page, dark, language)
		}
	}
}
