package repair

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// hostsFile is the hosts file and its folder, which is held open.
type hostsFile struct {
	path string
	name string
	root *os.Root
}

// openHosts opens the hosts file's folder. The errors of openHosts and of all methods are
// refusals, unless the file was touched.
func openHosts(path string) (*hostsFile, error) {
	if path == "" { // the system did not say
		return nil, refuseHosts(path, fs.ErrNotExist)
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, refuseHosts(path, err)
	}
	return &hostsFile{path: path, name: filepath.Base(path), root: root}, nil
}

func (h *hostsFile) close() { _ = h.root.Close() }

// refuseHosts turns the system's error about the hosts file or its folder into a refusal.
func refuseHosts(path string, err error) *Refusal {
	reason, args := hostsReason(path, err)
	return refuse(reason, args, err)
}

func hostsReason(path string, err error) (Reason, diagnostics.Args) {
	reason, args := fileReason(path, err)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		reason = ReasonHostsGone
	case reason == ReasonPermission:
		reason = ReasonHostsGuarded
	}
	return reason, args
}

// unsureHosts returns what kept a change from completing: a reason that the user can do
// something about, or else that the file's state is uncertain.
func unsureHosts(path string, err error) *Unrepaired {
	unrepaired := unrepairedFile(path, err)
	switch unrepaired.Reason {
	case ReasonDiskFull, ReasonReadOnly, ReasonInUse:
	default:
		unrepaired.Reason = ReasonHostsUnsure
	}
	return unrepaired
}

// read reads the file, and refuses anything that no system would have in its place.
func (h *hostsFile) read() (file, error) {
	args := diagnostics.Args{"Path": h.path}
	info, err := h.root.Lstat(h.name)
	switch {
	case err != nil:
		return file{}, refuseHosts(h.path, err)
	case linked(info.Mode()):
		return file{}, refuse(ReasonHostsLink, args, nil)
	case !info.Mode().IsRegular(), info.Size() > network.HostsLimit:
		return file{}, refuse(ReasonHostsUnfit, args, fs.ErrInvalid)
	}
	content, err := h.readSame(info)
	if err != nil {
		return file{}, refuseHosts(h.path, err)
	}
	if len(content) > network.HostsLimit {
		return file{}, refuse(ReasonHostsUnfit, args, fs.ErrInvalid)
	}
	return file{content: content, info: info}, nil
}

// readSame reads the very file that was examined.
func (h *hostsFile) readSame(info fs.FileInfo) ([]byte, error) {
	open, err := h.open(os.O_RDONLY, info)
	if err != nil {
		return nil, err
	}
	defer func() { _ = open.Close() }()
	return io.ReadAll(io.LimitReader(open, network.HostsLimit+1)) //nolint:wrapcheck // the caller names the path
}

// errSwapped means that another file has taken the file's place meanwhile.
var errSwapped = errors.New("another file has taken its place")

// open opens the very file that was examined.
func (h *hostsFile) open(flag int, info fs.FileInfo) (*os.File, error) {
	open, err := h.root.OpenFile(h.name, flag, 0)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the path
	}
	opened, err := open.Stat()
	if err != nil || !os.SameFile(info, opened) {
		return nil, errors.Join(errSwapped, err, open.Close())
	}
	return open, nil
}

// CarryOutHosts carries out an order on the hosts file at a path, which needs the right to
// write there. The file's content must be exactly what the order says; otherwise the file is
// left alone. If it is killed at any moment, what remains is the old content, the new one, or
// a note from which the next order, or a Retune with the same rights, can continue.
func CarryOutHosts(path string, order HostsOrder) error {
	hosts, err := openHosts(path)
	if err != nil {
		return err
	}
	defer hosts.close()
	if err := hosts.finish(); err != nil {
		return err
	}
	now, err := hosts.read()
	if err != nil {
		return err
	}
	changed := refuse(ReasonChanged, diagnostics.Args{"Path": path}, nil)
	if sha256.Sum256(now.content) != order.Before {
		return changed
	}
	if order.After == order.Before { // the order was only to finish an earlier change
		return nil
	}
	edited, err := hostsAfter(order.Act, order.Stamp, now.content)
	if err != nil || sha256.Sum256(edited) != order.After || len(edited) > network.HostsLimit {
		return changed
	}
	return hosts.rewrite(now, edited, order)
}

// rewrite writes the new content into the existing file. It does not replace the file: that
// would lose permissions beyond the mode, labels and flags, and a file that is mounted, as in
// containers, cannot be replaced at all. So that an interruption loses nothing, the new
// content is kept beside it in a note until it is written.
func (h *hostsFile) rewrite(now file, edited []byte, order HostsOrder) error {
	note := hostsNote{act: order.Act, stamp: order.Stamp, before: now.content, after: edited}
	if err := h.writeNote(note, now.info); err != nil {
		return refuseHosts(h.path, err)
	}
	// Writing the note took a moment, in which others may have changed the file.
	if again, err := h.read(); err != nil || !bytes.Equal(again.content, now.content) {
		return errors.Join(refuse(ReasonChanged, diagnostics.Args{"Path": h.path}, err), h.dropNote())
	}
	if err := h.overwrite(now.info, now.content, edited); err != nil {
		return h.putBack(now, edited, err)
	}
	// A leftover note does harm only if the file is a mixture of both contents. The next
	// order removes it, and so does a Retune with the rights when it starts.
	_ = h.dropNote()
	return nil
}

// putBack restores the old content if the new one could not be written completely.
func (h *hostsFile) putBack(now file, edited []byte, failure error) error {
	var begun *begunError
	if errors.As(failure, &begun) {
		if err := h.overwrite(now.info, edited, now.content); err != nil {
			return unsureHosts(h.path, errors.Join(failure, err))
		}
	}
	_ = h.dropNote() // as above
	return refuseHosts(h.path, failure)
}

// begunError is an error in writing after which the file may have been changed.
type begunError struct{ error }

func (b *begunError) Unwrap() error { return b.error }

// overwrite replaces the content old of a file, from the first byte that differs.
func (h *hostsFile) overwrite(info fs.FileInfo, old, content []byte) error {
	lock, err := unlock(h.root, h.name, info)
	if err != nil {
		return err
	}
	defer lock()
	open, err := h.open(os.O_RDWR, info)
	if err != nil {
		return err
	}
	defer func() { _ = open.Close() }() // Sync has already told whether it is on the disk
	from := commonStart(old, content)
	if _, err := open.WriteAt(content[from:], int64(from)); err != nil {
		return &begunError{fmt.Errorf("write the new content: %w", err)}
	}
	if err := open.Truncate(int64(len(content))); err != nil {
		return &begunError{fmt.Errorf("cut off the old content: %w", err)}
	}
	if err := open.Sync(); err != nil {
		return &begunError{fmt.Errorf("write the new content to the disk: %w", err)}
	}
	return nil
}

// commonStart is the length of the longest common prefix of two contents.
func commonStart(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
