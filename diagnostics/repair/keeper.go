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

// keeper looks after what a repair has set aside in the cache folders: it brings it back
// or deletes it, as the person decides.
type keeper struct {
	closer
	journal Journal
	now     func() time.Time
	shelf   shelf
}

// idle makes sure that nothing of this user's Spotify runs, whether it is still
// installed or not.
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

// closed makes sure that there is a Spotify of this user, and that nothing of it runs.
func (k keeper) closed(ctx context.Context) (spotify.Survey, error) {
	survey, err := k.idle(ctx)
	if err == nil && len(survey.Installs) == 0 {
		err = refuse(ReasonNoInstall, nil, nil)
	}
	return survey, err
}

// closedFolder opens a cache folder while nothing of this user's Spotify runs; without a
// path, that of the install to treat. Where there is none, there is nothing to do, for that
// reason.
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

// openFolder opens a cache folder for what is set aside in it.
func (k keeper) openFolder(path string) (*cacheFolder, error) { return openCacheFolder(path, k.shelf) }

// eachFolder opens every cache folder that there is, one after the other.
func (k keeper) eachFolder(do func(*cacheFolder) error) error {
	cache := func(folders spotify.Folders) string { return folders.Cache }
	return eachOpen(k.finder.Folders(), cache, k.openFolder, do)
}

// eachOpen opens every folder of a sort that there is, once and one after the other. One
// that cannot be opened is passed over and named in the error.
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

// Waiting lists what is set aside, the unfinished included.
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
	// The journal has it under the name that it was given first.
	first := aside{mark: entry.mark, state: asideWaiting, stamp: entry.stamp}
	size, known := k.journal.sizeOf(folder.join(first.name()))
	if !known || entry.cutOff() != "" {
		// The journal was lost, or tells of more than is left: the folder itself tells.
		if sizes, err := measure(ctx, folder, []string{entry.name()}, func(Progress) {}); err == nil {
			size = sizes[0]
		}
	}
	return SetAside{
		Repair: k.shelf.repair, Path: folder.join(entry.name()), When: entry.when(),
		Bytes: size.Bytes, Files: size.Files, CutOff: entry.cutOff(), folder: folder.path, entry: entry,
	}
}

// Undo brings an aside back. What Spotify has put in its place since is deleted: it is
// of the same sort, and newer only by minutes.
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
	// What an earlier undo had begun to delete is where this one puts things.
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

// mayBringBack refuses to put aside what is now in an item's place where that is not
// surely of the same sort: a link, another file system, or a place that has become one of
// downloads since.
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

// downloadsNow returns the places of downloads that an aside must not be brought back
// over; files cannot be brought back over any.
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
	// Before the state changes: afterwards it could not be brought back any more.
	if err := folder.refuseMounts(which.entry.name()); err != nil {
		return err
	}
	discarding, err := folder.become(which.entry, asideDiscarding)
	if err != nil {
		return err
	}
	return discardTelling(ctx, folder, discarding, which.Bytes, progress)
}

// deleteDiscarding deletes every aside of the folder that is being discarded.
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

// discardTelling deletes an aside and tells how many of its bytes are gone; total is
// 0 where nobody knows how many there are.
func discardTelling(ctx context.Context, folder *cacheFolder, entry aside, total int64, progress func(Progress)) error {
	var deleted sum
	tell := func() {
		now := deleted.now()
		progress(Progress{Phase: PhaseDeleting, Done: min(now.Bytes, total), Total: total, Files: now.Files})
	}
	return telling(tell, func() error { return folder.discard(ctx, entry, &deleted) })
}

// Unfinished passes over what cannot be looked into: Recover could not either.
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

// Recover goes on from wherever an earlier Retune was cut off: what was being moved is
// brought back, what was being deleted is deleted, and so is what has waited longer than
// a person could still want it back.
func (k keeper) Recover(ctx context.Context, progress func(Progress)) error {
	return k.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		if err != nil {
			return err
		}
		// First, because what is brought back below needs their place.
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
