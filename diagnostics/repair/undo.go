package repair

import (
	"context"
	"errors"
	"slices"
	"time"

	"retune/diagnostics"
)

// keepFor is how long a cache that was set aside can be brought back before the next
// start of Retune deletes it.
const keepFor = 24 * time.Hour

// eachFolder opens every cache folder that there is, one after the other. One that
// cannot be opened is passed over and named in the error.
func (r clearCache) eachFolder(do func(*cacheFolder) error) error {
	var failures error
	for _, path := range r.finder.CacheFolders() {
		folder, err := openCacheFolder(path)
		if errors.Is(err, errNoCache) {
			continue
		}
		if err != nil {
			failures = errors.Join(failures, err)
			continue
		}
		failures = errors.Join(failures, do(folder))
		folder.close()
	}
	return failures
}

// Waiting lists the caches that are set aside, the newest first. A folder that
// cannot be looked into has none that could be brought back.
func (r clearCache) Waiting(ctx context.Context) ([]SetAside, error) {
	var waiting []SetAside
	_ = r.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		for _, entry := range found {
			if entry.state == asideWaiting {
				waiting = append(waiting, r.setAside(ctx, folder, entry))
			}
		}
		return err
	})
	slices.SortStableFunc(waiting, func(a, b SetAside) int { return b.When.Compare(a.When) })
	return waiting, ctx.Err()
}

func (r clearCache) setAside(ctx context.Context, folder *cacheFolder, entry aside) SetAside {
	path := folder.join(entry.name())
	size, known := r.journal.sizeOf(path)
	if !known {
		// The journal was lost: the folder itself still tells.
		size, _ = measure(ctx, folder, entry.name(), func(Progress) {})
	}
	return SetAside{
		Repair: diagnostics.RepairClearCache, Path: path, When: entry.when(),
		Bytes: size.Bytes, Files: size.Files, folder: folder.path, entry: entry,
	}
}

// Undo brings a cache back. What Spotify has put in its place since is deleted: it is
// cache as well, and newer only by minutes.
func (r clearCache) Undo(ctx context.Context, which SetAside, progress func(Progress)) error {
	if _, err := r.closed(ctx); err != nil {
		return err
	}
	folder, err := openCacheFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	progress(Progress{Phase: PhaseRestoring, Total: which.Bytes})
	moving, err := folder.become(which.entry, asideMoving)
	if err != nil {
		return err
	}
	if err := folder.bringBack(moving); err != nil {
		return err
	}
	progress(Progress{Phase: PhaseRestoring, Done: which.Bytes, Total: which.Bytes, Files: which.Files})
	return r.deleteState(ctx, folder, asideDiscarding, Sum{}, func(Progress) {})
}

// Discard deletes a cache that was set aside, for good.
func (r clearCache) Discard(ctx context.Context, which SetAside, progress func(Progress)) error {
	folder, err := openCacheFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	if _, err := folder.become(which.entry, asideDiscarding); err != nil {
		return err
	}
	return r.deleteState(ctx, folder, asideDiscarding, Sum{Bytes: which.Bytes, Files: which.Files}, progress)
}

// deleteState deletes every aside of the folder that is in a state.
func (r clearCache) deleteState(ctx context.Context, folder *cacheFolder, state asideState, size Sum, progress func(Progress)) error {
	found, err := folder.asides()
	if err != nil {
		return err
	}
	var failures error
	for _, entry := range found {
		if entry.state == state {
			failures = errors.Join(failures, discardTelling(ctx, folder, entry, size, progress))
		}
	}
	return failures
}

// discardTelling tells the progress in bytes. Looking up each file's size would take
// as long as deleting it, so the bytes are those of an average file.
func discardTelling(ctx context.Context, folder *cacheFolder, entry aside, size Sum, progress func(Progress)) error {
	var deleted sum
	tell := func() {
		files := deleted.files.Load()
		progress(Progress{
			Phase: PhaseDeleting, Done: size.Bytes / max(size.Files, 1) * min(files, size.Files),
			Total: size.Bytes, Files: files,
		})
	}
	return telling(tell, func() error { return folder.discard(ctx, entry, &deleted.files) })
}

// Recover goes on from wherever an earlier Retune was cut off: a cache that was being
// moved is brought back, one that was being deleted is deleted, and so is one that has
// waited longer than a person could still want it back.
func (r clearCache) Recover(ctx context.Context, progress func(Progress)) error {
	return r.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		if err != nil {
			return err
		}
		for _, entry := range found {
			err = errors.Join(err, r.recoverOne(ctx, folder, entry))
		}
		return errors.Join(err, r.deleteState(ctx, folder, asideDiscarding, Sum{}, progress))
	})
}

func (r clearCache) recoverOne(ctx context.Context, folder *cacheFolder, entry aside) error {
	switch {
	case entry.state == asideMoving:
		if _, err := r.closed(ctx); err != nil {
			return err
		}
		return folder.bringBack(entry)
	case entry.state == asideWaiting && r.now().Sub(entry.when()) > keepFor:
		_, err := folder.become(entry, asideDiscarding)
		return err
	}
	return nil
}
