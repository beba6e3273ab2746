package spotify

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// PreferenceEdit sets or removes one key of a preferences file.
type PreferenceEdit struct {
	Key string
	// Value is the text after "=" exactly as written in the file, quotes included; nil
	// removes the key.
	Value []byte
}

// PreferenceLine is a line of a preferences file.
type PreferenceLine struct {
	Number int // 1 is the first
	Key    string
}

// errBadEdit means that the edited file would not say what it should.
var errBadEdit = errors.New("the edited preferences do not read as they should")

// EditPreferences returns a preferences file's content with some keys changed. All other
// bytes are preserved: line endings, a byte order mark, comments, unknown lines. A key that
// is missing is added at the end. If the content may be incomplete the error is a *Damaged.
// The result is parsed again to make sure that nothing but the edits changed its meaning.
func EditPreferences(content []byte, edits []PreferenceEdit) ([]byte, error) {
	everything := func(string) bool { return true }
	before, err := parse(content, everything)
	if err != nil {
		return nil, err
	}
	edited := edit(content, edits)
	after, err := parse(edited, everything)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBadEdit, err)
	}
	if !onlyEdited(before, after, edits) {
		return nil, errBadEdit
	}
	return edited, nil
}

func edit(content []byte, edits []PreferenceEdit) []byte {
	var lines [][]byte
	written := map[string]bool{}
	for line := range bytes.Lines(content) {
		i := slices.IndexFunc(edits, func(e PreferenceEdit) bool { return e.Key == keyOf(line) })
		switch {
		case i < 0:
			lines = append(lines, line)
		case edits[i].Value == nil || written[edits[i].Key]: // to be removed, or a repeat, which would override the edit
			lines = append(lines, mark(line))
		default:
			lines = append(lines, slices.Concat(mark(line), edits[i].line(), ending(line)))
			written[edits[i].Key] = true
		}
	}
	edited := bytes.Join(lines, nil)
	for _, e := range edits {
		if e.Value != nil && !written[e.Key] {
			edited = appendLine(edited, e.line())
		}
	}
	return edited
}

func (e PreferenceEdit) line() []byte { return slices.Concat([]byte(e.Key), []byte("="), e.Value) }

// appendLine appends a line with the same line ending as the file's first line.
func appendLine(content, line []byte) []byte {
	end := []byte("\n")
	for first := range bytes.Lines(content) {
		if bytes.HasSuffix(first, []byte("\r\n")) {
			end = []byte("\r\n")
		}
		break
	}
	if len(content) > 0 && !bytes.HasSuffix(content, []byte("\n")) {
		content = slices.Concat(content, end)
	}
	return slices.Concat(content, line, end)
}

const byteOrderMark = "\xef\xbb\xbf"

// mark returns the byte order mark at the beginning of a line, if it has one.
func mark(line []byte) []byte {
	if bytes.HasPrefix(line, []byte(byteOrderMark)) {
		return []byte(byteOrderMark)
	}
	return nil
}

// ending returns a line's line ending, if it has one.
func ending(line []byte) []byte {
	text := bytes.TrimRight(line, "\r\n")
	return line[len(text):]
}

// keyOf returns the key of a line, or "" if it has none.
func keyOf(line []byte) string {
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte(byteOrderMark)))
	key, _, found := bytes.Cut(line, []byte("="))
	if !found || bytes.HasPrefix(line, []byte("#")) {
		return ""
	}
	return string(bytes.TrimSpace(key))
}

// onlyEdited reports whether two parsed files differ in the edited keys alone.
func onlyEdited(before, after map[string]string, edits []PreferenceEdit) bool {
	edited := func(key string) bool {
		return slices.ContainsFunc(edits, func(e PreferenceEdit) bool { return e.Key == key })
	}
	for key, value := range before {
		if now, there := after[key]; !edited(key) && (!there || now != value) {
			return false
		}
	}
	for key := range after {
		if _, there := before[key]; !edited(key) && !there {
			return false
		}
	}
	for _, e := range edits {
		if _, there := after[e.Key]; there != (e.Value != nil) {
			return false
		}
	}
	return true
}

// EditsBack returns the edits that restore keys to their text in other content, such as a
// backup. Keys that it lacks are removed.
func EditsBack(backup []byte, keys []string) []PreferenceEdit {
	edits := make([]PreferenceEdit, len(keys))
	for i, key := range keys {
		edits[i].Key = key
	}
	for line := range bytes.Lines(backup) {
		if i := slices.Index(keys, keyOf(line)); i >= 0 {
			_, value, _ := bytes.Cut(line, []byte("="))
			edits[i].Value = slices.Clone(value[:len(value)-len(ending(line))])
		}
	}
	return edits
}

// PreferenceLines returns the lines of a preferences file that set any of the keys.
func PreferenceLines(content []byte, keys []string) []PreferenceLine {
	var found []PreferenceLine
	number := 0
	for line := range bytes.Lines(content) {
		number++
		if key := keyOf(line); slices.Contains(keys, key) {
			found = append(found, PreferenceLine{Number: number, Key: key})
		}
	}
	return found
}
