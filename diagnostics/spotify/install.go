package spotify

import (
	"slices"
	"strings"

	"retune/diagnostics/system"
)

// Kind is a kind of install.
type Kind string

// The kinds of install that are recognized. KindOther is a program at a usual location that
// no package manager owns.
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

// Install is a Spotify that is installed on this computer, or a place where one could be.
type Install struct {
	Kind Kind
	// Version is the version the install itself states, without package epoch; "" if unknown.
	Version string
	// Program is the path of the program's file.
	Program string
	// Seen are the program's paths as the process table may show them. For a sandboxed
	// program that is a path other than Program.
	Seen []string
	// SeenLike are further such paths as patterns. The one * in each stands for what changes
	// with the version: a folder's name, or part of it.
	SeenLike []string
	// Start are the commands that start it, best first.
	Start   []system.Command
	Quit    Quit
	Updates Channel
	// Newest is the newest version that files on this computer mention; "" if none do.
	Newest string
	// Blocked means that something keeps Spotify's own updater from working, Patched that
	// another program modified Spotify.
	Blocked, Patched bool
	Folders          Folders
}

// Quit describes how to ask a client to quit, and how to end it together with its sandbox.
type Quit struct {
	Way QuitWay
	// Ask is the command to run, for QuitCommand.
	Ask system.Command
	// End is the command that ends the sandbox; its Program is "" if there is none.
	End system.Command
}

// QuitWay is a way to ask a client to quit as if the user had chosen it in its menu.
type QuitWay string

// The ways to ask. A client need not comply.
const (
	QuitPlayer  QuitWay = "player"  // over the session bus, through its media player interface
	QuitWindow  QuitWay = "window"  // by closing its windows
	QuitCommand QuitWay = "command" // by running Quit.Ask
)

// Channel is who delivers new versions of an install.
type Channel string

// The channels. Spotify's own updater exists on Windows and macOS only.
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

// Folders are where an install keeps its data. They are empty if the user has no home.
type Folders struct {
	// Cache holds the cache and, on some systems, the downloads as well.
	Cache string
	// Downloads and DownloadIndex are the songs saved for offline use and their index, unless
	// the preferences moved them; see Finder.MovedDownloads.
	Downloads, DownloadIndex string
	// Config holds the preferences, which contain the login, and the users' settings.
	Config string
	// Logs holds Spotify's log files; empty if it writes none.
	Logs string
	// Staging is where Spotify's own updater puts a new version; empty if it has no updater.
	Staging string
}

// Preferences returns the path of the preferences file. It contains the login.
func (f Folders) Preferences(environment system.Environment) string {
	if f.Config == "" {
		return ""
	}
	return environment.Join(f.Config, "prefs")
}

// CacheItems are the subfolders of a cache folder that Spotify recreates by itself, as
// relative paths with slashes: streamed songs, and the caches of its embedded browser.
// Storage (downloads), offline.bnk (their index), Local Storage and Users are not among them.
// Sources: the cleaner tests of BootBlock/Deguffer and the cache list of SpotX-Bash.
func CacheItems() []string {
	items := []string{"Data"}
	for _, profile := range []string{"Browser", "Default"} {
		for _, cache := range []string{"Cache", "Code Cache", "GPUCache", "ShaderCache"} {
			items = append(items, profile+"/"+cache)
		}
	}
	return items
}

// owns reports whether a path from the process table is this install's program. It compares
// whole paths, never parts of names.
func (i Install) owns(program string) bool {
	same := func(seen string) bool { return program == seen }
	like := func(pattern string) bool { return matches(pattern, program) }
	if i.foldsCase() {
		same = func(seen string) bool { return strings.EqualFold(program, seen) }
		like = func(pattern string) bool { return matches(strings.ToLower(pattern), strings.ToLower(program)) }
	}
	return slices.ContainsFunc(i.Seen, same) || slices.ContainsFunc(i.SeenLike, like)
}

// matches reports whether a path matches a pattern. Its * stands for one or more characters
// within a single folder's name.
func matches(pattern, path string) bool {
	before, after, _ := strings.Cut(pattern, "*")
	rest, begins := strings.CutPrefix(path, before)
	middle, ends := strings.CutSuffix(rest, after)
	return begins && ends && middle != "" && middle != "." && middle != ".." && !strings.ContainsAny(middle, `/\`)
}

// foldsCase reports whether paths ignore case, as they do on Windows and macOS.
func (i Install) foldsCase() bool {
	switch i.Kind {
	case KindWindows, KindStore, KindScoop, KindMacOS:
		return true
	default:
		return false
	}
}
