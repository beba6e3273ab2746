package repair

import (
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// updateWay is how an install gets its newest version.
type updateWay struct {
	// command brings it; its Program is "" where none does.
	command system.Command
	// before is run first, and may fail: it only looks for what is new.
	before system.Command
	// administrator tells that the command needs one's rights.
	administrator bool
	// itself tells that Spotify, or what starts it, updates it.
	itself bool
}

// wingetPackage and storeProduct are what winget calls Spotify, from its own manifest and
// from the Microsoft Store.
const (
	wingetPackage = "Spotify.Spotify"
	storeProduct  = "9NCBCSZSJRSB"
)

// nothingNewer is what winget ends with where there is no newer version,
// APPINSTALLER_CLI_ERROR_UPDATE_NOT_APPLICABLE in its list of return codes.
const nothingNewer = 0x8A15002B

// updateWayOf returns the way of an install. Sources of the commands: the manuals of the
// package managers; that winget and Spotify's installer refuse an administrator's rights
// stands in winget's manifest of Spotify. Has reports whether a program is installed.
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

// packagedWay is the way of what a package manager has installed.
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
