package support

import (
	"regexp"
	"strings"
)

// Person is what must not get into a report.
type Person struct {
	Home string // the home folder
	User string // the name of the account on this computer
	Host string // the computer's name
}

// shortestName is how long a user's or computer's name has to be to be replaced as a
// word of its own: shorter ones would blank ordinary words.
const shortestName = 3

// Blank replaces everything in a text that names the person, the computer, or its
// place in a network. What is left of a network address are the ones that everybody
// has: this computer itself, and nowhere.
func Blank(text string, person Person) string {
	if len(person.Home) > 1 {
		text = strings.ReplaceAll(text, person.Home, "<home>")
	}
	for name, blank := range map[string]string{person.User: "<user>", person.Host: "<computer>"} {
		if len(name) >= shortestName {
			text = regexp.MustCompile(`(?i)\b`+regexp.QuoteMeta(name)+`\b`).ReplaceAllString(text, blank)
		}
	}
	text = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b`).ReplaceAllString(text, "<hardware address>")
	text = blankAddresses(text)
	// Nothing in a report is that long and without a space, but keys and tokens are.
	return regexp.MustCompile(`[A-Za-z0-9+/_=-]{32,}`).ReplaceAllString(text, "<token>")
}
