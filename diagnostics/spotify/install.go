package spotify

import (
	"strings"

	"retune/diagnostics/system"
)

// Kind is a kind of install.
type Kind string

// The kinds that are found. KindOther is a program at the Debian package's place
// that no Debian package owns.
const (
	KindDeb      Kind = "deb"
	KindOther    Kind = "other"
	KindAUR      Kind = "aur"
	KindSnap     Kind = "snap"
	KindFlatpak  Kind = "flatpak"
	KindLauncher Kind = "launcher"
	KindWindows  Kind = "windows"
	KindMacOS    Kind = "macos"
)

// Install is one Spotify that is installed here.
type Install struct {
	Kind Kind
	// Version as the install itself says it, without package epoch; "" if it does not.
	Version string
	// Program is the program's file on this computer.
	Program string
	// Seen are the program's paths as the process table may show them; in a sandbox
	// that is another path than Program.
	Seen []string
	// Start are the commands that start it, the best first.
	Start   []system.Command
	Folders Folders
}

// Folders are where an install keeps its data; empty where there is no home.
type Folders struct {
	// Cache holds the cache and, on some systems, the downloads beside it.
	Cache string
	// Downloads and DownloadIndex are the songs for offline use and their list.
	Downloads, DownloadIndex string
	// Config holds the preferences, with the login in them, and the users' settings.
	Config string
}

// Preferences returns the path of the preferences file; the login lives in it.
func (f Folders) Preferences(environment system.Environment) string {
	if f.Config == "" {
		return ""
	}
	return environment.Join(f.Config, "prefs")
}

// CacheItems are the folders below a cache folder that Spotify makes anew by itself,
// with slashes, relative to it: the streamed songs, and the caches of the browser
// engine inside. Storage (downloads), offline.bnk (their index), Local Storage and
// Users are none of them. Sources: the cleaner tests of BootBlock/Deguffer and the
// cache list of SpotX-Bash.
func CacheItems() []string {
	items := []string{"Data"}
	for _, profile := range []string{"Browser", "Default"} {
		for _, cache := range []string{"Cache", "Code Cache", "GPUCache", "ShaderCache"} {
			items = append(items, profile+"/"+cache)
		}
	}
	return items
}

// anyRevision stands in a path of Seen for exactly one folder of any name.
const anyRevision = "/*/"

// owns reports whether a program's path, as the process table shows it, is this
// install's program: the whole path is compared, never a part of a name.
func (i Install) owns(program string) bool {
	for _, seen := range i.Seen {
		if before, after, pattern := strings.Cut(seen, anyRevision); pattern {
			revision, below := strings.CutPrefix(program, before+"/")
			revision, ends := strings.CutSuffix(revision, "/"+after)
			if below && ends && isName(revision) {
				return true
			}
			continue
		}
		// Windows and macOS do not tell upper from lower case in paths.
		if program == seen || (i.foldsCase() && strings.EqualFold(program, seen)) {
			return true
		}
	}
	return false
}

// isName reports whether a text is the name of one folder.
func isName(text string) bool {
	return text != "" && text != "." && text != ".." && !strings.Contains(text, "/")
}

func (i Install) foldsCase() bool { return i.Kind == KindWindows || i.Kind == KindMacOS }
