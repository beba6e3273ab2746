package words

import (
	"fmt"
	"strings"
	"unicode"

	"retune/diagnostics"
)

// longest is how many characters of an argument are put into a sentence: enough for a path,
// but not for a server's essay.
const longest = 200

// fill turns arguments into the text that sentences show for them.
func (w *Words) fill(args diagnostics.Args) map[string]string {
	texts := make(map[string]string, len(args))
	for name, value := range args {
		texts[name] = w.argument(name, value)
	}
	return texts
}

func (w *Words) argument(name string, value any) string {
	text := clean(fmt.Sprint(value))
	number, counts := whole(value)
	switch {
	case value == nil, value == false: // templates treat any nonempty text as true
		return ""
	case counts && name == "Count":
		return w.number(number)
	case counts && name == "Milliseconds":
		return w.milliseconds(number)
	case counts && name == "Seconds":
		return w.clock(number)
	}
	if word, ok := w.decoded(name, text); ok {
		return word
	}
	return text
}

// IsCode reports whether sentences show a word in place of an argument's value.
func (w *Words) IsCode(name, value string) bool {
	_, ok := w.decoded(name, clean(value))
	return ok
}

// decoded returns the word for an argument's code, and false if the value is not a code that
// has a word.
func (w *Words) decoded(name, text string) (string, bool) {
	group := groupOf(name)
	switch name {
	case "Others":
		return w.decodedList(group, text)
	case "Failure":
		// Package network writes the operation that failed, a hyphen, and the failure.
		_, text, _ = strings.Cut(text, "-")
	}
	if group == "" || text == "" {
		return "", false
	}
	return w.sentence(group+"."+text, nil)
}

// groupOf returns the group of words for an argument's codes, or "" if it holds none.
func groupOf(name string) string {
	switch name {
	case "Kind", "Others":
		return "kind"
	case "Updates":
		return "channel"
	case "Source", "Tunnel", "Leftover", "Sink", "Rule", "Interface", "Failure":
		return strings.ToLower(name)
	}
	return ""
}

// decodedList returns the words for a comma-separated list of codes. All of them must have
// one.
func (w *Words) decodedList(group, list string) (string, bool) {
	codes := strings.Split(list, ",")
	for i, code := range codes {
		word, ok := w.sentence(group+"."+code, nil)
		if !ok {
			return "", false
		}
		codes[i] = word
	}
	return strings.Join(codes, ", "), true
}

// milliseconds formats a duration with its unit; 0 is shown as less than one.
func (w *Words) milliseconds(number int64) string {
	if number == 0 {
		return w.Say("count.under-a-millisecond", nil)
	}
	return w.Count("count.milliseconds", number)
}

// plural returns the number that selects the plural form, or nil.
func plural(args diagnostics.Args) any {
	if number, ok := whole(args["Count"]); ok {
		return number
	}
	return nil
}

func whole(value any) (int64, bool) {
	switch number := value.(type) {
	case int:
		return int64(number), true
	case int64:
		return number, true
	}
	return 0, false
}

// clean removes from a text whatever could do more than be read: control characters, which a
// terminal obeys, characters that change the writing direction or have no width, and invalid
// UTF-8. Line breaks and tabs become spaces. No-break spaces stay, because numbers contain
// them in some languages.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == noBreakSpace, r == narrowNoBreakSpace:
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsPrint(r):
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
	return shorten(strings.TrimSpace(text))
}

const (
	noBreakSpace       = '\u00a0'
	narrowNoBreakSpace = '\u202f'
)

func shorten(text string) string {
	letters := []rune(text)
	if len(letters) <= longest {
		return text
	}
	return string(letters[:longest-1]) + "…"
}
