package support

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortestName is the minimum number of letters for a user's or computer's name to be blanked
// wherever it occurs. A shorter one is blanked only as a folder in a path, or ordinary words
// would be lost.
const shortestName = 3

// name is a name to blank wherever it occurs as a whole word.
type name struct {
	pattern *regexp.Regexp
	blank   string
	inPath  bool // blank it only as a folder's name
}

// namesOf lists the person's names, longest first, because a computer's name often contains
// its user's.
func namesOf(person Person) []name {
	_, user, domain := strings.Cut(person.User, `\`) // Windows prefixes a domain
	if !domain {
		user = person.User
	}
	short, _, _ := strings.Cut(person.Host, ".")
	texts := map[string]string{person.Host: "<computer>", short: "<computer>", user: "<user>", person.Home: "<home>"}
	delete(texts, "localhost") // identifies nobody
	delete(texts, "/")
	delete(texts, "")
	var names []name
	for text, blank := range texts {
		names = append(names, name{
			pattern: regexp.MustCompile(`(?i)` + regexp.QuoteMeta(text)), blank: blank,
			inPath: utf8.RuneCountInString(text) < shortestName,
		})
	}
	slices.SortFunc(names, func(a, b name) int {
		return cmp.Or(len(b.pattern.String())-len(a.pattern.String()), strings.Compare(a.pattern.String(), b.pattern.String()))
	})
	return names
}

func (n name) blankIn(text string) string {
	var result strings.Builder
	done := 0
	for _, place := range n.pattern.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:place[0]])
		after, _ := utf8.DecodeRuneInString(text[place[1]:])
		if partOfWord(before) || partOfWord(after) || n.inPath && before != '/' && before != '\\' {
			continue
		}
		result.WriteString(text[done:place[0]] + n.blank)
		done = place[1]
	}
	return result.String() + text[done:]
}

// partOfWord covers letters of all scripts, unlike a regular expression's \b, which is
// ASCII-only.
func partOfWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
