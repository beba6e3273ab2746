package support

import (
	"regexp"
	"strings"
	"unicode"
)

// Person is what must not appear in a report.
type Person struct {
	Home string // the home folder
	User string // the name of the account on this computer
	Host string // the computer's name
}

// redactor blanks whatever identifies the user, the computer, or its place in a network.
type redactor struct {
	names    []name
	rules    []rule
	versions *regexp.Regexp // exempt from all rules; nil if there are none
}

// rule blanks what a pattern matches. keep, if not nil, exempts matches that only look like
// it.
type rule struct {
	pattern *regexp.Regexp
	blank   string // the replacement; may refer to the pattern's groups
	keep    func(found string) bool
}

// newRedactor compiles the rules once for a whole report. Their order matters: a rule must
// come before any other that would match a part of what it matches. Spotify's versions are
// kept, with or without a build: their four numbers would otherwise look like an address.
func newRedactor(person Person, versions ...string) redactor {
	return redactor{
		names:    namesOf(person),
		versions: numbersOf(versions),
		rules: []rule{
			// Spotify names the folder of a user's settings after their account.
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
	// homes matches any user's home folder: another user's, or this one's in a spelling other
	// than the system's, such as Windows' short names (ANNAMA~1), percent-encoding in a link,
	// or letters decomposed from their accents by macOS.
	homes = `(?i)([/\\](?:users|home)[/\\])(?:[^/\\<>:"|?*\n]+([/\\])|[^/\\<>:"|?*\s]+)`
	// labeled matches a secret value that is labeled as such.
	labeled = `(?i)\b([\w.-]*(?:token|passw(?:or)?d|secret|credentials|username|authorization|\.blob|\.pass)["']?\s*[=:]\s*)` +
		`(?:(?:basic|bearer)\s+)?(?:"[^"]*"|'[^']*'|\S+)`
	// wireless matches the name of a wireless network, which may contain spaces.
	wireless = `(?i)\b(e?ssid["']?\s*[=:]\s*).+`
	// hardware matches a MAC address as Linux, Windows and Cisco write it, and in the
	// interface names that systemd derives from one.
	hardware = `(?i)\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\b|\b(?:en|wl|ww)x[0-9a-f]{12}\b`
	// longRun matches anything long enough to be a key; keepLong exempts paths and words.
	longRun = `[A-Za-z0-9+/_=-]{32,}`
)

// spotifyVersion matches "1.2.92.147", to which Linux packages append the build.
const spotifyVersion = `^([01]\.\d+\.\d+\.\d+)(?:\.g[0-9a-f]+)?(?:-\d+)?$`

// numbersOf returns a pattern for the numbers of those versions that are Spotify's,
// preferring the longest match; nil if there are none.
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

// blank blanks a text except for the versions in it.
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

// partOfNumber reports whether digits continue before or after a part of a text: then it is
// part of an address that merely contains a version's numbers.
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

// keepLong exempts text that merely has the length of a key: a path of short folders, or
// hyphenated words. A key mixes letters with digits.
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
