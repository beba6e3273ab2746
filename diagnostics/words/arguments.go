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
	case name == "Source":
		return w.coded("source", text)
	case name == "Tunnel":
		return w.coded("tunnel", text)
	case name == "Kind":
		return w.Kind(text)
	case name == "Others":
		return w.kinds(text)
	case name == "Leftover":
		return w.coded("leftover", text)
	case name == "Updates":
		return w.coded("channel", text)
	case name == "Sink":
		return w.coded("sink", text)
	case name == "Rule":
		return w.coded("rule", text)
	case name == "Interface":
		return w.coded("interface", text)
	case name == "Failure":
		return w.failure(text)
	}
	return text
}

// kinds words a list of kinds of install, which a comma parts.
func (w *Words) kinds(list string) string {
	kinds := strings.Split(list, ",")
	for i, kind := range kinds {
		kinds[i] = w.Kind(kind)
	}
	return strings.Join(kinds, ", ")
}

// milliseconds writes a time with its unit. Nothing takes no time at all.
func (w *Words) milliseconds(number int64) string {
	if number == 0 {
		return w.Say("count.under-a-millisecond", nil)
	}
	return w.Count("count.milliseconds", number)
}

// failure words a failure as package network writes it: the operation that failed,
// a hyphen, and how. What is written otherwise is shown as it is.
func (w *Words) failure(text string) string {
	if _, code, ok := strings.Cut(text, "-"); ok {
		if sentence, ok := w.sentence("failure."+code, nil); ok {
			return sentence
		}
	}
	return text
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
// width, and bytes that are no text. Line breaks and tabs become spaces.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsPrint(r):
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
	return shorten(strings.TrimSpace(text))
}

func shorten(text string) string {
	letters := []rune(text)
	if len(letters) <= longest {
		return text
	}
	return string(letters[:longest-1]) + "…"
}
