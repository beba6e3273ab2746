package spotify

import (
	"retune/diagnostics/system"
)

// layouts lists every install that there could be on a system, whether it is there
// or not. Sources of the paths: spicetify's linuxApp and winApp, SpotX-Bash, the
// Flathub manifest com.spotify.Client, kpcyrd/spotify-launcher's paths.rs, and the
// Homebrew cask's zap list.
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

func linuxLayouts(e system.Environment) []Install {
	home := plainFolders(e, e.XDG("XDG_CACHE_HOME", ".cache"), e.XDG("XDG_CONFIG_HOME", ".config"))
	installs := []Install{
		plainLinux(KindDeb, "/usr/share/spotify/spotify", home),
		plainLinux(KindAUR, "/opt/spotify/spotify", home),
		snapLayout(e),
		flatpakLayout(e, "/var/lib/flatpak"),
	}
	data := e.XDG("XDG_DATA_HOME", ".local", "share")
	if data == "" {
		return installs
	}
	launcher := plainLinux(KindLauncher, e.Join(data, "spotify-launcher/install/usr/share/spotify/spotify"), home)
	launcher.Start = append([]system.Command{{Program: "spotify-launcher"}}, launcher.Start...)
	return append(installs, flatpakLayout(e, e.Join(data, "flatpak")), launcher)
}

// plainLinux is an install without a sandbox: its program is started as it is.
func plainLinux(kind Kind, program string, folders Folders) Install {
	return Install{
		Kind: kind, Program: program, Seen: []string{program},
		Start:   []system.Command{{Program: program}},
		Folders: folders,
	}
}

func snapLayout(e system.Environment) Install {
	common, current := e.InHome("snap/spotify/common/.cache"), e.InHome("snap/spotify/current/.config")
	return Install{
		Kind:    KindSnap,
		Program: "/snap/spotify/current/usr/share/spotify/spotify",
		Seen:    []string{"/snap/spotify" + anyRevision + "usr/share/spotify/spotify"},
		Start: []system.Command{
			{Program: "snap", Arguments: []string{"run", "spotify"}},
			{Program: "/snap/bin/spotify"},
		},
		Folders: plainFolders(e, common, current),
	}
}

// flatpakLayout: inside its sandbox the program sees itself below /app, and that is
// the path that the kernel shows of it.
func flatpakLayout(e system.Environment, installation string) Install {
	data := e.InHome(".var/app/com.spotify.Client")
	folders := Folders{}
	if data != "" {
		folders = plainFolders(e, e.Join(data, "cache"), e.Join(data, "config"))
	}
	return Install{
		Kind:    KindFlatpak,
		Program: e.Join(installation, "app/com.spotify.Client/current/active/files/extra/share/spotify/spotify"),
		Seen:    []string{"/app/extra/share/spotify/spotify"},
		Start:   []system.Command{{Program: "flatpak", Arguments: []string{"run", "com.spotify.Client"}}},
		Folders: folders,
	}
}

// plainFolders are the folders of every Linux kind, below its own cache and config homes.
func plainFolders(e system.Environment, cacheHome, configHome string) Folders {
	if cacheHome == "" || configHome == "" {
		return Folders{}
	}
	cache := e.Join(cacheHome, "spotify")
	return Folders{
		Cache: cache, Downloads: e.Join(cache, "Storage"), DownloadIndex: e.Join(cache, "offline.bnk"),
		Config: e.Join(configHome, "spotify"),
	}
}

func windowsLayouts(e system.Environment) []Install {
	roaming, local := e.Get("APPDATA"), e.Get("LOCALAPPDATA")
	if roaming == "" || local == "" {
		return nil
	}
	program, cache := e.Join(roaming, "Spotify", "Spotify.exe"), e.Join(local, "Spotify")
	return []Install{{
		Kind: KindWindows, Program: program, Seen: []string{program},
		Start: []system.Command{{Program: program}},
		Folders: Folders{
			Cache: cache, Downloads: e.Join(cache, "Storage"), DownloadIndex: e.Join(cache, "offline.bnk"),
			Config: e.Join(roaming, "Spotify"),
		},
	}}
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
		}
	}
	var installs []Install
	for _, applications := range []string{"/Applications", e.InHome("Applications")} {
		if applications == "" {
			continue
		}
		program := e.Join(applications, "Spotify.app/Contents/MacOS/Spotify")
		installs = append(installs, Install{
			Kind: KindMacOS, Program: program, Seen: []string{program},
			Start:   []system.Command{{Program: "open", Arguments: []string{"-b", "com.spotify.client"}}},
			Folders: folders,
		})
	}
	return installs
}
