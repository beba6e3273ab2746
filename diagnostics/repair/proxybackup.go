package repair

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// A backup is kept beside its preferences, with their mode and owner, because it contains the
// login as well. Its name says when it was made, as an aside's does.

func proxyShelf() shelf { return shelf{repair: diagnostics.RepairProxy, mark: ".retune-proxy-"} }

func (r proxyRepair) newBackup(folder *configFolder) (aside, error) {
	others, err := backupsIn(folder, r.shelf)
	if err != nil {
		return aside{}, err
	}
	return aside{mark: r.shelf.mark, state: asideWaiting, stamp: freeStamp(others, r.now())}, nil
}

// eachConfig opens every existing folder of preferences, one after the other.
func (r proxyRepair) eachConfig(do func(*configFolder) error) error {
	config := func(folders spotify.Folders) string { return folders.Config }
	return eachOpen(r.finder.Folders(), config, openConfigFolder, do)
}

// Waiting lists the backups.
func (r proxyRepair) Waiting(ctx context.Context) ([]SetAside, error) {
	var waiting []SetAside
	err := r.eachConfig(func(folder *configFolder) error {
		found, err := backupsIn(folder, r.shelf)
		for _, entry := range found {
			waiting = append(waiting, backupOf(folder, r.shelf, entry))
		}
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return waiting, err
}

// Undo restores the proxy from the backup, and deletes the backup.
func (r proxyRepair) Undo(ctx context.Context, which SetAside, progress func(Progress)) error {
	if _, err := r.idle(ctx); err != nil {
		return err
	}
	folder, err := openConfigFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	backup, err := folder.read(which.entry.name())
	if err != nil {
		return err
	}
	now, err := folder.read(preferencesName)
	if absent(err) {
		now, err = backup, nil
	}
	if err != nil {
		return err
	}
	restored, err := broughtBack(now.content, backup.content)
	if err != nil {
		return folder.refuseDamaged(preferencesName, err)
	}
	progress(Progress{Phase: PhaseRestoring})
	if err := replaceFile(folder.root, preferencesName, restored, now.info); err != nil {
		return notBroughtBack(folder, now, err)
	}
	return removeBackup(folder, which.entry)
}

// notBroughtBack is for preferences that could not be replaced by those of a backup, which stays.
func notBroughtBack(folder *configFolder, now file, failure error) error {
	if err := notReplaced(folder, now.content, failure); err != nil {
		return err
	}
	return refuseFile(folder.join(preferencesName), failure)
}

// Discard deletes a backup for good.
func (r proxyRepair) Discard(_ context.Context, which SetAside, progress func(Progress)) error {
	folder, err := openConfigFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	progress(Progress{Phase: PhaseDeleting, Done: which.Bytes, Total: which.Bytes, Files: 1})
	return removeBackup(folder, which.entry)
}

// Unfinished skips what cannot be read: Recover could not read it either.
func (r proxyRepair) Unfinished() bool {
	left := false
	_ = r.eachConfig(func(folder *configFolder) error {
		found, err := backupsIn(folder, r.shelf)
		_, unwritten := folder.root.Lstat(newFile)
		left = left || unwritten == nil || slices.ContainsFunc(found, func(entry aside) bool {
			return entry.aged(r.now()) != entry || r.served(folder, entry)
		})
		return err
	})
	return left
}

// Recover deletes what a killed Retune left behind: an incompletely written file, a backup
// with nothing to restore, and a backup that has been kept long enough.
func (r proxyRepair) Recover(_ context.Context, _ func(Progress)) error {
	return r.eachConfig(func(folder *configFolder) error {
		found, err := backupsIn(folder, r.shelf)
		if failure := remove(folder.root, newFile); failure != nil && !absent(failure) {
			err = errors.Join(err, unrepairedFile(folder.join(newFile), failure))
		}
		for _, entry := range found {
			err = errors.Join(err, r.recoverBackup(folder, entry))
		}
		return err
	})
}

func (r proxyRepair) recoverBackup(folder *configFolder, entry aside) error {
	if r.served(folder, entry) {
		return removeBackup(folder, entry)
	}
	return ageBackup(folder, entry, r.now())
}

// served reports whether a backup has nothing to restore: its change was never made, or has
// been undone.
func (r proxyRepair) served(folder *configFolder, entry aside) bool {
	now, err := folder.read(preferencesName)
	if err != nil {
		return false
	}
	backup, err := folder.read(entry.name())
	if err != nil {
		return false
	}
	restored, err := broughtBack(now.content, backup.content)
	return err == nil && bytes.Equal(restored, now.content)
}
