package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// speak loads a language as the program does.
func speak(code string) (guide.Guide, *words.Words, error) {
	said, err := words.Open(code)
	if err != nil {
		return guide.Guide{}, nil, err
	}
	instructions, err := guide.Load(code)
	return instructions, said, err
}

func everyLanguage(t *testing.T) []words.Language {
	t.Helper()
	languages, err := words.Languages()
	if err != nil || len(languages) < 2 {
		t.Fatalf("the languages are %v, error %v", languages, err)
	}
	return languages
}

// speech makes all languages available to the rig.
func (r *rig) speech() Speech {
	return Speech{
		Languages: everyLanguage(r.t),
		Speak: func(code string) (guide.Guide, *words.Words, error) {
			r.languages = append(r.languages, code)
			return speak(code)
		},
		Writable: func(text string) bool { return text != r.unwritable },
	}
}

// menu returns the open menu.
func (r *rig) menu() *widget.PopUpMenu {
	r.t.Helper()
	menu, ok := r.window.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		r.t.Fatalf("no menu is open; the focus is on %T", r.window.Canvas().Focused())
	}
	return menu
}

func TestALanguageIsChosen(t *testing.T) {
	r := started(t, hostsBlocked())
	if r.picker.label != "English" || r.picker.AccessibilityLabel() != "English, Language" {
		t.Errorf("the picker says %q, spoken %q", r.picker.label, r.picker.AccessibilityLabel())
	}
	test.Tap(r.picker)
	r.finish()
	r.take("Deutsch")
	r.wants("Dein Computer blockiert Spotify", "Internetverbindung prüfen", "Schwierigkeit", "Beheben")
	if r.picker.label != "Deutsch" || !slices.Equal(r.languages, []string{"de"}) {
		t.Errorf("the picker says %q; languages were read for %q", r.picker.label, r.languages)
	}
}

func TestTheMenuStandsOutFromWhatItLiesOver(t *testing.T) {
	r := started(t, allFine())
	test.Tap(r.picker)
	r.finish()
	for _, object := range test.WidgetRenderer(r.menu()).Objects() {
		if back, ok := object.(*canvas.Rectangle); ok {
			if _, _, _, alpha := back.Shadow.Color.RGBA(); alpha == 0 {
				t.Error("it casts no shadow")
			}
			return
		}
	}
	t.Error("it has no back")
}

// take chooses from the open menu with the keyboard.
func (r *rig) take(label string) {
	r.t.Helper()
	menu := r.menu()
	at := slices.IndexFunc(r.picker.items, func(item *fyne.MenuItem) bool { return item.Label == label })
	if at < 0 {
		r.t.Fatalf("the menu has no %q", label)
	}
	for range at + 1 {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.finish()
}

func TestTheLanguageInUseIsMarkedAndStays(t *testing.T) {
	r := started(t, allFine())
	r.shortcut(fyne.KeyL, fyne.KeyModifierAlt)
	r.finish()
	for _, item := range r.picker.items {
		if item.Checked != (item.Label == "English") {
			t.Errorf("%s: marked %v", item.Label, item.Checked)
		}
	}
	r.take("English")
	if len(r.languages) > 0 {
		t.Errorf("languages were read for %q", r.languages)
	}
	r.wants("Spotify is connected")
}

func TestALanguageWithoutItsLettersCannotBeChosen(t *testing.T) {
	r := started(t, allFine())
	r.unwritable = "Deutsch"
	r.shortcut(fyne.KeyL, fyne.KeyModifierAlt)
	r.finish()
	at := slices.IndexFunc(r.picker.items, func(item *fyne.MenuItem) bool { return strings.HasPrefix(item.Label, "Deutsch") })
	if item := r.picker.items[at]; !item.Disabled || item.Label != "Deutsch: no font on this computer has its letters" {
		t.Errorf("the menu has %q, disabled %v", item.Label, item.Disabled)
	}
}

// TestNothingStaysInTheOldLanguage changes the language in all states: no sentence in the old
// one may be left, and after changing back everything must be as before.
func TestNothingStaysInTheOldLanguage(t *testing.T) {
	german, deutsch, err := speak("de")
	if err != nil {
		t.Fatal(err)
	}
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene()
			english, said, before := r.content.Guide, r.content.Words, r.texts()
			r.SetLanguage(german, deutsch)
			r.finishAsked(name)
			for _, shown := range r.texts() {
				if strings.Contains(shown, " ") && !strings.Contains(shown, "/") && slices.Contains(before, shown) && !sameEverywhere(shown) && !r.isLabel(shown) {
					t.Errorf("%q is still there", shown)
				}
			}
			r.SetLanguage(english, said)
			r.finishAsked(name)
			if after := r.texts(); !slices.Equal(after, before) {
				t.Errorf("back in English it says\n%s\nand said\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
			}
		})
	}
}

// sameEverywhere reports whether a text contains no words of any language.
func sameEverywhere(shown string) bool {
	return !strings.ContainsFunc(shown, func(letter rune) bool { return letter >= 'a' && letter <= 'z' }) ||
		strings.HasSuffix(shown, " ms") || strings.Contains(shown, "spotify.com")
}

// isLabel reports whether a text is one that Spotify itself shows in English.
func (r *rig) isLabel(shown string) bool {
	return slices.ContainsFunc(r.content.Guide.OtherCodes, func(code guide.OtherCode) bool { return code.Label == shown })
}

// TestTheLanguageChangesAtOnce limits loading and drawing to a time that users do not notice.
// The best of several tries counts, because the computer may be busy.
func TestTheLanguageChangesAtOnce(t *testing.T) {
	r := started(t, hostsBlocked())
	best := time.Hour
	for i := range 10 {
		began := time.Now()
		instructions, said, err := speak([]string{"de", "en"}[i%2])
		if err != nil {
			t.Fatal(err)
		}
		r.SetLanguage(instructions, said)
		best = min(best, time.Since(began))
	}
	if best > 200*time.Millisecond {
		t.Errorf("the language changes in %v", best)
	}
	t.Logf("the language changes in %v", best)
}
