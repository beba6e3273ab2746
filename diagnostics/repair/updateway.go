package repair

import (
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// updateWay is how an install gets its newest version.
type updateWay struct {
	// command installs it; its Program is "" if no command does.
	command system.Command
	// before is run first, and may fail: it only refreshes what is known about new versions.
	before system.Command
	// administrator is whether the command needs administrator rights.
	administrator bool
	// itself is whether Spotify, or its launcher, updates it.
	itself bool
}

// wingetPackage and storeProduct are winget's IDs of Spotify, in its own repository and in
// the Microsoft Store.
const (
	wingetPackage = "Spotify.Spotify"
	storeProduct  = "9NCBCSZSJRSB"
)

// nothingNewer is winget's exit status if there is no newer version,
// APPINSTALLER_CLI_ERROR_UPDATE_NOT_APPLICABLE in its list of return codes.
const nothingNewer = 0x8A15002B

// updateWayOf returns how an install is updated. Sources of the commands: the manuals of the
// package managers. That winget and Spotify's installer refuse administrator rights is in
// winget's manifest of Spotify. has reports whether a program is installed.
func updateWayOf(install spotify.Install, has func(program string) bool) updateWay {
	way := packagedWay(install)
	switch install.Updates {
	case spotify.ChannelStore:
		way.command = winget(storeProduct, "msstore")
	case spotify.ChannelItself:
		way.itself = true
		if install.Kind == spotify.KindWindows {
			way.command = winget(wingetPackage, "winget")
		}
	case spotify.ChannelLauncher:
		way.itself = true
	default:
	}
	if way.command.Program != "" && !has(way.command.Program) {
		way.command = system.Command{}
	}
	return way
}

// packagedWay is how an install from a package manager is updated.
func packagedWay(install spotify.Install) updateWay {
	run := func(program string, arguments ...string) system.Command {
		return system.Command{Program: program, Arguments: arguments}
	}
	switch install.Updates {
	case spotify.ChannelAPT:
		return updateWay{
			administrator: true, before: run("apt-get", "update"),
			command: run("apt-get", "install", "--only-upgrade", "--yes", "spotify-client"),
		}
	case spotify.ChannelSnap:
		return updateWay{administrator: true, command: run("snap", "refresh", "spotify")}
	case spotify.ChannelFlatpak:
		return updateWay{command: run("flatpak", "update", install.FlatpakOption(), "--noninteractive", "--assumeyes", "com.spotify.Client")}
	case spotify.ChannelHomebrew:
		return updateWay{command: run("brew", "upgrade", "--cask", "--greedy", "spotify")}
	case spotify.ChannelScoop:
		return updateWay{command: run("scoop", "update", "spotify")}
	case spotify.ChannelChocolatey:
		return updateWay{administrator: true, command: run("choco", "upgrade", "spotify", "--yes")}
	default:
		return updateWay{}
	}
}

func winget(id, source string) system.Command {
	return system.Command{Program: "winget", Arguments: []string{
		"upgrade", "--id", id, "--exact", "--source", source, "--disable-interactivity",
		"--accept-source-agreements", "--accept-package-agreements",
	}}
}
