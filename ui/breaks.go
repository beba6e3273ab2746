package ui

import (
	"strings"
	"unicode"
)

// softBreak is where a line of Japanese may end. Fyne breaks lines at white space, or
// anywhere in a line that has none, so that Japanese, which has no spaces, would get lines
// that begin with a full stop. Fyne treats a carriage return as white space and never draws
// it.
const softBreak = '\r'

// breakable inserts soft breaks into Japanese text: after punctuation, and where a word
// begins after a particle or an ending, which is where readers pause. Other scripts have
// spaces and are returned unchanged.
func breakable(words string) string {
	if !strings.ContainsFunc(words, japanese) {
		return words
	}
	var marked strings.Builder
	letters := []rune(words)
	for i, letter := range letters {
		if i > 0 && pause(letters[:i], letter) {
			marked.WriteRune(softBreak)
		}
		marked.WriteRune(letter)
	}
	return marked.String()
}

// unbroken returns the text without soft breaks.
func unbroken(words string) string { return strings.ReplaceAll(words, string(softBreak), "") }

func japanese(letter rune) bool { return unicode.In(letter, unicode.Hiragana, unicode.Katakana) }

// pause reports whether a line may end between the text so far and the next letter.
func pause(read []rune, next rune) bool {
	last := read[len(read)-1]
	switch {
	case unicode.IsSpace(last), unicode.IsSpace(next), unicode.In(next, unicode.Pe, unicode.Po, unicode.Pf), next == 'ー':
		return false
	case strings.ContainsRune("、。」』）】！？：", last):
		return true
	case strings.ContainsRune("おご", last): // honorific prefixes belong to the next word
		return false
	default:
		return unicode.Is(unicode.Hiragana, last) && !unicode.Is(unicode.Hiragana, next)
	}
}
