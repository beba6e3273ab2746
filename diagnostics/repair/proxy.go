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

// proxyRepair is the repair "proxy": it removes a broken proxy from Spotify's own
// preferences, so that Spotify connects directly. The diagnosis has seen that this works when
// it suggests the repair.
type proxyRepair struct{ keeper }

// proxyDeed is what a plan of proxy acts on. It does not hold the preferences' content, which
// contains the login.
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

// planProxy lists the lines to change, and returns the content that they come from.
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

// shownLine is a line about the proxy as the plan shows it. Only numbers are shown: a proxy's
// address can contain a log-in, and says where somebody works.
func shownLine(key string, content []byte) string {
	value := spotify.EditsBack(content, []string{key})[0].Value
	if _, err := strconv.Atoi(string(value)); err != nil {
		return key + `="…"`
	}
	return key + "=" + string(value)
}

// Apply backs up the preferences and then removes the proxy from them, after making sure that
// they are still as planned and that no Spotify is running that would overwrite them.
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

// takeOut makes a backup and changes the preferences. It returns the backup's name.
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

// notTakenOut is the error if the preferences could not be replaced. It removes the backup
// only if they are known to be unchanged.
func (r proxyRepair) notTakenOut(folder *configFolder, entry aside, prefs file, failure error) error {
	if err := notReplaced(folder, prefs.content, failure); err != nil {
		return err
	}
	return refuseFile(folder.join(preferencesName), errors.Join(failure, remove(folder.root, entry.name())))
}

// notReplaced returns an *Unrepaired unless preferences that could not be replaced are known to
// be unchanged: a disk may fail after the new ones are already in place.
func notReplaced(folder *configFolder, old []byte, failure error) error {
	if now, err := folder.read(preferencesName); err != nil || !bytes.Equal(now.content, old) {
		return unrepairedFile(folder.join(preferencesName), errors.Join(failure, err))
	}
	return nil
}

// confirmOut looks again whether the proxy is gone and stays gone: a Spotify that was started
// meanwhile would write the old settings back.
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

// broughtBack returns the current preferences with a backup's proxy restored. If nothing else
// has changed since, that is exactly the backup. Otherwise only the lines of the proxy come
// from the backup, because Spotify may have saved a newer login.
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

// absent reports whether a refusal means that a file does not exist.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
