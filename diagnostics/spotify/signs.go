package spotify

import (
	"slices"
	"time"
)

// oldAge is the age of its program file at which a client that cannot update itself counts as
// old: Spotify releases a version about every two weeks.
const oldAge = 365 * 24 * time.Hour

// farBehind is how many releases, counted by the third number, a version must be behind
// another to count as old: about a year's worth.
const farBehind = 26

// blocked reports whether something keeps Spotify's own updater from working: its folder's
// place is taken by something else, or access to it is denied. Scoop does the former and
// delivers the updates itself. Sources: the Scoop manifest spotify, SpotX's run.ps1,
// spicetify's block-updates.go.
func (f Finder) blocked(install Install) bool {
	staging := install.Folders.Staging
	if staging == "" {
		return false
	}
	if _, err := f.Files.Modified(staging); absent(err) {
		return false
	}
	_, err := f.Files.List(staging)
	return err != nil || f.Immutable != nil && f.Immutable(staging)
}

// outlived reports whether the client was already old when it last ran. Both times come from
// its files: the program is written only by updates, the preferences at every start.
func (f Finder) outlived(install Install) bool {
	made, err := f.Files.Modified(install.Program)
	ran := f.lastRun(install)
	return err == nil && !ran.IsZero() && ran.Sub(made) > oldAge
}

// patched reports whether another program modified the client: such programs keep backups of
// the originals beside it, or unpack the single file that holds its pages. Sources: SpotX's
// run.ps1, SpotX-Bash, spicetify's src/apply.
func (f Finder) patched(install Install) bool {
	var kept []string
	for _, folder := range f.programFolders(install) {
		for _, name := range []string{"Spotify.bak", "spotify.bak", "Spotify.dll.bak", "chrome_elf.dll.bak"} {
			kept = append(kept, f.Environment.Join(folder, name))
		}
		kept = append(kept, f.apps(folder, "xpui.bak"), f.apps(folder, "xpui.spa.bak"), f.apps(folder, "xpui", "index.html"))
	}
	return f.firstPresent(kept...) != ""
}

func (f Finder) apps(folder string, below ...string) string {
	return f.Environment.Join(append([]string{folder, "Apps"}, below...)...)
}

// programFolders are the folders that hold an install's program and its pages.
func (f Finder) programFolders(install Install) []string {
	folder := f.folder(f.resolved(install.Program))
	if install.Kind != KindMacOS {
		return []string{folder}
	}
	return []string{folder, f.Environment.Join(f.folder(folder), "Resources")}
}

// folder returns a path without its last element, by the rules of the environment's system.
func (f Finder) folder(path string) string {
	base := f.base(path)
	return path[:max(0, len(path)-len(base)-1)]
}

// muchOlder reports whether a version is so far behind another that servers may reject it. It
// is false if either is not a version.
func muchOlder(version, newest string) bool {
	old, fresh := numbers(version), numbers(newest)
	if len(old) < 3 || len(fresh) < 3 {
		return false
	}
	if above := slices.Compare(old[:2], fresh[:2]); above != 0 {
		return above < 0
	}
	return fresh[2]-old[2] >= farBehind
}
