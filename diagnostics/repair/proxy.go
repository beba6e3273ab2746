package repair

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"strconv"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// proxyRepair is the repair "proxy": it takes the proxy that does not work out of
// Spotify's own preferences, so that Spotify goes without one. That this way is open is
// what the diagnosis saw when it named the repair.
type proxyRepair struct{ keeper }

// proxyDeed is what a plan of proxy works on. The content itself has the login in it and
// is not held.
type proxyDeed struct {
	folder string
	hash   [sha256.Size]byte
}

func (proxyRepair) Describe() Description {
	return Description{Name: diagnostics.RepairProxy, Risk: RiskReversible, Undo: true}
}

func (r proxyRepair) Plan(ctx context.Context, _ func(Progress)) (Plan, error) {
	survey, err := r.closed(ctx)
	if err != nil {
		return Plan{}, err
	}
	latest, err := r.finder.LatestPreferences()
	if err != nil {
		return Plan{}, refuse(ReasonPreferencesUnreadable, diagnostics.Args{"Path": pathOf(err)}, err)
	}
	if latest.Config == "" {
		return Plan{}, nothingToDo(ReasonNoProxy)
	}
	folder, err := openConfigFolder(latest.Config)
	if err != nil {
		return Plan{}, err
	}
	defer folder.close()
	changes, content, err := planProxy(folder)
	if err != nil {
		return Plan{}, err
	}
	return Plan{
		Repair: diagnostics.RepairProxy, Kind: string(survey.Installs[0].Kind), Changes: changes, Undo: true,
		Kept: []Kept{{Path: folder.join(preferencesName), Why: KeptLogin}},
		deed: proxyDeed{folder: folder.path, hash: sha256.Sum256(content)},
	}, nil
}

// planProxy lists the lines that are going to change, and returns the content that they
// are from.
func planProxy(folder *configFolder) ([]Change, []byte, error) {
	prefs, err := folder.read(preferencesName)
	if err != nil {
		return nil, nil, err
	}
	preferences, err := folder.parse(preferencesName, prefs.content)
	if err != nil {
		return nil, nil, err
	}
	proxy := preferences.Proxy()
	if proxy.Mode == spotify.ProxyNone || proxy.Mode == spotify.ProxySystem {
		return nil, nil, nothingToDo(ReasonNoProxy)
	}
	var changes []Change
	for _, line := range spotify.PreferenceLines(prefs.content, spotify.ProxyKeys()) {
		change := Change{Path: folder.join(preferencesName), Line: line.Number, Before: shownLine(line.Key, prefs.content)}
		for _, edit := range spotify.WithoutProxy() {
			if edit.Key == line.Key && edit.Value != nil {
				change.After = edit.Key + "=" + string(edit.Value)
			}
		}
		changes = append(changes, change)
	}
	return changes, prefs.content, nil
}

// shownLine is a line of a proxy as a person sees it in the plan. Where a proxy is tells
// where somebody works, and its address can have a log-in in it: only numbers are shown.
func shownLine(key string, content []byte) string {
	value := spotify.EditsBack(content, []string{key})[0].Value
	if _, err := strconv.Atoi(string(value)); err != nil {
		return key + `="…"`
	}
	return key + "=" + string(value)
}

// Apply writes down the old preferences and then takes the proxy out of them, after
// looking again that they are still the plan's and that no Spotify would write over them.
func (r proxyRepair) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	deed, ok := plan.deed.(proxyDeed)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	if _, err := r.closed(ctx); err != nil {
		return Done{}, err
	}
	folder, err := openConfigFolder(deed.folder)
	if err != nil {
		return Done{}, err
	}
	defer folder.close()
	prefs, err := folder.read(preferencesName)
	if err != nil {
		return Done{}, err
	}
	if sha256.Sum256(prefs.content) != deed.hash {
		return Done{}, refuse(ReasonChanged, diagnostics.Args{"Path": folder.join(preferencesName)}, nil)
	}
	progress(Progress{Phase: PhaseChanging})
	backup, err := r.takeOut(folder, prefs)
	if err != nil {
		return Done{}, err
	}
	progress(Progress{Phase: PhaseConfirming})
	done := Done{Path: folder.join(backup), Sum: Sum{Bytes: int64(len(prefs.content)), Files: 1}}
	return done, r.confirmOut(ctx, folder)
}

// takeOut keeps a backup and changes the preferences. It returns the backup's name.
func (r proxyRepair) takeOut(folder *configFolder, prefs file) (string, error) {
	edited, err := spotify.EditPreferences(prefs.content, spotify.WithoutProxy())
	if err != nil {
		return "", folder.refuseDamaged(preferencesName, err)
	}
	entry, err := r.newBackup(folder)
	if err != nil {
		return "", err
	}
	if err := replaceFile(folder.root, entry.name(), prefs.content, prefs.info); err != nil {
		return "", refuseFile(folder.join(entry.name()), err)
	}
	if err := replaceFile(folder.root, preferencesName, edited, prefs.info); err != nil {
		return "", r.notTakenOut(folder, entry, prefs, err)
	}
	return entry.name(), nil
}

// notTakenOut is for preferences that could not be replaced. The backup is removed only
// where they are known to be as they were.
func (r proxyRepair) notTakenOut(folder *configFolder, entry aside, prefs file, failure error) error {
	if err := notReplaced(folder, prefs.content, failure); err != nil {
		return err
	}
	return refuseFile(folder.join(preferencesName), errors.Join(failure, remove(folder.root, entry.name())))
}

// notReplaced returns an *Unrepaired unless preferences that could not be replaced are known to
// be as they were: a disk may fail when the new ones are in their place already.
func notReplaced(folder *configFolder, old []byte, failure error) error {
	if now, err := folder.read(preferencesName); err != nil || !bytes.Equal(now.content, old) {
		return unrepairedFile(folder.join(preferencesName), errors.Join(failure, err))
	}
	return nil
}

// confirmOut looks with fresh eyes whether the proxy is gone, and stays so: a Spotify that
// was started meanwhile would write what it remembers over it.
func (r proxyRepair) confirmOut(ctx context.Context, folder *configFolder) error {
	path := diagnostics.Args{"Path": folder.join(preferencesName)}
	prefs, err := folder.read(preferencesName)
	if err != nil {
		return &Unrepaired{Reason: ReasonChanged, Args: path, Err: err}
	}
	preferences, err := spotify.ParsePreferences(prefs.content)
	if err != nil || preferences.Proxy().Mode != spotify.ProxyNone {
		return &Unrepaired{Reason: ReasonChanged, Args: path, Err: err}
	}
	var refusal *Refusal
	if _, err := r.idle(ctx); errors.As(err, &refusal) {
		return &Unrepaired{Reason: refusal.Reason, Args: refusal.Args, Err: err}
	} else if err != nil {
		return err
	}
	return nil
}

// broughtBack returns the preferences as they are now with the proxy of a backup. Where
// nothing else has changed since, that is the backup to the byte; and else only the
// proxy's own lines are the backup's, because Spotify may have written a newer login.
func broughtBack(now, backup []byte) ([]byte, error) {
	without, err := spotify.EditPreferences(backup, spotify.WithoutProxy())
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the file
	}
	if bytes.Equal(without, now) {
		return backup, nil
	}
	return spotify.EditPreferences(now, spotify.EditsBack(backup, spotify.ProxyKeys())) //nolint:wrapcheck // as above
}

// absent reports whether a refusal says that a file is not there.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
