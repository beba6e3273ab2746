package repair

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"retune/diagnostics/network"
)

// hostsNoteName is the name of the note beside the hosts file while that is being written.
const hostsNoteName = ".retune-hosts"

// hostsNoteForm is a note's first line, with act and stamp. The old content follows; the new
// one is derived from it.
const hostsNoteForm = "Retune is changing the hosts file: %s %s\n"

// hostsNote says how the hosts file is being changed. A leftover note means that Retune was
// killed or the computer lost power.
type hostsNote struct {
	act           HostsAct
	stamp         string
	before, after []byte
}

// writeNote writes a note, completely or not at all.
func (h *hostsFile) writeNote(note hostsNote, like fs.FileInfo) error {
	text := append(fmt.Appendf(nil, hostsNoteForm, note.act, note.stamp), note.before...)
	return replaceFile(h.root, hostsNoteName, text, like)
}

// Antivirus programs scan new files, which cannot be deleted meanwhile. Privileged code has
// no context to stop it, so these limits do.
const (
	noteLooks = 20
	notePause = 50 * time.Millisecond
)

// dropNote removes the note, retrying while another program has it open.
func (h *hostsFile) dropNote() error {
	err := remove(h.root, hostsNoteName)
	again := time.NewTicker(notePause)
	defer again.Stop()
	for looks := 0; inUse(err) && looks < noteLooks; looks++ {
		<-again.C
		err = remove(h.root, hostsNoteName)
	}
	if err != nil && !absent(err) {
		return unrepairedFile(h.path, err)
	}
	return nil
}

// leftNote reads a leftover note; false if there is none that makes sense.
func (h *hostsFile) leftNote() (hostsNote, bool) {
	info, err := h.root.Lstat(hostsNoteName)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 2*network.HostsLimit {
		return hostsNote{}, false
	}
	text, err := h.root.ReadFile(hostsNoteName)
	if err != nil {
		return hostsNote{}, false
	}
	return parseHostsNote(text)
}

func parseHostsNote(text []byte) (hostsNote, bool) {
	first, before, found := bytes.Cut(text, []byte("\n"))
	_, order, told := strings.Cut(string(first), ": ")
	act, stamp, both := strings.Cut(order, " ")
	note := hostsNote{act: HostsAct(act), stamp: stamp, before: before}
	if !found || !told || !both || !isStamp(stamp) || note.act != HostsOff && note.act != HostsOn {
		return hostsNote{}, false
	}
	after, err := hostsAfter(note.act, note.stamp, before)
	note.after = after
	return note, err == nil
}

// halfDone reports whether a content can be the result of interrupting the note's change: it
// equals neither the old content nor the new one, but each byte comes from one of them or is
// zero. NTFS leaves zeros if power is lost before data reaches the disk, and neither content
// contains any itself.
func (n hostsNote) halfDone(content []byte) bool {
	shorter, longer := min(len(n.before), len(n.after)), max(len(n.before), len(n.after))
	if len(content) < shorter || len(content) > longer || bytes.Equal(content, n.before) || bytes.Equal(content, n.after) {
		return false
	}
	for i, letter := range content {
		old, fresh := i < len(n.before) && n.before[i] == letter, i < len(n.after) && n.after[i] == letter
		if !old && !fresh && letter != 0 {
			return false
		}
	}
	return true
}

// cutOff returns the note of a change that was interrupted in the middle of writing the
// content.
func (h *hostsFile) cutOff(content []byte) (hostsNote, bool) {
	note, left := h.leftNote()
	return note, left && note.halfDone(content)
}

// finish completes an interrupted change, and removes what it left beside the file.
func (h *hostsFile) finish() error {
	if !h.unfinished() {
		return nil
	}
	now, err := h.read()
	if err != nil {
		return err
	}
	if note, half := h.cutOff(now.content); half {
		if err := h.overwrite(now.info, now.content, note.after); err != nil {
			return unsureHosts(h.path, err)
		}
	}
	if err := remove(h.root, newFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unrepairedFile(h.path, err)
	}
	return h.dropNote()
}

// unfinished reports whether an interrupted change left anything beside the file.
func (h *hostsFile) unfinished() bool {
	_, note := h.root.Lstat(hostsNoteName)
	_, fresh := h.root.Lstat(newFile)
	return note == nil || fresh == nil
}
