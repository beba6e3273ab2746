package spotify

import (
	"strings"

	"retune/diagnostics/system"
)

// layouts lists every possible install on a system, present or not. Sources of the paths:
// spicetify's linuxApp, winApp and WinXApp, SpotX-Bash, the Flathub manifest
// com.spotify.Client, kpcyrd/spotify-launcher's paths.rs, the Scoop manifest spotify,
// nixpkgs' spotify, and the Homebrew cask's zap list.
func layouts(environment system.Environment) []Install {
	switch environment.System {
	case "windows":
		return windowsLayouts(environment)
	case "darwin":
		return macLayouts(environment)
	default:
		return linuxLayouts(environment)
	}
}

func macLayouts(e system.Environment) []Install {
	support := e.InHome("Library/Application Support/Spotify")
	folders := Folders{}
	if support != "" {
		folders = Folders{
			Cache:         e.InHome("Library/Caches/com.spotify.client"),
			Downloads:     e.Join(support, "PersistentCache/Storage"),
			DownloadIndex: e.Join(support, "PersistentCache/offline.bnk"),
			Config:        support,
			Logs:          e.InHome("Library/Logs/Spotify"),
			Staging:       e.Join(support, "PersistentCache/Update"),
		}
	}
	var installs []Install
	for _, applications := range []string{"/Applications", e.InHome("Applications")} {
		if applications != "" {
			installs = append(installs, macLayout(e, e.Join(applications, "Spotify.app/Contents"), folders))
		}
	}
	return installs
}

// macBundle is the bundle identifier of Spotify on macOS.
const macBundle = "com.spotify.client"

// macQuit quits the client only if it is running: told to quit one that is not, macOS would
// start it first.
const macQuit = `if application id "` + macBundle + `" is running then tell application id "` + macBundle + `" to quit`

func macLayout(e system.Environment, contents string, folders Folders) Install {
	seen := []string{e.Join(contents, "MacOS/Spotify")}
	for _, role := range []string{"", " (GPU)", " (Renderer)", " (Plugin)"} {
		helper := "Spotify Helper" + role
		seen = append(seen, e.Join(contents, "Frameworks", helper+".app/Contents/MacOS", helper))
	}
	return Install{
		Kind: KindMacOS, Program: seen[0], Seen: seen, Updates: ChannelItself,
		// By path: given only its name, macOS would start any copy it knows of.
		Start:   []system.Command{{Program: "open", Arguments: []string{strings.TrimSuffix(contents, "/Contents")}}},
		Quit:    Quit{Way: QuitCommand, Ask: system.Command{Program: "osascript", Arguments: []string{"-e", macQuit}}},
		Folders: folders,
	}
}
