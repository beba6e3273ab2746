package spotify

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"retune/diagnostics/system"
)

// hive is a registry: strings by key, a backslash and name.
type hive map[string]string

func (h hive) Keys(key string) ([]string, error) {
	var names []string
	for path := range h {
		if below, inside := strings.CutPrefix(path, key+`\`); inside {
			name, _, _ := strings.Cut(below, `\`)
			names = append(names, name)
		}
	}
	if names == nil {
		return nil, os.ErrNotExist
	}
	return names, nil
}

func (h hive) Text(key, name string) (string, error) {
	text, found := h[key+`\`+name]
	if !found {
		return "", os.ErrNotExist
	}
	return text, nil
}

func onWindows() system.Environment {
	return system.Environment{System: "windows", Home: `C:\Users\me`, Variables: map[string]string{
		"APPDATA": `C:\Users\me\Roaming`, "LocalAppData": `C:\Users\me\Local`, "ProgramData": `C:\ProgramData`,
	}}
}

func onMac() system.Environment { return system.Environment{System: "darwin", Home: "/Users/me"} }

const plistText = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
	<key>CFBundleIdentifier</key><string>com.spotify.client</string>
	<key>CFBundleShortVersionString</key><string>1.2.88.483</string>
</dict></plist>`

// The kind of an install, who updates it and where it keeps its data are derived from nothing
// but what is on the disk and in the registry.
func TestKindsOfWindowsAndMacOS(t *testing.T) {
	const (
		native    = `C:\Users\me\Roaming\Spotify\Spotify.exe`
		scoop     = `C:\Users\me\scoop\apps\spotify\current\Spotify.exe`
		shared    = `C:\ProgramData\scoop\apps\spotify\current\Spotify.exe`
		elsewhere = `D:\Music\Spotify\Spotify.exe`
		older     = "SpotifyAB.SpotifyMusic_1.268.495.0_x64__zpdnekdrzrea0"
		newer     = "SpotifyAB.SpotifyMusic_1.1000.1.0_x64__zpdnekdrzrea0"
		bundled   = "SpotifyAB.SpotifyMusic_1.2000.1.0_neutral_~_zpdnekdrzrea0"
		foreign   = "SpotifyAB.SpotifyMusicBeta_1.3000.1.0_x64__zpdnekdrzrea0"
		macApp    = "/Applications/Spotify.app/Contents/MacOS/Spotify"
		macOwn    = "/Users/me/Applications/Spotify.app/Contents/MacOS/Spotify"
	)
	for name, line := range map[string]struct {
		environment system.Environment
		files       shelf
		registry    hive
		want        []Install
	}{
		"website":    {onWindows(), shelf{native: ""}, nil, []Install{{Kind: KindWindows, Program: native, Version: "1.2.98.301", Updates: ChannelItself}}},
		"chocolatey": {onWindows(), shelf{native: "", `C:\ProgramData\chocolatey\lib\spotify`: ""}, nil, []Install{{Kind: KindWindows, Program: native, Version: "1.2.98.301", Updates: ChannelChocolatey}}},
		"installed elsewhere": {
			onWindows(),
			shelf{elsewhere: ""},
			hive{uninstallKey + `\InstallLocation`: `D:\Music\Spotify\`},
			[]Install{{Kind: KindWindows, Program: elsewhere, Version: "1.2.98.301", Updates: ChannelItself}},
		},
		"registered and gone": {onWindows(), shelf{}, hive{uninstallKey + `\InstallLocation`: `D:\Music\Spotify`}, nil},
		"nonsense registered": {onWindows(), shelf{`evil\Spotify.exe`: ""}, hive{uninstallKey + `\InstallLocation`: `evil`}, nil},
		"store": {
			onWindows(),
			shelf{},
			hive{storeRepository + `\` + older + `\x`: "", storeRepository + `\` + newer + `\x`: "", storeRepository + `\` + bundled + `\x`: "", storeRepository + `\` + foreign + `\x`: ""},
			[]Install{{Kind: KindStore, Program: `C:\Program Files\WindowsApps\` + newer + `\Spotify.exe`, Version: "1.1000.1.0", Updates: ChannelStore}},
		},
		"store on another drive": {
			onWindows(),
			shelf{},
			hive{storeRepository + `\` + older + `\PackageRootFolder`: `D:\WindowsApps\` + older},
			[]Install{{Kind: KindStore, Program: `D:\WindowsApps\` + older + `\Spotify.exe`, Version: "1.268.495.0", Updates: ChannelStore}},
		},
		"only a bundle of the store's": {onWindows(), shelf{}, hive{storeRepository + `\` + bundled + `\x`: ""}, nil},
		"scoop":                        {onWindows(), shelf{scoop: ""}, nil, []Install{{Kind: KindScoop, Program: scoop, Version: "1.2.98.301", Updates: ChannelScoop}}},
		"scoop for everybody":          {onWindows(), shelf{shared: ""}, nil, []Install{{Kind: KindScoop, Program: shared, Version: "1.2.98.301", Updates: ChannelScoop}}},
		"a Mac's":                      {onMac(), shelf{macApp: "", "/Applications/Spotify.app/Contents/Info.plist": plistText}, nil, []Install{{Kind: KindMacOS, Program: macApp, Version: "1.2.88.483", Updates: ChannelItself}}},
		"Homebrew's": {
			onMac(),
			shelf{macOwn: "", "/Users/me/Applications/Spotify.app/Contents/Info.plist": plistText, "/opt/homebrew/Caskroom/spotify": ""},
			nil,
			[]Install{{Kind: KindMacOS, Program: macOwn, Version: "1.2.88.483", Updates: ChannelHomebrew}},
		},
		"another's application": {
			onMac(), shelf{macApp: "", "/Applications/Spotify.app/Contents/Info.plist": strings.ReplaceAll(plistText, "com.spotify.client", "org.example.other")}, nil, nil,
		},
		"without an Info.plist": {onMac(), shelf{macApp: ""}, nil, []Install{{Kind: KindMacOS, Program: macApp, Updates: ChannelItself}}},
	} {
		t.Run(name, func(t *testing.T) {
			finder := Finder{Environment: line.environment, Files: line.files, Commands: answers{}, Processes: table{}}
			if line.environment.System == "windows" {
				finder.Registry = line.registry
				finder.FileVersion = func(string) (string, error) { return "1.2.98.301", nil }
			}
			survey, err := finder.Survey(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			sameInstalls(t, survey.Installs, line.want)
		})
	}
}

// sameInstalls compares descriptions of installs, and asserts what holds for all of them.
func sameInstalls(t *testing.T, got, want []Install) {
	t.Helper()
	same := slices.EqualFunc(got, want, func(a, b Install) bool {
		return a.Kind == b.Kind && a.Program == b.Program && a.Version == b.Version && a.Updates == b.Updates
	})
	if !same {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, install := range got {
		if len(install.Start) == 0 || install.Quit.Way == "" || install.Folders.Cache == "" || !install.owns(install.Seen[0]) {
			t.Errorf("%s is not whole: %+v", install.Kind, install)
		}
	}
}

func TestWindowsAndMacProgramsThatPass(t *testing.T) {
	for environment, line := range map[*system.Environment]struct{ owned, foreign []string }{
		{System: "windows", Home: `C:\Users\me`, Variables: onWindows().Variables}: {
			[]string{
				`c:\users\ME\roaming\spotify\SPOTIFY.EXE`, `C:\Users\me\scoop\apps\spotify\1.2.85\Spotify.exe`,
				`C:\Program Files\WindowsApps\SpotifyAB.SpotifyMusic_1.268.495.0_x64__zpdnekdrzrea0\Spotify.exe`,
			},
			[]string{
				`C:\Users\me\Roaming\Spotify\SpotifyUninstall.exe`, `C:\Users\you\Roaming\Spotify\Spotify.exe`,
				`C:\Users\me\scoop\apps\spotify\a\b\Spotify.exe`, `C:\Users\me\scoop\apps\spotify\..\Spotify.exe`,
				`C:\Program Files\WindowsApps\SpotifyAB.SpotifyMusic_1_x64__evil\Spotify.exe`, `Spotify.exe`,
			},
		},
		{System: "darwin", Home: "/Users/me"}: {
			[]string{
				"/Applications/Spotify.app/Contents/MacOS/Spotify", "/Users/me/Applications/Spotify.app/Contents/MacOS/Spotify",
				"/Applications/Spotify.app/Contents/Frameworks/Spotify Helper (GPU).app/Contents/MacOS/Spotify Helper (GPU)",
			},
			[]string{"/Applications/Spotify Helper.app/Contents/MacOS/Spotify Helper", "/Applications/Spotify.app", ""},
		},
	} {
		owns := func(program string) bool {
			return slices.ContainsFunc(layouts(*environment), func(i Install) bool { return i.owns(program) })
		}
		for _, program := range line.owned {
			if !owns(program) {
				t.Errorf("%q is not known", program)
			}
		}
		for _, program := range line.foreign {
			if owns(program) {
				t.Errorf("%q passes for Spotify", program)
			}
		}
	}
}

// linked is a shelf with links in it.
type linked struct {
	shelf
	links map[string]string
}

func (l linked) Resolve(path string) (string, error) {
	if target, found := l.links[path]; found {
		return target, nil
	}
	return path, nil
}

func TestNixProfilesLeadIntoTheStore(t *testing.T) {
	const own, systems = "/home/me/.nix-profile/bin/spotify", "/run/current-system/sw/bin/spotify"
	const store = "/nix/store/0123456789abcdfghijklmnpqrsvwxyz-spotify-1.2.74.477.g3be53afe/share/spotify/"
	files := linked{shelf{own: "", systems: ""}, map[string]string{own: store + "spotify", systems: store + "spotify"}}
	runs := table{running: []system.Process{{PID: 1, Program: store + ".spotify-wrapped", Mine: true}}}
	survey, err := Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: runs}.Survey(t.Context())
	if err != nil || len(survey.Running) != 1 {
		t.Fatalf("got %+v, %v", survey, err)
	}
	sameInstalls(t, survey.Installs, []Install{{Kind: KindNix, Program: own, Version: "1.2.74.477.g3be53afe", Updates: ChannelNix}})

	files.links[own], files.links[systems] = "/nix/store/0-spotify-tui-1.0/bin/spotify", "/usr/bin/spotify"
	if survey, err := (Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: table{}}).Survey(t.Context()); err != nil || len(survey.Installs) != 0 {
		t.Errorf("got %+v, %v", survey.Installs, err)
	}
}

// locked is a shelf with a place to which access is denied.
type locked struct {
	shelf
	place string
}

func (l locked) Modified(path string) (time.Time, error) {
	if path == l.place {
		return time.Time{}, &os.PathError{Op: "stat", Path: path, Err: os.ErrPermission}
	}
	return l.shelf.Modified(path)
}

func TestAPlaceThatCannotBeLookedAtHidesNoOther(t *testing.T) {
	const snap = "/snap/spotify/current/usr/share/spotify/spotify"
	find := func(files system.Files) (Survey, error) {
		return Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: table{}}.Survey(t.Context())
	}
	survey, err := find(locked{shelf{debProgram: ""}, snap})
	if err != nil || len(survey.Installs) != 1 || len(survey.Unread) != 1 || survey.Unread[0].Path != snap {
		t.Errorf("got %+v, %v", survey, err)
	}
	if _, err := find(locked{shelf{}, snap}); !errors.Is(err, os.ErrPermission) {
		t.Errorf("with nothing found and a place unread the error is %v", err)
	}
}

func TestWhatAnUninstalledKindLeftBehindIsNoInstall(t *testing.T) {
	for name, line := range map[string]struct {
		environment system.Environment
		files       shelf
		want        []Kind
	}{
		"nothing":             {linux(), shelf{}, nil},
		"in use":              {linux(), shelf{debProgram: "", "/home/me/.config/spotify/prefs": "x=1\n"}, nil},
		"a removed package":   {linux(), shelf{"/home/me/.config/spotify/prefs": "x=1\n"}, []Kind{KindOther}},
		"a removed snap":      {linux(), shelf{debProgram: "", "/home/me/snap/spotify/common/.cache/spotify": ""}, []Kind{KindSnap}},
		"a removed Flatpak":   {linux(), shelf{"/home/me/.var/app/com.spotify.Client/config/spotify/prefs": "x=1\n"}, []Kind{KindFlatpak}},
		"the Store's":         {onWindows(), shelf{`C:\Users\me\Local\Packages\SpotifyAB.SpotifyMusic_zpdnekdrzrea0\LocalState\Spotify\prefs`: "x=1\n"}, []Kind{KindStore}},
		"the website's":       {onWindows(), shelf{`C:\Users\me\Roaming\Spotify\prefs`: "x=1\n"}, []Kind{KindWindows}},
		"scoop uses the same": {onWindows(), shelf{`C:\Users\me\Roaming\Spotify\prefs`: "x=1\n", `C:\Users\me\scoop\apps\spotify\current\Spotify.exe`: ""}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			finder := Finder{Environment: line.environment, Files: line.files, Commands: answers{}, Processes: table{}}
			survey, err := finder.Survey(t.Context())
			var kinds []Kind
			for _, leftover := range survey.Leftovers {
				kinds = append(kinds, leftover.Kind)
			}
			if err != nil || !slices.Equal(kinds, line.want) {
				t.Errorf("got %v, %v", kinds, err)
			}
		})
	}
}

func TestTheOneThatRanLastIsTreatedFirst(t *testing.T) {
	const snap = "/snap/spotify/current/usr/share/spotify/spotify"
	// A shelf's modification times derive from the length of the content.
	files := shelf{
		debProgram: "", "/home/me/.config/spotify/prefs": "x=1\n",
		snap: "", "/home/me/snap/spotify/current/.config/spotify/prefs": "x=10000\n",
	}
	survey, err := Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: table{}}.Survey(t.Context())
	if err != nil || len(survey.Installs) != 2 || survey.Installs[0].Kind != KindSnap {
		t.Errorf("got %+v, %v", survey.Installs, err)
	}
	shared := shelf{
		debProgram: "", "/home/me/.config/spotify/prefs": "app.last-launched-version=\"1.2.5\"\n",
		"/home/me/.local/share/spotify-launcher/install/usr/share/spotify/spotify": "",
		"/home/me/.local/share/spotify-launcher/state.json":                        `{"version":"1.2.5"}`,
	}
	prints := answers{"dpkg-query": "installed 1:1.2.9"}
	survey, err = Finder{Environment: linux(), Files: shared, Commands: prints, Processes: table{}}.Survey(t.Context())
	if err != nil || len(survey.Installs) != 2 || survey.Installs[0].Kind != KindLauncher {
		t.Errorf("of two with the same preferences, got %+v, %v", survey.Installs, err)
	}
}

func TestVersionsAreComparedByTheirNumbers(t *testing.T) {
	ascending := []string{"", "1.1.99", "1.2", "1.2.9.1", "1:1.2.85.519.g549a528b", "1.2.85.520-3", "1.2.100.1", "1.10", "2"}
	for i, a := range ascending {
		for j, b := range ascending {
			if got := CompareVersions(a, b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%q against %q gives %d", a, b, got)
			}
		}
	}
}

func TestMovedHomesAreHonored(t *testing.T) {
	moved := system.Environment{System: "linux", Home: "/home/me", Variables: map[string]string{
		"XDG_CACHE_HOME": "/fast/cache", "XDG_CONFIG_HOME": "relative/config", "XDG_DATA_HOME": "/big/data", "XDG_STATE_HOME": "/big/state",
		"FLATPAK_SYSTEM_DIR": "/big/flatpak", "USER": "me",
	}}
	places := map[string]Folders{}
	for _, place := range layouts(moved) {
		places[place.Program] = place.Folders
	}
	for program, want := range map[string][2]string{
		debProgram: {"/fast/cache/spotify", "/home/me/.config/spotify"},
		"/big/data/spotify-launcher/install/usr/share/spotify/spotify":                              {"/fast/cache/spotify", "/home/me/.config/spotify"},
		"/big/state/nix/profile/bin/spotify":                                                        {"/fast/cache/spotify", "/home/me/.config/spotify"},
		"/etc/profiles/per-user/me/bin/spotify":                                                     {"/fast/cache/spotify", "/home/me/.config/spotify"},
		"/big/data/flatpak/app/com.spotify.Client/current/active/files/extra/share/spotify/spotify": {"/home/me/.var/app/com.spotify.Client/cache/spotify", "/home/me/.var/app/com.spotify.Client/config/spotify"},
		"/big/flatpak/app/com.spotify.Client/current/active/files/extra/share/spotify/spotify":      {"/home/me/.var/app/com.spotify.Client/cache/spotify", "/home/me/.var/app/com.spotify.Client/config/spotify"},
		"/var/lib/snapd/snap/spotify/current/usr/share/spotify/spotify":                             {"/home/me/snap/spotify/common/.cache/spotify", "/home/me/snap/spotify/current/.config/spotify"},
	} {
		folders, known := places[program]
		if !known || folders.Cache != want[0] || folders.Config != want[1] {
			t.Errorf("%s keeps its data in %q and %q", program, folders.Cache, folders.Config)
		}
	}
}
