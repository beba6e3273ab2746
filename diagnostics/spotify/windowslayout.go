package spotify

import (
	"retune/diagnostics/system"
)

func windowsLayouts(e system.Environment) []Install {
	roaming, local := applicationData(e)
	if roaming == "" || local == "" {
		return nil
	}
	installs := []Install{
		nativeLayout(e, e.Join(roaming, "Spotify"), nativeFolders(e)),
		storeLayout(e),
	}
	for _, scoop := range scoopFolders(e) {
		installs = append(installs, scoopLayout(e, scoop))
	}
	return installs
}

// applicationData are the folders in which Windows programs keep a user's data: the one that
// roams to other computers, and the local one.
func applicationData(e system.Environment) (roaming, local string) {
	roaming, local = e.Get("APPDATA"), e.Get("LOCALAPPDATA")
	if roaming == "" {
		roaming = e.InHome("AppData", "Roaming")
	}
	if local == "" {
		local = e.InHome("AppData", "Local")
	}
	return roaming, local
}

// nativeFolders are where the Spotify from the website keeps its data. Scoop's is the same
// program in another place and uses them, too.
func nativeFolders(e system.Environment) Folders {
	roaming, local := applicationData(e)
	config, cache := e.Join(roaming, "Spotify"), e.Join(local, "Spotify")
	return Folders{
		Cache: cache, Downloads: e.Join(cache, "Storage"), DownloadIndex: e.Join(cache, "offline.bnk"),
		Config: config, Logs: config, Staging: e.Join(cache, "Update"),
	}
}

// nativeLayout is the Spotify from the website, which winget and Chocolatey install as well.
func nativeLayout(e system.Environment, folder string, folders Folders) Install {
	program := e.Join(folder, "Spotify.exe")
	return Install{
		Kind: KindWindows, Program: program, Seen: []string{program},
		Start: []system.Command{{Program: program}},
		Quit:  Quit{Way: QuitWindow}, Updates: ChannelItself,
		Folders: folders,
	}
}

const (
	// storeFamily is the family name of Spotify's package in the Microsoft Store, and
	// storePublisher the ID of its publisher.
	storeFamily    = "SpotifyAB.SpotifyMusic_zpdnekdrzrea0"
	storePublisher = "_zpdnekdrzrea0"
	storePackage   = "SpotifyAB.SpotifyMusic_"
)

// storeLayout is the Spotify from the Microsoft Store. The registry tells which folder, named
// after the version, holds its program.
func storeLayout(e system.Environment) Install {
	_, local := applicationData(e)
	data := e.Join(local, "Packages", storeFamily)
	cache, state := e.Join(data, "LocalCache", "Spotify"), e.Join(data, "LocalState", "Spotify")
	return Install{
		Kind:     KindStore,
		SeenLike: []string{e.Join(storeApps(e), storePackage+"*"+storePublisher, "Spotify.exe")},
		Start: []system.Command{
			{Program: desktopProgram, Arguments: []string{`shell:AppsFolder\` + storeFamily + "!Spotify"}},
			{Program: e.Join(local, "Microsoft", "WindowsApps", "Spotify.exe")},
		},
		Quit: Quit{Way: QuitWindow}, Updates: ChannelStore,
		Folders: Folders{
			Cache: cache, Downloads: e.Join(state, "Storage"), DownloadIndex: e.Join(state, "offline.bnk"),
			Config: state, Logs: e.Join(cache, "Crashpad", "reports"),
		},
	}
}

// storeApps is the folder in which Windows keeps programs from its Store.
func storeApps(e system.Environment) string {
	programs := e.Get("ProgramFiles")
	if programs == "" {
		programs = `C:\Program Files`
	}
	return e.Join(programs, "WindowsApps")
}

// scoopFolders are where Scoop may keep its programs: for one user, and for all users.
func scoopFolders(e system.Environment) []string {
	var folders []string
	if own := e.Get("SCOOP"); own != "" {
		folders = append(folders, own)
	} else if home := e.InHome("scoop"); home != "" {
		folders = append(folders, home)
	}
	everybodys := e.Get("SCOOP_GLOBAL")
	if everybodys == "" && e.Get("ProgramData") != "" {
		everybodys = e.Join(e.Get("ProgramData"), "scoop")
	}
	if everybodys != "" {
		folders = append(folders, everybodys)
	}
	return folders
}

// scoopLayout returns Scoop's install. "current" is a junction to the version's folder, and
// Windows may show the running program below either.
func scoopLayout(e system.Environment, scoop string) Install {
	versions := e.Join(scoop, "apps", "spotify")
	install := nativeLayout(e, e.Join(versions, "current"), nativeFolders(e))
	install.Kind, install.Updates = KindScoop, ChannelScoop
	install.SeenLike = []string{e.Join(versions, "*", "Spotify.exe")}
	return install
}
