package main

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestTheWindowSpeaksAsChosen(t *testing.T) {
	everything := func(string) bool { return true }
	noGerman := func(text string) bool { return text != "Deutsch" }
	for _, c := range []struct {
		system, chosen string
		writable       func(string) bool
		want           string
	}{
		{"de", "", everything, "de"},
		{"de", "en", everything, "en"},
		{"en", "de", everything, "de"},
		{"de", "tlh", everything, "de"},
		{"de", "", noGerman, "en"},
		{"en", "de", noGerman, "en"},
	} {
		instructions, text, err := speak(c.system)
		if err != nil {
			t.Fatal(err)
		}
		s := &services{guide: instructions, words: text}
		preferences := test.NewTempApp(t).Preferences()
		preferences.SetString(languageKept, c.chosen)
		s.speakAsChosen(preferences, c.writable)
		if s.words.Language() != c.want || (s.guide.Card.Title == "Fehlercode 2") != (c.want == "de") {
			t.Errorf("in a system that speaks %q, with %q chosen: %q, %q", c.system, c.chosen, s.words.Language(), s.guide.Card.Title)
		}
	}
}

func TestAChoiceIsKept(t *testing.T) {
	preferences := test.NewTempApp(t).Preferences()
	instructions, text, err := speech(preferences).Speak("de-AT")
	if err != nil || text.Language() != "de" || instructions.Card.Title != "Fehlercode 2" {
		t.Fatalf("it speaks %q, error %v", text.Language(), err)
	}
	if kept := preferences.String(languageKept); kept != "de" {
		t.Errorf("what is kept is %q", kept)
	}
}

func TestLatinLettersNeedNoFontOfTheSystem(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	for _, text := range []string{"", "English", "Português (Brasil)", "Français", "1, 2, 3"} {
		if !writable(text) {
			t.Errorf("%q cannot be shown", text)
		}
	}
}
