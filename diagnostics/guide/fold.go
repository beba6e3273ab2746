package guide

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// folded is a text without differences of case, accents and kinds of apostrophe. For each of
// its bytes it knows where the letter was in the original.
type folded struct {
	text  string
	froms []int // offset of the original letter
	tos   []int // offset after the letter and any combining accents
}

func fold(original string) folded {
	var f folded
	var text strings.Builder
	for at, letter := range original {
		plain := simplify(letter)
		end := at + len(string(letter))
		if plain == "" {
			f.extend(end)
			continue
		}
		text.WriteString(plain)
		for range len(plain) {
			f.froms = append(f.froms, at)
			f.tos = append(f.tos, end)
		}
	}
	f.text = text.String()
	return f
}

// extend makes the last letter end later, to include a combining accent.
func (f *folded) extend(end int) {
	for i := len(f.tos) - 1; i >= 0 && f.froms[i] == f.froms[len(f.froms)-1]; i-- {
		f.tos[i] = end
	}
}

// simplify returns a letter in lower case without accents, and "" for a combining accent.
// Nearly all letters are ASCII and take the fast path.
func simplify(letter rune) string {
	switch {
	case letter < unicode.MaxASCII:
		return string(unicode.ToLower(letter))
	case letter == '’':
		return "'"
	case letter == 'ß': // the one letter in the guide's languages that folds to two
		return "ss"
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(string(unicode.ToLower(letter))))
}

// marks returns where the words occur in the original, in order and without overlap.
func (f folded) marks(words []string) []Mark {
	var found []Mark
	for _, word := range words {
		for at := 0; ; {
			next := strings.Index(f.text[at:], word)
			if next < 0 {
				break
			}
			first := at + next
			at = first + len(word)
			found = append(found, Mark{From: f.froms[first], To: f.tos[at-1]})
		}
	}
	return merge(found)
}

func merge(marks []Mark) []Mark {
	slices.SortFunc(marks, func(a, b Mark) int { return a.From - b.From })
	var merged []Mark
	for _, mark := range marks {
		last := len(merged) - 1
		if last >= 0 && mark.From <= merged[last].To {
			merged[last].To = max(merged[last].To, mark.To)
			continue
		}
		merged = append(merged, mark)
	}
	return merged
}
