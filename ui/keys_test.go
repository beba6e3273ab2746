package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func (r *rig) shortcut(key fyne.KeyName, modifier fyne.KeyModifier) {
	r.host.shortcuts.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier})
}

func TestTheTabsFromTheKeyboard(t *testing.T) {
	r := started(t, allFine())
	r.shortcut(fyne.KeyTab, fyne.KeyModifierControl)
	r.wants("Questions and answers")
	r.shortcut(fyne.Key3, fyne.KeyModifierAlt)
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

// reach moves the focus on until it is on what bears the name.
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
