package support

import (
	"regexp"
	"strings"
	"unicode"
)

// Person is what must not get into a report.
type Person struct {
	Home string // the home folder
	User string // the name of the account on this computer
	Host string // the computer's name
}

// redactor blanks what names the person, the computer, or its place in a network.
type redactor struct {
	names    []name
	rules    []rule
	versions *regexp.Regexp // what is kept as it is; nil: nothing
}

// rule blanks what a pattern finds; keep, where there is one, keeps what only looks
// like it.
type rule struct {
	pattern *regexp.Regexp
	blank   string // may name groups of the pattern
	keep    func(found string) bool
}

// newRedactor compiles everything once for a whole report. The order matters: what a
// later rule would find a part of comes before it. Versions of Spotify are left as they
// are, with their build or without: with its four numbers each would pass for an address.
func newRedactor(person Person, versions ...string) redactor {
	return redactor{
		names:    namesOf(person),
		versions: numbersOf(versions),
		rules: []rule{
			// Spotify names the folder of a user's settings after the account.
			{pattern: regexp.MustCompile(`([/\\])[^/\\\s]+-user\b`), blank: "$1<account>"},
			{pattern: regexp.MustCompile(homes), blank: "$1<user>$2"},
			{pattern: regexp.MustCompile(`//[^/@\s]+@`), blank: "//<account>@"},
			{pattern: regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`), blank: "<mail address>"},
			{pattern: regexp.MustCompile(labeled), blank: "$1<private>"},
			{pattern: regexp.MustCompile(wireless), blank: "$1<private>"},
			{pattern: regexp.MustCompile(hardware), blank: "<hardware address>"},
			{pattern: regexp.MustCompile(addressV6), blank: "<address>", keep: keepV6},
			{pattern: regexp.MustCompile(addressV4), blank: "<address>", keep: keepV4},
			{pattern: regexp.MustCompile(longRun), blank: "<token>", keep: keepLong},
		},
	}
}

const (
	// homes is the folder of any user's home: another's, or this user's in a spelling that the
	// system does not give for it, as Windows' short names (ANNAMA~1), percent signs in a
	// link, or the letters and accents apart of each other that macOS makes of a name.
	homes = `(?i)([/\\](?:users|home)[/\\])(?:[^/\\<>:"|?*\n]+([/\\])|[^/\\<>:"|?*\s]+)`
	// labeled is a value that says itself what it is.
	labeled = `(?i)\b([\w.-]*(?:token|passw(?:or)?d|secret|credentials|username|authorization|\.blob|\.pass)["']?\s*[=:]\s*)` +
		`(?:(?:basic|bearer)\s+)?(?:"[^"]*"|'[^']*'|\S+)`
	// wireless is the name of a wireless network, which may hold spaces.
	wireless = `(?i)\b(e?ssid["']?\s*[=:]\s*).+`
	// hardware is a MAC address, in the ways of Linux, Windows and Cisco, and in the
	// interface names that systemd makes of one.
	hardware = `(?i)\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\b|\b(?:en|wl|ww)x[0-9a-f]{12}\b`
	// longRun is long enough for a key; keepLong tells paths and words from keys.
	longRun = `[A-Za-z0-9+/_=-]{32,}`
)

// spotifyVersion is "1.2.92.147", which Linux packages follow up with the build.
const spotifyVersion = `^([01]\.\d+\.\d+\.\d+)(?:\.g[0-9a-f]+)?(?:-\d+)?$`

// numbersOf finds the numbers of those versions that are Spotify's, as long as they go
// on; nil: of none.
func numbersOf(versions []string) *regexp.Regexp {
	version := regexp.MustCompile(spotifyVersion)
	var numbers []string
	for _, text := range versions {
		if found := version.FindStringSubmatch(text); found != nil {
			numbers = append(numbers, regexp.QuoteMeta(found[1]))
		}
	}
	if numbers == nil {
		return nil
	}
	numbersRead := regexp.MustCompile(strings.Join(numbers, "|"))
	numbersRead.Longest()
	return numbersRead
}

// blank blanks a text but for the versions in it.
func (r redactor) blank(text string) string {
	if r.versions == nil {
		return r.blankAll(text)
	}
	var result strings.Builder
	done := 0
	for _, place := range r.versions.FindAllStringIndex(text, -1) {
		if partOfNumber(text, place[0], place[1]) {
			continue
		}
		result.WriteString(r.blankAll(text[done:place[0]]) + text[place[0]:place[1]])
		done = place[1]
	}
	return result.String() + r.blankAll(text[done:])
}

// partOfNumber reports whether digits go on before or behind a part of a text: those of an
// address that only has a version's numbers in it.
func partOfNumber(text string, from, to int) bool {
	isDigit := func(at int) bool { return at >= 0 && at < len(text) && '0' <= text[at] && text[at] <= '9' }
	return isDigit(from-1) || isDigit(to)
}

func (r redactor) blankAll(text string) string {
	for _, name := range r.names {
		text = name.blankIn(text)
	}
	for _, rule := range r.rules {
		text = rule.blankIn(text)
	}
	return text
}

func (r rule) blankIn(text string) string {
	if r.keep == nil {
		return r.pattern.ReplaceAllString(text, r.blank)
	}
	return r.pattern.ReplaceAllStringFunc(text, func(found string) string {
		if r.keep(found) {
			return found
		}
		return r.blank
	})
}

// keepLong keeps what only has the length of a key: a path of short folders, words in
// a row. A key mixes its letters with digits.
func keepLong(run string) bool {
	for part := range strings.SplitSeq(run, "/") {
		mixed := strings.ContainsFunc(part, unicode.IsLower) && strings.ContainsFunc(part, unicode.IsUpper)
		digits := strings.ContainsAny(part, "0123456789")
		if digits && (len(part) >= 32 || mixed && len(part) >= 8) {
			return false
		}
	}
	return true
}
