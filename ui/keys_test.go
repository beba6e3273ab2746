package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"retune/diagnostics/guide"
)

func (r *rig) shortcut(key fyne.KeyName, modifier fyne.KeyModifier) {
	r.host.shortcuts.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier})
}

func TestTheTabsFromTheKeyboard(t *testing.T) {
	r := started(t, allFine())
	r.shortcut(fyne.KeyTab, fyne.KeyModifierControl)
	r.wants("The connection, live")
	r.shortcut(fyne.KeyTab, fyne.KeyModifierControl)
	r.wants("Questions and answers")
	r.shortcut(fyne.Key4, fyne.KeyModifierAlt)
	r.wants("What Spotify Support can do")
	r.shortcut(fyne.KeyTab, fyne.KeyModifierControl)
	r.wants("Spotify is connected")
	r.shortcut(fyne.KeyTab, fyne.KeyModifierControl|fyne.KeyModifierShift)
	r.wants("What Spotify Support can do")
	r.shortcut(fyne.KeyF, fyne.KeyModifierShortcutDefault)
	if r.window.Canvas().Focused() != r.faq.entry {
		t.Error("Ctrl+F does not lead to the search field")
	}
	r.faq.entry.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key1, Modifier: fyne.KeyModifierAlt})
	r.wants("Spotify is connected")
}

// reach moves the focus on until it is on the widget with a given name.
func (r *rig) reach(name string) fyne.Focusable {
	r.t.Helper()
	for range 60 {
		r.window.Canvas().FocusNext()
		if focused, ok := r.window.Canvas().Focused().(named); ok && focused.name() == name {
			return focused
		}
	}
	r.t.Fatalf("the keyboard does not reach %q", name)
	return nil
}

func TestARepairFromTheKeyboardAlone(t *testing.T) {
	r := started(t, allFine())
	enter, space := &fyne.KeyEvent{Name: fyne.KeyReturn}, &fyne.KeyEvent{Name: fyne.KeySpace}
	r.reach(r.line(5).row.label).TypedKey(enter)
	r.reach("Clear the cache").TypedKey(space)
	r.finish()
	focused, ok := r.window.Canvas().Focused().(*button)
	if !ok || focused.look != filled {
		t.Fatalf("the focus is on %v, want the plan's button", r.window.Canvas().Focused())
	}
	focused.TypedKey(enter)
	r.finish()
	r.wants("Spotify’s cache is cleared.")
}

func TestTheWindowsKeysWorkFromAFocusedButton(t *testing.T) {
	r := started(t, offlineMode())
	r.findings = allFine()
	r.reach("Show me where").TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	r.finish()
	r.wants("Spotify is connected")
}

func TestAButtonThatIsGoneHasNoFocus(t *testing.T) {
	r := started(t, offlineMode())
	r.pass(firstPause)
	stop := r.reach("Stop")
	r.finish()
	if focused := r.window.Canvas().Focused(); focused == stop {
		t.Error("the focus is on a button that nobody sees")
	}
}

func TestWhatIsFocusedIsInSight(t *testing.T) {
	r := started(t, offlineMode())
	r.window.Resize(fyne.NewSize(leastWidth, leastHeight))
	r.draw()
	focused := r.reach("I have done this").(fyne.CanvasObject)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(focused)
	if at.Y < 0 || at.Y+focused.Size().Height > leastHeight {
		t.Errorf("it is at %v, outside of the window", at)
	}
}

func TestAButtonShowsItsFocus(t *testing.T) {
	r := started(t, allFine())
	b := r.button("Check again")
	ring := test.WidgetRenderer(b).(*drawing).sketch.(*buttonParts).ring
	before := ring.StrokeColor
	r.window.Canvas().Focus(b)
	if ring.StrokeColor == before {
		t.Error("the focus ring cannot be seen")
	}
}

func TestTheListOfKeys(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(faqTab)
	f1 := &fyne.KeyEvent{Name: fyne.KeyF1}
	r.typed(f1)
	r.wants("Alt + 1 … 4", "Ctrl + F", "check again")
	r.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	r.wants("Questions and answers")
	r.typed(f1)
	r.shortcut(fyne.KeyTab, fyne.KeyModifierControl)
	r.wants("What Spotify Support can do")
	r.press("Keys (F1)")
	r.press("Back")
	r.wants("What Spotify Support can do")
}

func TestTheKeysAreThoseOfTheKeyboardInUse(t *testing.T) {
	v := newViewer(t)
	v.home = guide.MacOS
	for _, view := range v.shortcuts() {
		if view.does == "search the questions, steps and codes" && view.keys != "Cmd + F" {
			t.Errorf("on a Mac it is %q", view.keys)
		}
	}
}

func TestCopyingWhatIsFocused(t *testing.T) {
	r := started(t, hostsBlocked())
	copied := func() string {
		r.copyFocused()
		return r.app.Clipboard().Content()
	}
	if got := copied(); !strings.HasPrefix(got, "Your computer is told to block Spotify\n") {
		t.Errorf("with nothing focused it is %q", got)
	}
	r.reach(r.line(7).row.label)
	if got := copied(); !strings.Contains(got, "Hosts file: Line 14 of this computer’s hosts file") {
		t.Errorf("with step 7 focused it is %q", got)
	}
	r.turnTo(faqTab)
	r.reach("Can I listen offline without Premium?")
	if got := copied(); !strings.Contains(got, "Downloads and Offline Mode belong to Premium.") {
		t.Errorf("with a question focused it is %q", got)
	}
	r.turnTo(supportTab)
	r.press("Show the report")
	r.finish()
	if got := copied(); !strings.HasPrefix(got, "Retune report for Spotify Support") {
		t.Errorf("on the Support tab it is %q", got)
	}
}

func copiedOf(focused fyne.Focusable) string {
	if shown, ok := focused.(interface{ copied() string }); ok {
		return shown.copied()
	}
	return ""
}

// The toolkit's own selectable labels take the focus without showing it, and swallow the
// window's keys.
func TestWhateverIsFocusedShowsItAndLeavesTheWindowItsKeys(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene()
			seen := map[fyne.Focusable]bool{}
			for range 120 {
				r.window.Canvas().FocusNext()
				focused := r.window.Canvas().Focused()
				if _, ours := focused.(named); !ours && focused != fyne.Focusable(r.entry()) {
					t.Fatalf("the focus comes to a %T", focused)
				}
				if seen[focused] {
					return
				}
				seen[focused] = true
			}
		})
	}
}

// entry returns the search field, or nil before the FAQ was first visited.
func (r *rig) entry() *searchEntry {
	if r.faq == nil {
		return nil
	}
	return r.faq.entry
}

func TestTheVerdictsButtonComesFirst(t *testing.T) {
	r := started(t, offlineMode())
	for range tabCount + 1 { // the choice of a language is on the bar, too
		r.window.Canvas().FocusNext()
	}
	r.window.Canvas().FocusNext()
	if got := copiedOf(r.window.Canvas().Focused()); !strings.HasPrefix(got, "Spotify’s Offline Mode is on\n") {
		t.Errorf("the verdict as text is %q", got)
	}
	r.window.Canvas().FocusNext()
	if focused, ok := r.window.Canvas().Focused().(*button); !ok || focused.look != filled {
		t.Errorf("behind the bar the keyboard comes to %v", r.window.Canvas().Focused())
	}
}
