package repair

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"retune/diagnostics"
)

// Event is what an entry of the journal reports.
type Event string

// The events. If a repair has begun and no other event follows, it was interrupted.
const (
	EventBegun     Event = "begun"
	EventEnded     Event = "ended"
	EventStopped   Event = "stopped" // by the user
	EventUndone    Event = "undone"
	EventDiscarded Event = "discarded"
)

// Entry is a line of the journal.
type Entry struct {
	Time   time.Time              `json:"time"`
	Repair diagnostics.RepairName `json:"repair"`
	Event  Event                  `json:"event"`
	Result Result                 `json:"result,omitempty"`
	Reason Reason                 `json:"reason,omitempty"`
	// Path is where a cache was set aside; its size goes with it.
	Path  string `json:"path,omitempty"`
	Bytes int64  `json:"bytes,omitempty"`
	Files int64  `json:"files,omitempty"`
}

// Journal is the record of what was done: a file of JSON lines that is only appended to. No
// decision depends on it; it tells people what happened, and how large a set-aside cache was.
type Journal struct{ Path string }

// largestJournal is room for some thousand repairs. When it is reached the file becomes the
// old one.
const largestJournal = 1 << 20

// Add appends an entry.
func (j Journal) Add(entry Entry) (err error) {
	line, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	j.turnOver()
	file, err := os.OpenFile(j.Path, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if cutOff(file) {
		line = append([]byte{'\n'}, line...)
	}
	if _, err := file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// cutOff reports whether the last line is incomplete: its writer was killed, and an entry
// appended to it would be lost.
func cutOff(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, info.Size()-1)
	return err == nil && last[0] != '\n'
}

// turnOver keeps one older journal. If that fails the journal just keeps growing.
func (j Journal) turnOver() {
	if info, err := os.Stat(j.Path); err == nil && info.Size() > largestJournal {
		_ = os.Rename(j.Path, j.Path+".old")
	}
}

// Entries returns the journal's entries, oldest first. Unreadable lines are skipped, because
// a line may be incomplete.
func (j Journal) Entries() ([]Entry, error) {
	file, err := os.Open(j.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, 2*largestJournal))
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return parseEntries(content), nil
}

func parseEntries(content []byte) []Entry {
	var entries []Entry
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, len(content)+1)
	for lines.Scan() {
		var entry Entry
		if json.Unmarshal(lines.Bytes(), &entry) == nil && entry.Event != "" {
			entries = append(entries, entry)
		}
	}
	return entries
}

// sizeOf returns how much was set aside at a path.
func (j Journal) sizeOf(path string) (Sum, bool) {
	entries, err := j.Entries()
	if err != nil {
		return Sum{}, false
	}
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].Path == path && entries[i].Files > 0 {
			return Sum{Bytes: entries[i].Bytes, Files: entries[i].Files}, true
		}
	}
	return Sum{}, false
}

// Sum is how much a folder contains.
type Sum struct{ Bytes, Files int64 }

func (j Journal) prepare() error {
	if err := os.MkdirAll(filepath.Dir(j.Path), 0o700); err != nil {
		return fmt.Errorf("make the journal's folder: %w", err)
	}
	return nil
}
