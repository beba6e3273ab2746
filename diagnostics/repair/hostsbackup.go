package repair

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// The old content waits among Retune's own things, where it is the person's alone: in the
// system's folders they could not delete it. Its name has the time that stands in the mark
// of the lines; with both, all that was done is known.

func hostsShelf() shelf { return shelf{repair: diagnostics.RepairHosts, mark: ".retune-hosts-"} }

// eachBackup opens the folder of the old contents, and names each that is there.
func (r hostsRepair) eachBackup(do func(*configFolder, aside) error) error {
	folder, err := openConfigFolder(r.folder)
	if errors.Is(err, errNotThere) {
		return nil
	}
	if err != nil {
		return err
	}
	defer folder.close()
	found, err := backupsIn(folder, r.shelf)
	for _, entry := range found {
		err = errors.Join(err, do(folder, entry))
	}
	return err
}

// keep writes an old content down, so that it is on the disk when it returns. It returns
// where.
func (r hostsRepair) keep(stamp string, content []byte) (string, error) {
	folder, err := openConfigFolder(r.folder)
	if err != nil {
		return "", refuseFile(r.folder, err)
	}
	defer folder.close()
	entry := aside{mark: r.shelf.mark, state: asideWaiting, stamp: stamp}
	if err := replaceFile(folder.root, entry.name(), content, nil); err != nil {
		return "", refuseFile(folder.join(entry.name()), err)
	}
	return folder.join(entry.name()), nil
}

// kept reads an old content.
func (r hostsRepair) kept(folder *configFolder, entry aside) ([]byte, error) {
	path := folder.join(entry.name())
	info, err := folder.root.Lstat(entry.name())
	switch {
	case err != nil:
		return nil, refuseFile(path, err)
	case !info.Mode().IsRegular(), info.Size() > network.HostsLimit:
		return nil, refuse(ReasonFileError, diagnostics.Args{"Path": path}, fs.ErrInvalid)
	}
	content, err := folder.root.ReadFile(entry.name())
	if err != nil {
		return nil, refuseFile(path, err)
	}
	return content, nil
}

// Waiting lists the old contents that have something to bring back. The others stay for a
// day: their lines may be switched off yet, by a person who agrees late, or be away for a
// moment only, while another program writes the file anew.
func (r hostsRepair) Waiting(ctx context.Context) ([]SetAside, error) {
	var waiting []SetAside
	now, unseen := r.look()
	err := r.eachBackup(func(folder *configFolder, entry aside) error {
		if unseen == nil && now.served(entry.stamp) {
			return nil
		}
		waiting = append(waiting, backupOf(folder, r.shelf, entry))
		return nil
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return waiting, err
}

// Undo makes the comments lines again, and nothing else: what other programs have written
// into the file since stays. Then it deletes the old content.
func (r hostsRepair) Undo(ctx context.Context, which SetAside, progress func(Progress)) error {
	folder, err := openConfigFolder(which.folder)
	if err != nil {
		return refuseFile(which.folder, err)
	}
	defer folder.close()
	old, err := r.kept(folder, which.entry)
	if err != nil {
		return err
	}
	now, err := r.look()
	if err != nil {
		return err
	}
	order, err := r.orderBack(now, old, which.entry.stamp)
	if err != nil {
		return err
	}
	if order.Before != order.After || now.half {
		if err := r.carryOut(ctx, now, order, progress); err != nil {
			return err
		}
	}
	return removeBackup(folder, which.entry)
}

// orderBack is the order that brings the lines of an old content back. It is refused where
// they are not as Retune has left them.
func (r hostsRepair) orderBack(now hostsNow, old []byte, stamp string) (HostsOrder, error) {
	sum := sha256.Sum256(now.content)
	// They are back, or will be once an undo that was cut off is finished.
	if bytes.Equal(now.content, old) || now.half && now.note.act == HostsOn && now.note.stamp == stamp {
		return HostsOrder{Act: HostsOn, Stamp: stamp, Before: sum, After: sum}, nil
	}
	changed := refuse(ReasonHostsChanged, diagnostics.Args{"Path": r.path}, nil)
	left, err := hostsAfter(HostsOff, stamp, old)
	if err != nil || !bytes.Equal(markedLines(left, stamp), markedLines(now.content, stamp)) {
		return HostsOrder{}, changed
	}
	restored, err := hostsAfter(HostsOn, stamp, now.content)
	if err != nil {
		return HostsOrder{}, changed
	}
	return HostsOrder{Act: HostsOn, Stamp: stamp, Before: sum, After: sha256.Sum256(restored)}, nil
}

// markedLines are the lines of a content that a repair has switched off.
func markedLines(content []byte, stamp string) []byte {
	var marked []byte
	for line := range bytes.Lines(bytes.TrimPrefix(content, []byte("\ufeff"))) {
		if bytes.HasPrefix(line, []byte(hostsMark(stamp))) {
			marked = append(append(marked, bytes.TrimRight(line, "\n")...), '\n')
		}
	}
	return marked
}

// Discard deletes an old content for good.
func (r hostsRepair) Discard(_ context.Context, which SetAside, progress func(Progress)) error {
	folder, err := openConfigFolder(which.folder)
	if err != nil {
		return refuseFile(which.folder, err)
	}
	defer folder.close()
	progress(Progress{Phase: PhaseDeleting, Done: which.Bytes, Total: which.Bytes, Files: 1})
	return removeBackup(folder, which.entry)
}

// Unfinished passes over what cannot be looked into: Recover could not either.
func (r hostsRepair) Unfinished() bool {
	if hosts, err := openHosts(r.path); err == nil {
		defer hosts.close()
		if !r.asks && hosts.unfinished() {
			return true
		}
	}
	left := false
	_ = r.eachBackup(func(_ *configFolder, entry aside) error {
		left = left || entry.aged(r.now()) != entry
		return nil
	})
	return left || r.hasUnwritten()
}

// hasUnwritten reports whether there is an old content that was not written down to its end.
func (r hostsRepair) hasUnwritten() bool {
	folder, err := openConfigFolder(r.folder)
	if err != nil {
		return false
	}
	defer folder.close()
	_, err = folder.root.Lstat(newFile)
	return err == nil
}

// Recover finishes a change that was cut off, where Retune has the rights: where a person
// would have to be asked for them, it waits for the next plan or undo. It deletes old
// contents that have waited longer than a person could still want them.
func (r hostsRepair) Recover(context.Context, func(Progress)) error {
	err := errors.Join(r.finish(), r.dropUnwritten())
	return errors.Join(err, r.eachBackup(func(folder *configFolder, entry aside) error {
		return ageBackup(folder, entry, r.now())
	}))
}

// dropUnwritten deletes an old content that was not written down to its end.
func (r hostsRepair) dropUnwritten() error {
	folder, err := openConfigFolder(r.folder)
	if errors.Is(err, errNotThere) {
		return nil
	}
	if err != nil {
		return err
	}
	defer folder.close()
	if err := remove(folder.root, newFile); err != nil && !absent(err) {
		return unrepairedFile(folder.join(newFile), err)
	}
	return nil
}

func (r hostsRepair) finish() error {
	if r.asks {
		return nil
	}
	hosts, err := openHosts(r.path)
	if err != nil {
		return nil // without a hosts file there is nothing to finish
	}
	defer hosts.close()
	return hosts.finish()
}

// unkeep deletes the old content of a change that nobody agreed to. One that stays all the
// same is not shown, and goes with age.
func (r hostsRepair) unkeep(stamp string) {
	folder, err := openConfigFolder(r.folder)
	if err != nil {
		return
	}
	defer folder.close()
	_ = removeBackup(folder, aside{mark: r.shelf.mark, state: asideWaiting, stamp: stamp})
}
