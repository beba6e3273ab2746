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

// keepFor is how long a cache that was set aside can be brought back before the next
// start of Retune deletes it.
const keepFor = 24 * time.Hour

// eachFolder opens every cache folder that there is, one after the other. One that
// cannot be opened is passed over and named in the error.
func (r clearCache) eachFolder(do func(*cacheFolder) error) error {
	var failures error
	for _, folders := range r.finder.Folders() {
		folder, err := openCacheFolder(folders.Cache)
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

// Waiting lists the caches that are set aside, the unfinished ones included.
func (r clearCache) Waiting(ctx context.Context) ([]SetAside, error) {
	var waiting []SetAside
	err := r.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		for _, entry := range found {
			waiting = append(waiting, r.setAside(ctx, folder, entry))
		}
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return waiting, err
}

func (r clearCache) setAside(ctx context.Context, folder *cacheFolder, entry aside) SetAside {
	whole := folder.join(entry.name())
	size, known := r.journal.sizeOf(whole)
	if !known || entry.cutOff() != "" {
		// The journal was lost, or tells of more than is left: the folder itself tells.
		if sizes, err := measure(ctx, folder, []string{entry.name()}, func(Progress) {}); err == nil {
			size = sizes[0]
		}
	}
	return SetAside{
		Repair: diagnostics.RepairClearCache, Path: whole, When: entry.when(),
		Bytes: size.Bytes, Files: size.Files, CutOff: entry.cutOff(), folder: folder.path, entry: entry,
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
	if err := r.mayBringBack(folder, which.entry); err != nil {
		return err
	}
	// What an earlier undo had begun to delete is where this one puts things.
	if err := r.deleteDiscarding(ctx, folder, func(Progress) {}); err != nil {
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
	return r.deleteDiscarding(ctx, folder, func(Progress) {})
}

// mayBringBack refuses to put aside what is now in the cache's place where that is not
// surely cache: a link, or a place that has become one of downloads since.
func (r clearCache) mayBringBack(folder *cacheFolder, entry aside) error {
	all := r.finder.Folders()
	i := slices.IndexFunc(all, func(folders spotify.Folders) bool { return folders.Cache == folder.path })
	if i < 0 {
		return refuse(ReasonChanged, diagnostics.Args{"Path": folder.path}, nil)
	}
	downloads, err := r.downloads(all[i])
	if err != nil {
		return err
	}
	for _, item := range spotify.CacheItems() {
		waiting, err := folder.folder(path.Join(entry.name(), item))
		if err != nil {
			return err
		}
		if waiting == nil {
			continue
		}
		if _, err := folder.folder(item); err != nil {
			return err
		}
		if err := refuseOverlap(folder.join(item), downloads); err != nil {
			return err
		}
	}
	return nil
}

// Discard deletes a cache that was set aside, for good.
func (r clearCache) Discard(ctx context.Context, which SetAside, progress func(Progress)) error {
	folder, err := openCacheFolder(which.folder)
	if err != nil {
		return err
	}
	defer folder.close()
	// Before the state changes: afterwards it could not be brought back any more.
	if err := refuseMounts(folder.join(which.entry.name())); err != nil {
		return err
	}
	discarding, err := folder.become(which.entry, asideDiscarding)
	if err != nil {
		return err
	}
	return discardTelling(ctx, folder, discarding, which.Bytes, progress)
}

// deleteDiscarding deletes every aside of the folder that is being discarded.
func (r clearCache) deleteDiscarding(ctx context.Context, folder *cacheFolder, progress func(Progress)) error {
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
func (r clearCache) Unfinished() bool {
	left := false
	_ = r.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		left = left || slices.ContainsFunc(found, func(entry aside) bool {
			return entry.state != asideWaiting || r.expired(entry)
		})
		return err
	})
	return left
}

// expired reports whether an aside has waited longer than a person could still want it.
func (r clearCache) expired(entry aside) bool { return r.now().Sub(entry.when()) > keepFor }

// Recover goes on from wherever an earlier Retune was cut off: a cache that was being
// moved is brought back, one that was being deleted is deleted, and so is one that has
// waited longer than a person could still want it back.
func (r clearCache) Recover(ctx context.Context, progress func(Progress)) error {
	return r.eachFolder(func(folder *cacheFolder) error {
		found, err := folder.asides()
		if err != nil {
			return err
		}
		// First, because what is brought back below needs their place.
		err = r.deleteDiscarding(ctx, folder, progress)
		for _, entry := range found {
			err = errors.Join(err, r.recoverOne(ctx, folder, entry))
		}
		return errors.Join(err, r.deleteDiscarding(ctx, folder, progress))
	})
}

func (r clearCache) recoverOne(ctx context.Context, folder *cacheFolder, entry aside) error {
	switch {
	case entry.state == asideMoving:
		if _, err := r.closed(ctx); err != nil {
			return err
		}
		if err := r.mayBringBack(folder, entry); err != nil {
			return err
		}
		return folder.bringBack(entry)
	case entry.state == asideWaiting && r.expired(entry):
		_, err := folder.become(entry, asideDiscarding)
		return err
	}
	return nil
}
