package repair

import (
	"context"
	"errors"
	"path"
	"slices"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// keeper manages what a repair has set aside in the cache folders: it restores or deletes it,
// as the user decides.
type keeper struct {
	closer
	journal Journal
	now     func() time.Time
	shelf   shelf
}

// idle makes sure that none of this user's Spotify is running, whether it is still installed
// or not.
func (k keeper) idle(ctx context.Context) (spotify.Survey, error) {
	if err := checkHome(k.finder.Environment.Home); err != nil {
		return spotify.Survey{}, err
	}
	survey, err := k.finder.Survey(ctx)
	switch {
	case ctx.Err() != nil:
		return survey, ctx.Err()
	case err != nil:
		return survey, refuseFile(pathOf(err), err)
	case survey.ProcessError != nil:
		return survey, refuse(ReasonProcessesUnreadable, nil, survey.ProcessError)
	case len(survey.Running) > 0:
		running := survey.Running[0]
		return survey, refuse(ReasonRunning, diagnostics.Args{"PID": running.PID, "Program": running.Program}, nil)
	}
	return survey, nil
}

// closed makes sure that this user has a Spotify, and that none of it is running.
func (k keeper) closed(ctx context.Context) (spotify.Survey, error) {
	survey, err := k.idle(ctx)
	if err == nil && len(survey.Installs) == 0 {
		err = refuse(ReasonNoInstall, nil, nil)
	}
	return survey, err
}

// closedFolder opens a cache folder while none of this user's Spotify is running. Without a
// path it opens that of the install to treat. If the folder does not exist there is nothing
// to do, for the given reason.
func (k keeper) closedFolder(ctx context.Context, path string, nothing Reason) (spotify.Survey, *cacheFolder, error) {
	survey, err := k.closed(ctx)
	if err != nil {
		return survey, nil, err
	}
	if path == "" {
		path = survey.Installs[0].Folders.Cache
	}
	folder, err := k.openFolder(path)
	if errors.Is(err, errNotThere) {
		err = nothingToDo(nothing)
	}
	return survey, folder, err
}

// openFolder opens a cache folder in order to set things aside in it.
func (k keeper) openFolder(path string) (*cacheFolder, error) { return openCacheFolder(path, k.shelf) }

// eachFolder opens every existing cache folder, one after the other.
func (k keeper) eachFolder(do func(*cacheFolder) error) error {
	cache := func(folders spotify.Folders) string { return folders.Cache }
	return eachOpen(k.finder.Folders(), cache, k.openFolder, do)
}

// eachOpen opens every existing folder of a kind, one after the other. Those that cannot be
// opened are skipped and named in the error.
func eachOpen[F interface{ close() }](
	all []spotify.Folders, path func(spotify.Folders) string, open func(string) (F, error), do func(F) error,
) error {
	var failures error
	var seen []string
	for _, folders := range all {
		place := path(folders)
		if place == "" || slices.Contains(seen, place) {
			continue
		}
		seen = append(seen, place)
		folder, err := open(place)
		switch {
		case errors.Is(err, errNotThere):
		case err != nil:
			failures = errors.Join(failures, err)
		default:
			failures = errors.Join(failures, do(folder))
			folder.close()
		}
	}
	return failures
}

// Waiting lists what is set aside, including what is unfinished.
func (k keeper) Waiting(ctx context.Context) ([]SetAside, error) {
	var waiting []SetAside
	err := k.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		for _, entry := range found {
			waiting = append(waiting, k.setAside(ctx, folder, entry))
		}
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return waiting, err
}

func (k keeper) setAside(ctx context.Context, folder *cacheFolder, entry aside) SetAside {
	// The journal has it under the name that it got first.
	first := aside{mark: entry.mark, state: asideWaiting, stamp: entry.stamp}
	size, known := k.journal.sizeOf(folder.join(first.name()))
	if !known || entry.cutOff() != "" {
		// The journal was lost, or mentions more than is left: measure the folder itself.
		if sizes, err := measure(ctx, folder, []string{entry.name()}, func(Progress) {}); err == nil {
			size = sizes[0]
		}
	}
	return SetAside{
		Repair: k.shelf.repair, Path: folder.join(entry.name()), When: entry.when(),
		Bytes: size.Bytes, Files: size.Files, CutOff: entry.cutOff(), folder: folder.path, entry: entry,
	}
}

// Undo restores an aside. Whatever Spotify has created in its place since is deleted: it is
// of the same kind, and only minutes newer.
func (k keeper) Undo(ctx context.Context, which SetAside, progress func(Progress)) error {
	if _, err := k.idle(ctx); err != nil {
		return err
	}
	folder, err := k.openFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	if err := k.mayBringBack(folder, which.entry); err != nil {
		return err
	}
	// Make room: this undo uses the place of what an earlier one had begun to delete.
	if err := deleteDiscarding(ctx, folder, func(Progress) {}); err != nil {
		return err
	}
	progress(Progress{Phase: PhaseRestoring, Total: which.Bytes})
	moving, err := folder.become(which.entry, asideMoving)
	if err != nil {
		return err
	}
	if err := folder.bringBack(moving); err != nil {
		return err
	}
	progress(Progress{Phase: PhaseRestoring, Done: which.Bytes, Total: which.Bytes, Files: which.Files})
	return deleteDiscarding(ctx, folder, func(Progress) {})
}

// mayBringBack refuses to replace what is now in an item's place if it may not be of the same
// kind: a link, another file system, or a folder that has since become a location of
// downloads.
func (k keeper) mayBringBack(folder *cacheFolder, entry aside) error {
	downloads, err := k.downloadsNow(folder)
	if err != nil {
		return err
	}
	for _, item := range k.shelf.items {
		waiting, err := folder.item(path.Join(entry.name(), item))
		if err != nil {
			return err
		}
		if waiting == nil {
			continue
		}
		if _, err := folder.item(item); err != nil {
			return err
		}
		if err := errors.Join(folder.refuseMounts(item), refuseOverlap(folder.join(item), downloads)); err != nil {
			return err
		}
	}
	return nil
}

// downloadsNow returns the locations of downloads, which an aside must not be restored over.
// For an aside of files there are none, since files cannot replace folders.
func (k keeper) downloadsNow(folder *cacheFolder) ([]string, error) {
	if !k.shelf.folders {
		return nil, nil
	}
	all := k.finder.Folders()
	i := slices.IndexFunc(all, func(folders spotify.Folders) bool { return folders.Cache == folder.path })
	if i < 0 {
		return nil, refuse(ReasonChanged, diagnostics.Args{"Path": folder.path}, nil)
	}
	return downloads(k.finder, all[i])
}

// Discard deletes what was set aside, for good.
func (k keeper) Discard(ctx context.Context, which SetAside, progress func(Progress)) error {
	folder, err := k.openFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	// Check this before changing the state: afterwards it could not be restored any more.
	if err := folder.refuseMounts(which.entry.name()); err != nil {
		return err
	}
	discarding, err := folder.become(which.entry, asideDiscarding)
	if err != nil {
		return err
	}
	return discardTelling(ctx, folder, discarding, which.Bytes, progress)
}

// deleteDiscarding deletes all of the folder's asides in state asideDiscarding.
func deleteDiscarding(ctx context.Context, folder *cacheFolder, progress func(Progress)) error {
	found, err := folder.asides()
	if err != nil {
		return err
	}
	var failures error
	for _, entry := range found {
		if entry.state == asideDiscarding {
			failures = errors.Join(failures, discardTelling(ctx, folder, entry, 0, progress))
		}
	}
	return failures
}

// discardTelling deletes an aside and reports how many of its bytes are gone; total is 0 if
// unknown.
func discardTelling(ctx context.Context, folder *cacheFolder, entry aside, total int64, progress func(Progress)) error {
	var deleted sum
	tell := func() {
		now := deleted.now()
		progress(Progress{Phase: PhaseDeleting, Done: min(now.Bytes, total), Total: total, Files: now.Files})
	}
	return telling(tell, func() error { return folder.discard(ctx, entry, &deleted) })
}

// Unfinished skips what cannot be read: Recover could not read it either.
func (k keeper) Unfinished() bool {
	left := false
	_ = k.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		left = left || slices.ContainsFunc(found, func(entry aside) bool {
			return !entry.whole() || entry.aged(k.now()) != entry
		})
		return err
	})
	return left
}

// Recover continues wherever an earlier run was interrupted: what was being moved is
// restored, what was being deleted is deleted, and so is what has been kept long enough.
func (k keeper) Recover(ctx context.Context, progress func(Progress)) error {
	return k.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		if err != nil {
			return err
		}
		// First, because what is restored below needs the place.
		err = deleteDiscarding(ctx, folder, progress)
		for _, entry := range found {
			err = errors.Join(err, k.recoverOne(ctx, folder, entry))
		}
		return errors.Join(err, deleteDiscarding(ctx, folder, progress))
	})
}

func (k keeper) recoverOne(ctx context.Context, folder *cacheFolder, entry aside) error {
	if entry.whole() {
		_, err := folder.renameAside(entry, entry.aged(k.now()))
		return err
	}
	if entry.state != asideMoving {
		return nil
	}
	if _, err := k.idle(ctx); err != nil {
		return err
	}
	if err := k.mayBringBack(folder, entry); err != nil {
		return err
	}
	return folder.bringBack(entry)
}
