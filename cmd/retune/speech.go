package main

import (
	"cmp"
	"fmt"
	"io"
	"log"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/fontscan"

	"retune/diagnostics/guide"
	"retune/diagnostics/words"
	"retune/ui"
)

// languageKept is the preference that stores the language chosen in the window.
const languageKept = "language"

// speech is what the window can have done about languages.
func speech(preferences fyne.Preferences) ui.Speech {
	languages, _ := words.Languages() // without them there is no choice
	return ui.Speech{
		Languages: languages, Writable: writable,
		Speak: func(code string) (guide.Guide, *words.Words, error) {
			instructions, text, err := speak(code)
			if err == nil {
				preferences.SetString(languageKept, text.Language())
			}
			return instructions, text, err
		},
	}
}

// speak loads guide and words in the first available of the languages, or in English.
func speak(languages ...string) (guide.Guide, *words.Words, error) {
	text, err := words.Open(languages...)
	if err != nil {
		return guide.Guide{}, nil, fmt.Errorf("open the translations: %w", err)
	}
	instructions, err := guide.Load(text.Language())
	if err != nil {
		return guide.Guide{}, nil, fmt.Errorf("open the guide: %w", err)
	}
	return instructions, text, nil
}

// speakAsChosen switches to the language chosen in the window, or to English if this computer
// has no font for the language.
func (s *services) speakAsChosen(preferences fyne.Preferences, writable func(string) bool) {
	languages, _ := words.Languages() // without them the language stays as it is
	code := cmp.Or(preferences.String(languageKept), s.words.Language())
	at := slices.IndexFunc(languages, func(there words.Language) bool { return there.Code == code })
	if at < 0 {
		return // a language that only an earlier version had
	}
	if !writable(languages[at].Name) {
		code = "en"
	}
	if code == s.words.Language() {
		return
	}
	if instructions, text, err := speak(code); err == nil {
		s.guide, s.words = instructions, text
	}
}

// writable reports whether this computer has a font with all letters of a text. Latin letters
// are in the toolkit's own font, so no font is searched for them.
func writable(text string) bool {
	foreign := strings.Map(func(letter rune) rune {
		if unicode.IsLetter(letter) && !unicode.Is(unicode.Latin, letter) {
			return letter
		}
		return -1
	}, text)
	if foreign == "" {
		return true
	}
	fonts, err := fontscan.SystemFonts(log.New(io.Discard, "", 0), "")
	if err != nil {
		return false
	}
	return slices.ContainsFunc(fonts, func(font fontscan.Footprint) bool {
		return !strings.ContainsFunc(foreign, func(letter rune) bool { return !font.Runes.Contains(letter) })
	})
}
