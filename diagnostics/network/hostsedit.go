package network

import (
	"bytes"
	"errors"
	"slices"
	"strings"
)

// A line is switched off by writing a mark before it, which makes a comment of it. Where
// it also names hosts that Spotify does not need, those stay in force: a line with them
// alone follows. The file is never decoded: whatever bytes it has, it keeps.

// ErrHostsMarked is returned where the mark is in the file already: lines could not be
// told apart later.
var ErrHostsMarked = errors.New("the mark is in the hosts file already")

// ErrHostsChanged is returned where the marked lines are not as they were left.
var ErrHostsChanged = errors.New("the lines are not as they were left")

// ErrHostsEncoding is returned for a file that is no plain text, such as one in UTF-16.
var ErrHostsEncoding = errors.New("the hosts file is no plain text")

// HostsSwitch is a line that is switched off.
type HostsSwitch struct {
	Line   int    // from 1, in the file as it was
	Before []byte // without its end
	Off    []byte // the comment that it becomes
	Rest   []byte // the line that keeps its other names; nil where it has none
}

// HostsSwitches lists the lines of a hosts file that keep Spotify offline, as they would
// be switched off with a mark. Errors: ErrHostsMarked, ErrHostsEncoding.
func HostsSwitches(file []byte, mark string) ([]HostsSwitch, error) {
	if err := plainHosts(file); err != nil {
		return nil, err
	}
	if bytes.Contains(file, []byte(mark)) {
		return nil, ErrHostsMarked
	}
	blocking := make(map[int]bool)
	for entry := range HostsEntries(file) {
		if entry.Blocks() {
			blocking[entry.Line] = true
		}
	}
	var switches []HostsSwitch
	number := 0
	for line := range bytes.Lines(withoutOrderMark(file)) {
		if number++; blocking[number] {
			body := bytes.TrimSuffix(line, []byte("\n"))
			switches = append(switches, HostsSwitch{
				Line: number, Before: body, Off: slices.Concat([]byte(mark), body), Rest: restOf(body),
			})
		}
	}
	return switches, nil
}

// SwitchHostsOff returns the file with the lines switched off that keep Spotify offline.
// Errors as those of HostsSwitches.
func SwitchHostsOff(file []byte, mark string) ([]byte, error) {
	switches, err := HostsSwitches(file, mark)
	if err != nil {
		return nil, err
	}
	edited := bytes.Clone(file[:len(file)-len(withoutOrderMark(file))])
	number := 0
	for line := range bytes.Lines(withoutOrderMark(file)) {
		if number++; len(switches) == 0 || switches[0].Line != number {
			edited = append(edited, line...)
			continue
		}
		edited = append(edited, switches[0].Off...)
		if switches[0].Rest != nil {
			edited = append(append(edited, '\n'), switches[0].Rest...)
		}
		edited = append(edited, line[len(switches[0].Before):]...)
		switches = switches[1:]
	}
	return edited, nil
}

// SwitchHostsOn returns the file with the lines back that were switched off with a mark,
// and every other byte as it is. ErrHostsChanged: they are not as they were left, or there
// are none.
func SwitchHostsOn(file []byte, mark string) ([]byte, error) {
	restored := bytes.Clone(file[:len(file)-len(withoutOrderMark(file))])
	var rest []byte // what the next line has to be, and is left out
	for line := range bytes.Lines(withoutOrderMark(file)) {
		body := bytes.TrimSuffix(line, []byte("\n"))
		switch original, marked := bytes.CutPrefix(body, []byte(mark)); {
		case rest != nil && !bytes.Equal(body, rest):
			return nil, ErrHostsChanged
		case rest != nil:
			restored, rest = append(restored, line[len(body):]...), nil
		case marked && !wouldSwitch(original):
			return nil, ErrHostsChanged
		case marked:
			restored = append(restored, original...)
			if rest = restOf(original); rest == nil {
				restored = append(restored, line[len(body):]...)
			}
		default:
			restored = append(restored, line...)
		}
	}
	unfit := plainHosts(restored) != nil || bytes.Contains(restored, []byte(mark))
	if rest != nil || unfit || bytes.Equal(restored, file) {
		return nil, ErrHostsChanged
	}
	return restored, nil
}

// wouldSwitch reports whether a line is one that Retune itself would switch off: nothing
// else ever comes back.
func wouldSwitch(line []byte) bool {
	blocks := false
	lineEntries(1, line, func(entry HostsEntry) bool {
		blocks = entry.Blocks()
		return !blocks
	})
	return blocks
}

// plainHosts returns ErrHostsEncoding for what is no text of bytes: a zero is in every
// line of UTF-16 and UTF-32, and in no text.
func plainHosts(file []byte) error {
	if bytes.IndexByte(file, 0) >= 0 || bytes.HasPrefix(file, []byte("\xff\xfe")) || bytes.HasPrefix(file, []byte("\xfe\xff")) {
		return ErrHostsEncoding
	}
	return nil
}

// withoutOrderMark returns the file without a byte order mark.
func withoutOrderMark(file []byte) []byte { return bytes.TrimPrefix(file, []byte("\ufeff")) }

// restOf returns a line without the hosts that Spotify needs, each with the space before
// it; nil where no other host is in it.
func restOf(line []byte) []byte {
	content, _, _ := bytes.Cut(line, []byte("#"))
	fields := fieldsOf(content)
	var rest []byte
	kept, copied := 0, 0
	for i, field := range fields {
		switch {
		case i == 0:
		case !Needed(hostName(field.of(content))):
			kept++
		default:
			rest = append(rest, line[copied:fields[i-1].end]...)
			copied = field.end
		}
	}
	if kept == 0 {
		return nil
	}
	return append(rest, line[copied:]...)
}

// span is a part of a line.
type span struct{ begin, end int }

func (s span) of(line []byte) []byte { return line[s.begin:s.end] }

// fieldsOf returns where the fields of a line are. Blanks are those of ASCII alone: no
// system takes others for such, and a name with them in it is one that nobody asks for.
func fieldsOf(content []byte) []span {
	var fields []span
	begin := -1
	for at := 0; at <= len(content); at++ {
		blank := at == len(content) || strings.IndexByte(" \t\n\v\f\r", content[at]) >= 0
		switch {
		case blank && begin >= 0:
			fields, begin = append(fields, span{begin, at}), -1
		case !blank && begin < 0:
			begin = at
		}
	}
	return fields
}
