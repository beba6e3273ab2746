package words

import (
	"fmt"
	"strings"
	"unicode"

	"retune/diagnostics"
)

// longest is how many characters of an argument get into a sentence: a path fits,
// a server's essay does not.
const longest = 200

// fill turns arguments into what a sentence shows of them.
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
	case value == nil, value == false: // a sentence takes any text for true
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

// IsCode reports whether a sentence shows a word for the value of an argument, and not
// the value itself.
func (w *Words) IsCode(name, value string) bool {
	_, ok := w.decoded(name, clean(value))
	return ok
}

// decoded words the value of an argument that holds codes. What is no code that has a
// word is not worded.
func (w *Words) decoded(name, text string) (string, bool) {
	group := groupOf(name)
	switch name {
	case "Others":
		return w.decodedList(group, text)
	case "Failure":
		// As package network writes it: the operation that failed, a hyphen, and how.
		_, text, _ = strings.Cut(text, "-")
	}
	if group == "" || text == "" {
		return "", false
	}
	return w.sentence(group+"."+text, nil)
}

// groupOf is the group of words for an argument's codes; empty: it holds none.
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

// decodedList words a list of codes, which a comma parts; all of them have to have a word.
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

// milliseconds writes a time with its unit. Nothing takes no time at all.
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

// clean takes out of a text whatever could do more than be read: control characters
// (a terminal obeys them), marks that turn the direction of writing or have no
// width, and bytes that are no text. Line breaks and tabs become spaces; no-break spaces
// stay, since figures have them in some languages.
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
