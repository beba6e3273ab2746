package spotify

import (
	"retune/diagnostics/system"
)

func linuxLayouts(e system.Environment) []Install {
	home := plainFolders(e, e.XDG("XDG_CACHE_HOME", ".cache"), e.XDG("XDG_CONFIG_HOME", ".config"))
	installs := []Install{
		plainLinux(KindDeb, ChannelAPT, "/usr/share/spotify/spotify", home),
		plainLinux(KindAUR, ChannelAUR, "/opt/spotify/spotify", home),
		plainLinux(KindOther, ChannelUnknown, "/opt/spotify/spotify-client/spotify", home),
		plainLinux(KindOther, ChannelUnknown, "/usr/libexec/spotify/spotify", home),
		plainLinux(KindOther, ChannelUnknown, "/usr/share/spotify-client/spotify", home),
		snapLayout(e, "/snap"),
		snapLayout(e, "/var/lib/snapd/snap"),
	}
	installs = append(installs, flatpakLayouts(e)...)
	installs = append(installs, nixLayouts(e, home)...)
	data := e.XDG("XDG_DATA_HOME", ".local", "share")
	if data == "" {
		return installs
	}
	launcher := plainLinux(KindLauncher, ChannelLauncher, e.Join(data, "spotify-launcher/install/usr/share/spotify/spotify"), home)
	launcher.Start = append([]system.Command{{Program: "spotify-launcher"}}, launcher.Start...)
	return append(installs, launcher)
}

// plainLinux is an install without a sandbox, started directly by its program's path.
func plainLinux(kind Kind, updates Channel, program string, folders Folders) Install {
	return Install{
		Kind: kind, Program: program, Seen: []string{program}, Updates: updates,
		Start:   []system.Command{{Program: program}},
		Quit:    Quit{Way: QuitPlayer},
		Folders: folders,
	}
}

// snapLayout returns the snap. Wherever a distribution mounts its snaps, they see themselves
// below /snap, and the process table shows that path.
func snapLayout(e system.Environment, mounts string) Install {
	common, current := e.InHome("snap/spotify/common/.cache"), e.InHome("snap/spotify/current/.config")
	return Install{
		Kind:     KindSnap,
		Program:  e.Join(mounts, "spotify/current/usr/share/spotify/spotify"),
		SeenLike: []string{"/snap/spotify/*/usr/share/spotify/spotify"},
		Start: []system.Command{
			{Program: "snap", Arguments: []string{"run", "spotify"}},
			{Program: e.Join(mounts, "bin/spotify")},
		},
		Quit: Quit{Way: QuitPlayer}, Updates: ChannelSnap,
		Folders: plainFolders(e, common, current),
	}
}

// flatpakID is the ID of Spotify's Flatpak, which Flathub's community builds from the snap.
const flatpakID = "com.spotify.Client"

// flatpakLayouts returns the user's own Flatpak before the system's: if both exist, "flatpak
// run" starts the user's.
func flatpakLayouts(e system.Environment) []Install {
	users, systems := e.Get("FLATPAK_USER_DIR"), e.Get("FLATPAK_SYSTEM_DIR")
	if users == "" {
		if data := e.XDG("XDG_DATA_HOME", ".local", "share"); data != "" {
			users = e.Join(data, "flatpak")
		}
	}
	if systems == "" {
		systems = "/var/lib/flatpak"
	}
	var installs []Install
	if users != "" {
		installs = append(installs, flatpakLayout(e, users, "--user"))
	}
	return append(installs, flatpakLayout(e, systems, "--system"))
}

// flatpakLayout returns a Flatpak. Inside its sandbox the program sees itself below /app, and
// the process table shows that path.
func flatpakLayout(e system.Environment, installation, option string) Install {
	data := e.InHome(".var/app", flatpakID)
	folders := Folders{}
	if data != "" {
		folders = plainFolders(e, e.Join(data, "cache"), e.Join(data, "config"))
	}
	return Install{
		Kind:    KindFlatpak,
		Program: e.Join(installation, "app", flatpakID, "current/active/files/extra/share/spotify/spotify"),
		Seen:    []string{"/app/extra/share/spotify/spotify"},
		Start:   []system.Command{{Program: "flatpak", Arguments: []string{"run", option, flatpakID}}},
		Quit: Quit{
			Way: QuitPlayer, End: system.Command{Program: "flatpak", Arguments: []string{"kill", flatpakID}},
		},
		Updates: ChannelFlatpak, Folders: folders,
	}
}

// FlatpakOption returns which of Flatpak's installations an install belongs to, as the option
// "--user" or "--system" of its commands. It must be called for Flatpak installs only.
func (i Install) FlatpakOption() string { return i.Start[0].Arguments[1] }

// nixLayouts returns the possible Nix profiles. A profile links to a script in the store,
// which starts the program ".spotify-wrapped" beside it.
func nixLayouts(e system.Environment, folders Folders) []Install {
	profiles := []string{e.InHome(".nix-profile")}
	if state := e.XDG("XDG_STATE_HOME", ".local", "state"); state != "" {
		profiles = append(profiles, e.Join(state, "nix/profile"))
	}
	if user := e.Get("USER"); user != "" {
		profiles = append(profiles, e.Join("/etc/profiles/per-user", user))
	}
	profiles = append(profiles, "/run/current-system/sw", "/nix/var/nix/profiles/default")
	var installs []Install
	for _, profile := range profiles {
		if profile == "" {
			continue
		}
		program := e.Join(profile, "bin/spotify")
		installs = append(installs, Install{
			Kind: KindNix, Program: program, Updates: ChannelNix,
			SeenLike: []string{"/nix/store/*/share/spotify/.spotify-wrapped"},
			Start:    []system.Command{{Program: program}},
			Quit:     Quit{Way: QuitPlayer},
			Folders:  folders,
		})
	}
	return installs
}

// plainFolders are the folders of every Linux kind below its cache and config homes.
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
