package spotify

import (
	"slices"
	"strings"

	"retune/diagnostics/system"
)

// Kind is a kind of install.
type Kind string

// The kinds that are found. KindOther is a program at a usual place that no package
// manager owns.
const (
	KindDeb      Kind = "deb"
	KindOther    Kind = "other"
	KindAUR      Kind = "aur"
	KindSnap     Kind = "snap"
	KindFlatpak  Kind = "flatpak"
	KindLauncher Kind = "launcher"
	KindNix      Kind = "nix"
	KindWindows  Kind = "windows"
	KindStore    Kind = "store"
	KindScoop    Kind = "scoop"
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
	// SeenLike are more such paths, each with one * for what changes with the version:
	// one folder's name, or a part of it.
	SeenLike []string
	// Start are the commands that start it, the best first.
	Start   []system.Command
	Quit    Quit
	Updates Channel
	// Newest is the newest version as far as this computer's own files tell it; "" where
	// they do not.
	Newest string
	// Blocked: something keeps Spotify's own updater from working. Patched: another
	// program changed it.
	Blocked, Patched bool
	Folders          Folders
}

// Quit says how a client is asked to quit, and what ends it together with its sandbox.
type Quit struct {
	Way QuitWay
	// Ask is the command that asks it, for QuitCommand.
	Ask system.Command
	// End ends the sandbox; its Program is "" where there is none.
	End system.Command
}

// QuitWay is a way to ask a client to quit as its own menu does.
type QuitWay string

// The ways. A client that was asked need not end.
const (
	QuitPlayer  QuitWay = "player"  // over the session bus, as the media player that it is
	QuitWindow  QuitWay = "window"  // by closing its windows
	QuitCommand QuitWay = "command" // by running Quit.Ask
)

// Channel is who brings a new version of an install.
type Channel string

// The channels. Spotify's own updater works on Windows and macOS only.
const (
	ChannelItself     Channel = "itself"
	ChannelAPT        Channel = "apt"
	ChannelSnap       Channel = "snap"
	ChannelFlatpak    Channel = "flatpak"
	ChannelAUR        Channel = "aur"
	ChannelNix        Channel = "nix"
	ChannelLauncher   Channel = "launcher"
	ChannelStore      Channel = "store"
	ChannelScoop      Channel = "scoop"
	ChannelChocolatey Channel = "chocolatey"
	ChannelHomebrew   Channel = "homebrew"
	ChannelUnknown    Channel = "unknown"
)

// Folders are where an install keeps its data; empty where there is no home.
type Folders struct {
	// Cache holds the cache and, on some systems, the downloads beside it.
	Cache string
	// Downloads and DownloadIndex are the songs for offline use and their list, where
	// the preferences did not move them; see Finder.MovedDownloads.
	Downloads, DownloadIndex string
	// Config holds the preferences, with the login in them, and the users' settings.
	Config string
	// Logs holds what Spotify writes about itself; empty where it writes nothing.
	Logs string
	// Staging is where Spotify's own updater puts a new version; empty without one.
	Staging string
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

// owns reports whether a program's path, as the process table shows it, is this
// install's program: the whole path is compared, never a part of a name.
func (i Install) owns(program string) bool {
	same := func(seen string) bool { return program == seen }
	like := func(pattern string) bool { return matches(pattern, program) }
	if i.foldsCase() {
		same = func(seen string) bool { return strings.EqualFold(program, seen) }
		like = func(pattern string) bool { return matches(strings.ToLower(pattern), strings.ToLower(program)) }
	}
	return slices.ContainsFunc(i.Seen, same) || slices.ContainsFunc(i.SeenLike, like)
}

// matches reports whether a path is a pattern's, whose * stands for at least one
// character of one folder's name.
func matches(pattern, path string) bool {
	before, after, _ := strings.Cut(pattern, "*")
	rest, begins := strings.CutPrefix(path, before)
	middle, ends := strings.CutSuffix(rest, after)
	return begins && ends && middle != "" && middle != "." && middle != ".." && !strings.ContainsAny(middle, `/\`)
}

// foldsCase: Windows and macOS do not tell upper from lower case in paths.
func (i Install) foldsCase() bool {
	switch i.Kind {
	case KindWindows, KindStore, KindScoop, KindMacOS:
		return true
	default:
		return false
	}
}
