package repair

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"retune/diagnostics"
)

// A cache is set aside within the cache folder itself, because a rename there stays on one
// file system and is instant. Inside the set-aside folder, called an aside, everything keeps
// its relative path. The aside's name records how far the work has got and is changed
// atomically. So if Retune is killed at any moment, the names alone tell the next run how to
// continue.
type asideState string

const (
	// asideMoving: being moved away or brought back. A later run that finds it brings it
	// back.
	asideMoving asideState = "moving-"
	// asideWaiting: complete, and waiting for the user's decision.
	asideWaiting asideState = "set-aside-"
	// asideLeaving: complete and waiting, and already found old by one run of Retune.
	asideLeaving asideState = "leaving-"
	// asideDiscarding: being deleted. A later run that finds it continues deleting.
	asideDiscarding asideState = "discarding-"
)

func asideStates() []asideState {
	return []asideState{asideMoving, asideWaiting, asideLeaving, asideDiscarding}
}

// asideTime is the layout of the time in an aside's name: UTC, sortable.
const asideTime = "20060102T150405.000Z"

// foundOld precedes, in the name of an aside in state asideLeaving, the time at which it was
// found to be old.
const foundOld = "-found-old-"

// aside is a folder that holds what was moved away.
type aside struct {
	mark  string // the prefix of its shelf
	state asideState
	stamp string // when it was set aside
	old   string // when it was found to be old, in state asideLeaving
}

func (a aside) name() string {
	name := a.mark + string(a.state) + a.stamp
	if a.old != "" {
		name += foundOld + a.old
	}
	return name
}

func (a aside) when() time.Time { return timeOf(a.stamp) }

// timeOf parses a time in an aside's name.
func timeOf(stamp string) time.Time {
	when, err := time.Parse(asideTime, stamp)
	if err != nil {
		return time.Time{}
	}
	return when
}

// whole reports whether the aside is complete: neither moving nor deleting it has begun.
func (a aside) whole() bool { return a.state == asideWaiting || a.state == asideLeaving }

// cutOff is what an earlier run did not finish with the aside.
func (a aside) cutOff() Phase {
	switch a.state {
	case asideMoving:
		return PhaseMoving
	case asideDiscarding:
		return PhaseDeleting
	default:
		return ""
	}
}

// newAside returns an aside with a time that no other one in the folder has, even if the
// clock stands still or is set back.
func (c *cacheFolder) newAside(now time.Time) (aside, error) {
	others, err := c.asides()
	if err != nil {
		return aside{}, err
	}
	return aside{mark: c.shelf.mark, state: asideMoving, stamp: freeStamp(others, now)}, nil
}

func freeStamp(others []aside, now time.Time) string {
	for {
		stamp := now.UTC().Format(asideTime)
		if !slices.ContainsFunc(others, func(other aside) bool { return other.stamp == stamp }) {
			return stamp
		}
		now = now.Add(time.Millisecond)
	}
}

func newestFirst(a, b aside) int { return strings.Compare(b.stamp, a.stamp) }

// parseAside parses a folder's name; false if it is not one of the shelf's asides.
func (s shelf) parseAside(name string) (aside, bool) {
	for _, state := range asideStates() {
		stamp, found := strings.CutPrefix(name, s.mark+string(state))
		if !found {
			continue
		}
		stamp, old, leaving := strings.Cut(stamp, foundOld)
		if leaving != (state == asideLeaving) || timeOf(stamp).IsZero() || leaving && timeOf(old).IsZero() {
			return aside{}, false
		}
		return aside{mark: s.mark, state: state, stamp: stamp, old: old}, true
	}
	return aside{}, false
}

// asides lists the folder's asides, newest first.
func (c *cacheFolder) asides() ([]aside, error) {
	names, err := c.names()
	if err != nil {
		return nil, err
	}
	var found []aside
	for _, name := range names {
		entry, ours := c.shelf.parseAside(name)
		if !ours {
			continue
		}
		// Retune never creates a link with such a name.
		if info, err := c.root.Lstat(name); err == nil && info.IsDir() {
			found = append(found, entry)
		}
	}
	slices.SortFunc(found, newestFirst)
	return found, nil
}

// setAside moves the items into a new aside. If one of them cannot be moved, those already
// moved are moved back.
func (c *cacheFolder) setAside(items []string, now time.Time) (aside, error) {
	moving, err := c.newAside(now)
	if err != nil {
		return aside{}, err
	}
	if err := c.root.Mkdir(moving.name(), 0o700); err != nil {
		return aside{}, refuseFile(c.join(moving.name()), err)
	}
	for _, item := range items {
		if err := c.rename(item, path.Join(moving.name(), item)); err != nil {
			return aside{}, c.backOut(moving, item, err)
		}
	}
	return c.become(moving, asideWaiting)
}

// backOut moves back what was moved before an item failed.
func (c *cacheFolder) backOut(moving aside, item string, failure error) error {
	if err := c.bringBack(moving); err != nil {
		return unrepairedFile(c.join(item), errors.Join(failure, err))
	}
	return refuseFile(c.join(item), failure)
}

// become changes an aside's state atomically, unless an earlier run already did.
func (c *cacheFolder) become(from aside, state asideState) (aside, error) {
	return c.renameAside(from, aside{mark: from.mark, state: state, stamp: from.stamp})
}

func (c *cacheFolder) renameAside(from, to aside) (aside, error) {
	if to == from {
		return to, nil
	}
	if err := c.root.Rename(from.name(), to.name()); err != nil {
		return from, unrepairedFile(c.join(from.name()), err)
	}
	return to, nil
}

// rename moves an item, creating the parent folders of its new place.
func (c *cacheFolder) rename(from, to string) error {
	if above := path.Dir(to); above != "." {
		if err := c.root.MkdirAll(filepath.FromSlash(above), 0o700); err != nil {
			return err //nolint:wrapcheck // the caller names the path
		}
	}
	return c.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to)) //nolint:wrapcheck // the caller names the path
}

// bringBack moves everything in an aside back to its place and removes the aside. Whatever
// Spotify has created there meanwhile goes into another aside, to be deleted. If it is
// interrupted, calling it again continues.
func (c *cacheFolder) bringBack(moving aside) error {
	fresh := aside{mark: moving.mark, state: asideDiscarding, stamp: moving.stamp}
	for _, item := range c.shelf.items {
		from := path.Join(moving.name(), item)
		info, err := c.item(from)
		if err != nil {
			return err
		}
		if info == nil {
			continue
		}
		if _, err := c.item(item); err != nil {
			return err
		}
		if _, err := c.root.Lstat(filepath.FromSlash(item)); err == nil {
			if err := c.rename(item, path.Join(fresh.name(), item)); err != nil {
				return unrepairedFile(c.join(item), err)
			}
		}
		if err := c.rename(from, item); err != nil {
			return unrepairedFile(c.join(item), err)
		}
	}
	return c.removeEmpty(moving)
}

// removeEmpty removes an aside whose items are gone. A folder that still contains something
// is kept and named in the error.
func (c *cacheFolder) removeEmpty(empty aside) error {
	var folders []string
	for _, item := range c.shelf.items {
		if above := path.Dir(item); above != "." && !slices.Contains(folders, above) {
			folders = append(folders, above)
		}
	}
	for _, folder := range append(folders, ".") {
		name := path.Join(empty.name(), folder)
		err := remove(c.root, filepath.FromSlash(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unrepairedFile(c.join(name), err)
		}
	}
	return nil
}

// discard deletes what is left in an aside in state asideDiscarding.
func (c *cacheFolder) discard(ctx context.Context, discarding aside, deleted *sum) error {
	if err := c.refuseMounts(discarding.name()); err != nil {
		return err
	}
	return deleteTree(ctx, c.root, discarding.name(), deleted)
}

// refuseMounts refuses to touch a path if another file system is mounted at it, in it, or
// between it and the folder: it could not be moved out of there, or more would be deleted
// than belongs to it.
func (c *cacheFolder) refuseMounts(name string) error {
	points, err := mountsBelow(c.path)
	if err != nil {
		return refuseFile(c.join(name), err)
	}
	for _, point := range points {
		if point == name || strings.HasPrefix(point, name+"/") || strings.HasPrefix(name, point+"/") {
			return refuse(ReasonOtherFileSystem, diagnostics.Args{"Path": c.join(point)}, nil)
		}
	}
	return nil
}
