package repair

import (
	"context"
	"io/fs"
	"os"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// staleLock is the repair "stale-lock": it sets aside the lock that a dead Spotify has left
// behind and that keeps the next one from starting.
type staleLock struct {
	keeper
	hostname func() (string, error)
}

// lockDeed is what a plan of stale-lock acts on.
type lockDeed struct {
	cache  string
	folder os.FileInfo
	items  []plannedItem
	sum    Sum
}

func (staleLock) Describe() Description {
	return Description{Name: diagnostics.RepairStaleLock, Risk: RiskReversible, Undo: true}
}

func (r staleLock) Plan(ctx context.Context, _ func(Progress)) (Plan, error) {
	survey, folder, err := r.closedFolder(ctx, "", ReasonNoLock)
	if err != nil {
		return Plan{}, err
	}
	defer folder.close()
	items, err := r.locks(folder)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Repair: diagnostics.RepairStaleLock, Kind: string(survey.Installs[0].Kind), Undo: true, Files: int64(len(items))}
	for _, item := range items {
		plan.Bytes += item.info.Size()
		plan.Items = append(plan.Items, Item{Path: folder.join(item.name), Bytes: item.info.Size(), Files: 1})
	}
	plan.deed = lockDeed{
		cache: folder.path, folder: folder.info, items: items, sum: Sum{Bytes: plan.Bytes, Files: plan.Files},
	}
	return plan, nil
}

// locks finds the lock's files, and refuses if the lock may be held: this user runs no
// Spotify here, but the home folder may be in use on another computer, too.
func (r staleLock) locks(folder *cacheFolder) ([]plannedItem, error) {
	var items []plannedItem
	for _, name := range r.shelf.items {
		info, err := folder.item(name)
		if err != nil {
			return nil, err
		}
		if info != nil {
			items = append(items, plannedItem{name: name, info: info})
		}
	}
	if len(items) == 0 {
		return nil, nothingToDo(ReasonNoLock)
	}
	return items, r.refuseElsewhere(folder)
}

// refuseElsewhere refuses a lock that names another computer.
func (r staleLock) refuseElsewhere(folder *cacheFolder) error {
	name := r.shelf.items[0]
	info, err := folder.item(name)
	if info == nil || err != nil || info.Mode().Type() != fs.ModeSymlink {
		return err // whatever it is, it was not made by a client
	}
	target, err := folder.root.Readlink(name)
	if err != nil {
		return refuseFile(folder.join(name), err)
	}
	owner, known := spotify.ParseLockOwner(target)
	if !known {
		return nil
	}
	here, err := r.hostname()
	if err != nil {
		return refuseFile(folder.join(name), err)
	}
	if strings.EqualFold(owner.Host, here) {
		return nil
	}
	return refuse(ReasonLockElsewhere, diagnostics.Args{"Path": folder.join(name), "Host": owner.Host}, nil)
}

// Apply moves the very files of the plan, after making sure that they are still not in use.
func (r staleLock) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	deed, ok := plan.deed.(lockDeed)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	_, folder, err := r.closedFolder(ctx, deed.cache, ReasonNoLock)
	if err != nil {
		return Done{}, err
	}
	defer folder.close()
	if err := r.unchanged(folder, deed); err != nil {
		return Done{}, err
	}
	progress(Progress{Phase: PhaseMoving})
	waiting, err := folder.setAside(names(deed.items), r.now())
	if err != nil {
		return Done{}, err
	}
	progress(Progress{Phase: PhaseConfirming})
	if err := confirmAside(folder, waiting, names(deed.items)); err != nil {
		return Done{}, err
	}
	return Done{Path: folder.join(waiting.name()), Sum: deed.sum}, nil
}

// unchanged refuses if the folder or a file is no longer the one in the plan.
func (r staleLock) unchanged(folder *cacheFolder, deed lockDeed) error {
	if !os.SameFile(folder.info, deed.folder) {
		return refuse(ReasonChanged, diagnostics.Args{"Path": folder.path}, nil)
	}
	now, err := r.locks(folder)
	if err != nil {
		return err
	}
	for _, planned := range deed.items {
		if !containsSame(now, planned) {
			return refuse(ReasonChanged, diagnostics.Args{"Path": folder.join(planned.name)}, nil)
		}
	}
	return nil
}
