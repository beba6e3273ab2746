package ui

import (
	"strings"
	"unicode"
)

// softBreak is where a line of Japanese may end. Fyne breaks lines at white space, and
// anywhere where a line has none, so that Japanese, which has no spaces, would have lines
// that begin with a full stop. A carriage return is white space to it that it never draws.
const softBreak = '\r'

// breakable marks in a text where its lines may end: in Japanese behind its signs, and
// where a word begins behind a particle or an ending, which is where one pauses in reading.
// Other writings have spaces, and stay as they are.
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

// unbroken is the text without such marks.
func unbroken(words string) string { return strings.ReplaceAll(words, string(softBreak), "") }

func japanese(letter rune) bool { return unicode.In(letter, unicode.Hiragana, unicode.Katakana) }

// pause reports whether a line may end between what was read and the next letter.
func pause(read []rune, next rune) bool {
	last := read[len(read)-1]
	switch {
	case unicode.IsSpace(last), unicode.IsSpace(next), unicode.In(next, unicode.Pe, unicode.Po, unicode.Pf), next == 'ー':
		return false
	case strings.ContainsRune("、。」』）】！？：", last):
		return true
	case strings.ContainsRune("おご", last): // they belong to the word that they make polite
		return false
	default:
		return unicode.Is(unicode.Hiragana, last) && !unicode.Is(unicode.Hiragana, next)
	}
}
