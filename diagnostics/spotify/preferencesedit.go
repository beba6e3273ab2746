package spotify

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// PreferenceEdit is what is to stand in a preferences file for a key.
type PreferenceEdit struct {
	Key string
	// Value is the text behind "=", as the file has it, quotes and all; nil takes the key
	// out of the file.
	Value []byte
}

// PreferenceLine is a line of a preferences file.
type PreferenceLine struct {
	Number int // 1 is the first
	Key    string
}

// errBadEdit: what came out of an edit does not say what it should.
var errBadEdit = errors.New("the edited preferences do not read as they should")

// EditPreferences returns a preferences file's content with some keys changed. Every
// other byte stays as it is: line endings, a byte order mark, comments, unknown lines. A
// key that is not there yet is added at the end. Content that is not surely whole is a
// *Damaged; and what comes out is read again, so that it is known to say the same as
// before but for the edits.
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
		case edits[i].Value == nil || written[edits[i].Key]: // of a key that stands there twice, the last counts
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

// appendLine ends the line as the first one of the file is ended.
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

// mark is the byte order mark that the file's first line may begin with.
func mark(line []byte) []byte {
	if bytes.HasPrefix(line, []byte(byteOrderMark)) {
		return []byte(byteOrderMark)
	}
	return nil
}

// ending is what ends a line, or nothing.
func ending(line []byte) []byte {
	text := bytes.TrimRight(line, "\r\n")
	return line[len(text):]
}

// keyOf returns the key of a line, or "" where it has none.
func keyOf(line []byte) string {
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte(byteOrderMark)))
	key, _, found := bytes.Cut(line, []byte("="))
	if !found || bytes.HasPrefix(line, []byte("#")) {
		return ""
	}
	return string(bytes.TrimSpace(key))
}

// onlyEdited reports whether two readings of a file differ in the edited keys alone.
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

// EditsBack returns the edits that give keys the text which they have in other content,
// such as a backup: those that it lacks are taken out.
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

// PreferenceLines returns where keys stand in a preferences file.
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
