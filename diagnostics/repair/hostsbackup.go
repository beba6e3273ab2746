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

// The old content is kept in Retune's own folder, where it belongs to the user: they could
// not delete it from a system folder. Its name contains the same time as the mark of the
// lines, so that the two together tell what was done.

func hostsShelf() shelf { return shelf{repair: diagnostics.RepairHosts, mark: ".retune-hosts-"} }

// eachBackup opens the folder of the backups, and calls its function with the name of each.
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

// keep saves an old content, which is on the disk once keep returns. It returns the path.
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

// kept reads a backup.
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

// Waiting lists the backups that have something to restore. The others are kept for a day:
// their lines may still be commented out, by a user who consents late, or may be missing only
// for a moment while another program rewrites the file.
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

// Undo uncomments the lines and changes nothing else: whatever other programs have written to
// the file since is kept. Then it deletes the backup.
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

// orderBack returns the order that uncomments the lines of a backup. It refuses if they are
// no longer as Retune left them.
func (r hostsRepair) orderBack(now hostsNow, old []byte, stamp string) (HostsOrder, error) {
	sum := sha256.Sum256(now.content)
	// They are restored already, or will be once an interrupted undo is finished.
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

// markedLines are the lines of a content that a repair has commented out.
func markedLines(content []byte, stamp string) []byte {
	var marked []byte
	for line := range bytes.Lines(bytes.TrimPrefix(content, []byte("\ufeff"))) {
		if bytes.HasPrefix(line, []byte(hostsMark(stamp))) {
			marked = append(append(marked, bytes.TrimRight(line, "\n")...), '\n')
		}
	}
	return marked
}

// Discard deletes a backup for good.
func (r hostsRepair) Discard(_ context.Context, which SetAside, progress func(Progress)) error {
	folder, err := openConfigFolder(which.folder)
	if err != nil {
		return refuseFile(which.folder, err)
	}
	defer folder.close()
	progress(Progress{Phase: PhaseDeleting, Done: which.Bytes, Total: which.Bytes, Files: 1})
	return removeBackup(folder, which.entry)
}

// Unfinished skips what cannot be read: Recover could not read it either.
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

// hasUnwritten reports whether there is an incompletely written backup.
func (r hostsRepair) hasUnwritten() bool {
	folder, err := openConfigFolder(r.folder)
	if err != nil {
		return false
	}
	defer folder.close()
	_, err = folder.root.Lstat(newFile)
	return err == nil
}

// Recover finishes an interrupted change if Retune has the rights. If the user would have to
// be asked for them, the change waits for the next plan or undo. It deletes backups that have
// been kept long enough.
func (r hostsRepair) Recover(context.Context, func(Progress)) error {
	err := errors.Join(r.finish(), r.dropUnwritten())
	return errors.Join(err, r.eachBackup(func(folder *configFolder, entry aside) error {
		return ageBackup(folder, entry, r.now())
	}))
}

// dropUnwritten deletes an incompletely written backup.
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

// unkeep deletes the backup of a change that was not consented to. If that fails it is not
// shown, and is deleted once it is old.
func (r hostsRepair) unkeep(stamp string) {
	folder, err := openConfigFolder(r.folder)
	if err != nil {
		return
	}
	defer folder.close()
	_ = removeBackup(folder, aside{mark: r.shelf.mark, state: asideWaiting, stamp: stamp})
}
