package repair

import (
	"context"
	"errors"
	"os"
	"path"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// clearCache is the repair "clear-cache". It sets the cache aside, and later restores or
// deletes it as the user decides.
type clearCache struct{ keeper }

// clearDeed is what a plan of clear-cache acts on.
type clearDeed struct {
	survey spotify.Survey
	folder os.FileInfo
	items  []plannedItem
	sum    Sum
}

type plannedItem struct {
	name string // relative to the cache folder, with slashes
	info os.FileInfo
}

func (clearCache) Describe() Description {
	return Description{Name: diagnostics.RepairClearCache, Risk: RiskReversible, Undo: true}
}

func (r clearCache) Plan(ctx context.Context, progress func(Progress)) (Plan, error) {
	survey, folder, err := r.closedFolder(ctx, "", ReasonAlreadyClean)
	if err != nil {
		return Plan{}, err
	}
	defer folder.close()
	deed := clearDeed{survey: survey, folder: folder.info}
	if deed.items, err = r.items(folder, survey.Installs[0].Folders); err != nil {
		return Plan{}, err
	}
	return r.describe(ctx, folder, deed, progress)
}

// checkHome refuses a home folder that does not exist.
func checkHome(home string) error {
	if info, err := os.Stat(home); err != nil || !info.IsDir() {
		return refuse(ReasonNoHome, diagnostics.Args{"Path": home}, err)
	}
	return nil
}

// items finds the parts of the cache that exist, and refuses anything that may not be purely
// cache.
func (r clearCache) items(folder *cacheFolder, folders spotify.Folders) ([]plannedItem, error) {
	downloads, err := downloads(r.finder, folders)
	if err != nil {
		return nil, err
	}
	var items []plannedItem
	for _, name := range spotify.CacheItems() {
		info, err := folder.folder(name)
		if err != nil {
			return nil, err
		}
		if info == nil {
			continue
		}
		whole := folder.join(name)
		if err := errors.Join(folder.refuseMounts(name), refuseOverlap(whole, downloads)); err != nil {
			return nil, err
		}
		if deviceOf(info) != deviceOf(folder.info) {
			return nil, refuse(ReasonOtherFileSystem, diagnostics.Args{"Path": whole}, nil)
		}
		items = append(items, plannedItem{name: name, info: info})
	}
	return items, nil
}

// describe measures the items and completes the plan that the user is shown.
func (r clearCache) describe(ctx context.Context, folder *cacheFolder, deed clearDeed, progress func(Progress)) (Plan, error) {
	install := deed.survey.Installs[0]
	plan := Plan{Repair: diagnostics.RepairClearCache, Kind: string(install.Kind), Undo: true}
	sizes, err := measure(ctx, folder, names(deed.items), progress)
	if err != nil {
		return Plan{}, err
	}
	var filled []plannedItem
	for i, item := range deed.items {
		size := sizes[i]
		if size.Files == 0 {
			continue
		}
		filled = append(filled, item)
		plan.Items = append(plan.Items, Item{Path: folder.join(item.name), Bytes: size.Bytes, Files: size.Files})
		plan.Bytes += size.Bytes
		plan.Files += size.Files
	}
	if len(filled) == 0 {
		return Plan{}, nothingToDo(ReasonAlreadyClean)
	}
	deed.items, deed.sum = filled, Sum{Bytes: plan.Bytes, Files: plan.Files}
	plan.Kept = r.kept(ctx, folder, install)
	plan.deed = deed
	return plan, nil
}

func names(items []plannedItem) []string {
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = item.name
	}
	return list
}

// measure returns how much each of the named folders contains.
func measure(ctx context.Context, folder *cacheFolder, names []string, progress func(Progress)) ([]Sum, error) {
	var counted sum
	tell := func() {
		progress(Progress{Phase: PhaseCounting, Done: counted.bytes.Load(), Files: counted.files.Load()})
	}
	sizes := make([]Sum, len(names))
	err := telling(tell, func() error {
		for i, name := range names {
			before := counted.now()
			if err := countTree(ctx, folder.root, name, &counted); err != nil {
				return err
			}
			after := counted.now()
			sizes[i] = Sum{Bytes: after.Bytes - before.Bytes, Files: after.Files - before.Files}
		}
		return nil
	})
	return sizes, err
}

// Apply moves the very folders of the plan, after checking that everything is still as
// planned.
func (r clearCache) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	deed, ok := plan.deed.(clearDeed)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	survey, folder, err := r.closedFolder(ctx, deed.survey.Installs[0].Folders.Cache, ReasonAlreadyClean)
	if err != nil {
		return Done{}, err
	}
	defer folder.close()
	names, err := r.unchanged(folder, survey, deed)
	if err != nil {
		return Done{}, err
	}
	progress(Progress{Phase: PhaseMoving, Total: plan.Bytes})
	waiting, err := folder.setAside(names, r.now())
	if err != nil {
		return Done{}, err
	}
	progress(Progress{Phase: PhaseConfirming, Done: plan.Bytes, Total: plan.Bytes, Files: plan.Files})
	if err := confirmAside(folder, waiting, names); err != nil {
		return Done{}, err
	}
	return Done{Path: folder.join(waiting.name()), Sum: deed.sum}, nil
}

// unchanged refuses if the folder or an item is no longer the one in the plan, or if
// Spotify's preferences now name it as a location of downloads.
func (r clearCache) unchanged(folder *cacheFolder, survey spotify.Survey, deed clearDeed) ([]string, error) {
	if !os.SameFile(folder.info, deed.folder) {
		return nil, refuse(ReasonChanged, diagnostics.Args{"Path": folder.path}, nil)
	}
	if survey.Installs[0].Kind != deed.survey.Installs[0].Kind {
		return nil, refuse(ReasonChanged, diagnostics.Args{"Path": folder.path}, nil)
	}
	now, err := r.items(folder, deed.survey.Installs[0].Folders)
	if err != nil {
		return nil, err
	}
	for _, planned := range deed.items {
		if !containsSame(now, planned) {
			return nil, refuse(ReasonChanged, diagnostics.Args{"Path": folder.join(planned.name)}, nil)
		}
	}
	return names(deed.items), nil
}

func containsSame(items []plannedItem, planned plannedItem) bool {
	for _, item := range items {
		if item.name == planned.name {
			return os.SameFile(item.info, planned.info)
		}
	}
	return false
}

// confirmAside looks again: the old places must be empty, the new ones not.
func confirmAside(folder *cacheFolder, waiting aside, names []string) error {
	for _, name := range names {
		if _, err := os.Lstat(folder.join(name)); err == nil {
			return &Unrepaired{Reason: ReasonCameBack, Args: diagnostics.Args{"Path": folder.join(name)}}
		}
		moved := folder.join(path.Join(waiting.name(), name))
		if _, err := os.Lstat(moved); err != nil {
			return unrepairedFile(moved, err)
		}
	}
	return nil
}
