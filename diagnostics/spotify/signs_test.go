package spotify

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// dated is a shelf whose files have given modification times.
type dated struct {
	shelf
	times map[string]time.Time
}

func (d dated) Modified(path string) (time.Time, error) {
	if changed, found := d.times[path]; found {
		return changed, nil
	}
	return d.shelf.Modified(path)
}

// List fails for a file, as on a real disk.
func (d dated) List(folder string) ([]string, error) {
	if _, file := d.shelf[folder]; file {
		return nil, &fs.PathError{Op: "readdir", Path: folder, Err: errNotDirectory}
	}
	return d.shelf.List(folder)
}

func TestWhatIsToldOfUpdates(t *testing.T) {
	const (
		native  = `C:\Users\me\Roaming\Spotify\Spotify.exe`
		prefs   = `C:\Users\me\Roaming\Spotify\prefs`
		staging = `C:\Users\me\Local\Spotify\Update`
		list    = "/var/lib/apt/lists/repository.spotify.com_dists_stable_non-free_binary-amd64_Packages"
		macApp  = "/Applications/Spotify.app/Contents/MacOS/Spotify"
	)
	made := time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	packages := "Package: other\nVersion: 9\n\nPackage: spotify-client\nVersion: 1:1.2.31.1205.g4d59ad7c\n\nPackage: spotify-client\nVersion: 1:1.2.92.147.g0123abcd\n"
	for name, line := range map[string]struct {
		environment system.Environment
		files       dated
		prints      answers
		want        diagnostics.Observation
		args        diagnostics.Args
	}{
		"nothing": {onWindows(), dated{shelf{native: ""}, nil}, nil, diagnostics.SawFine, diagnostics.Args{"Blocked": false, "Patched": false}},
		"an update is waiting": {
			onWindows(),
			dated{shelf{native: "", staging + "/new.exe": ""}, map[string]time.Time{staging: made}},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Blocked": false},
		},
		"a file stands in the way of updates": {
			onWindows(),
			dated{shelf{native: "", prefs: "x=1\n", staging: "no"}, map[string]time.Time{native: made, prefs: made.AddDate(0, 6, 0)}},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Blocked": true},
		},
		"and has for years": {
			onWindows(),
			dated{shelf{native: "", prefs: "x=1\n", staging: "no"}, map[string]time.Time{native: made, prefs: made.AddDate(2, 0, 0)}},
			nil,
			diagnostics.SawUpdateBlocked,
			diagnostics.Args{"Blocked": true, "Version": "1.2.31.1205"},
		},
		"old, and it was not run since": {
			onWindows(),
			dated{shelf{native: "", staging: "no"}, map[string]time.Time{native: made}},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Blocked": true},
		},
		"Scoop stands in the way itself": {
			onWindows(),
			dated{shelf{`C:\Users\me\scoop\apps\spotify\current\Spotify.exe`: "", staging: "no"}, nil},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Blocked": false, "Updates": "scoop"},
		},
		"marked so that nobody changes it": {
			onMac(),
			dated{shelf{macApp: ""}, map[string]time.Time{"/Users/me/Library/Application Support/Spotify/PersistentCache/Update": made}},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Blocked": true, "Updates": "itself"},
		},
		"changed by SpotX":     {onWindows(), dated{shelf{native: "", `C:\Users\me\Roaming\Spotify\chrome_elf.dll.bak`: ""}, nil}, nil, diagnostics.SawFine, diagnostics.Args{"Patched": true}},
		"changed by Spicetify": {linux(), dated{shelf{debProgram: "", "/usr/share/spotify/Apps/xpui/index.html": ""}, nil}, nil, diagnostics.SawFine, diagnostics.Args{"Patched": true}},
		"a Mac's, changed": {
			onMac(),
			dated{shelf{macApp: "", "/Applications/Spotify.app/Contents/Resources/Apps/xpui.bak": ""}, nil},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Patched": true},
		},
		"the package is the newest": {
			linux(),
			dated{shelf{debProgram: "", list: packages}, nil},
			answers{"dpkg-query": "installed 1:1.2.92.147.g0123abcd"},
			diagnostics.SawFine,
			diagnostics.Args{"Newest": nil, "Updates": "apt"},
		},
		"the package is a little behind": {
			linux(),
			dated{shelf{debProgram: "", list: packages}, nil},
			answers{"dpkg-query": "installed 1:1.2.90.1.g0"},
			diagnostics.SawFine,
			diagnostics.Args{"Newest": "1.2.92.147.g0123abcd"},
		},
		"the package is far behind": {
			linux(),
			dated{shelf{debProgram: "", list: packages}, nil},
			answers{"dpkg-query": "installed 1:1.2.31.1205.g4d59ad7c"},
			diagnostics.SawOutdated,
			diagnostics.Args{"Newest": "1.2.92.147.g0123abcd", "Version": "1.2.31.1205.g4d59ad7c"},
		},
		"nobody knows the version": {
			linux(),
			dated{shelf{debProgram: "", list: packages}, nil},
			nil,
			diagnostics.SawFine,
			diagnostics.Args{"Newest": nil, "Updates": nil, "Kind": "other"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			finder := Finder{Environment: line.environment, Files: line.files, Commands: line.prints, Processes: table{}}
			finder.FileVersion = func(string) (string, error) { return "1.2.31.1205", nil }
			finder.Immutable = func(path string) bool { return line.environment.System == "darwin" }
			got := finder.installsFinding(finder.Survey(t.Context()))
			if got.Observation != line.want {
				t.Errorf("saw %s %v", got.Observation, got.Args)
			}
			for name, want := range line.args {
				if got.Args[name] != want {
					t.Errorf("%s is %v, not %v", name, got.Args[name], want)
				}
			}
		})
	}
}

func TestSeveralInstallsAreAllNamed(t *testing.T) {
	files := shelf{
		debProgram: "", "/opt/spotify/spotify": "", "/opt/spotify/spotify-client/spotify": "",
		"/snap/spotify/current/usr/share/spotify/spotify":           "",
		"/home/me/.var/app/com.spotify.Client/config/spotify/prefs": "x=1\n",
		"/home/me/.config/spotify/prefs":                            "x=1\n",
	}
	finder := Finder{Environment: linux(), Files: files, Commands: answers{"dpkg-query": "installed 1:1.2"}, Processes: table{}}
	got := finder.installsFinding(finder.Survey(t.Context()))
	if got.Args["Kind"] != "deb" || got.Args["Count"] != 4 || got.Args["Others"] != "other,snap" || got.Args["Leftover"] != "flatpak" {
		t.Errorf("got %v", got.Args)
	}
}

func TestAStaleLock(t *testing.T) {
	const lock = "/home/me/.cache/spotify/SingletonLock"
	runs := system.Process{PID: 4242, Program: debProgram, Mine: true}
	for name, line := range map[string]struct {
		leads     string
		files     shelf
		processes []system.Process
		want      diagnostics.Observation
	}{
		"none":                          {"", nil, nil, diagnostics.SawNotRunning},
		"its owner is gone":             {"here-4242", nil, nil, diagnostics.SawStaleLock},
		"its number is another's now":   {"here-4242", shelf{"/proc/4242/comm": "sshd\n"}, nil, diagnostics.SawStaleLock},
		"its number is a twin's":        {"here-4242", shelf{"/proc/4242/comm": "spotifyd\n"}, nil, diagnostics.SawStaleLock},
		"its owner runs":                {"here-4242", shelf{"/proc/4242/comm": "spotify\n"}, []system.Process{runs}, diagnostics.SawFine},
		"its owner is from elsewhere":   {"here-4242", shelf{"/proc/4242/comm": "spotify\n"}, nil, diagnostics.SawNotRunning},
		"its owner is Nix's":            {"here-4242", shelf{"/proc/4242/comm": ".spotify-wrappe\n"}, nil, diagnostics.SawNotRunning},
		"of another computer":           {"there-4242", nil, nil, diagnostics.SawNotRunning},
		"the name has hyphens":          {"here-and-there-4242", nil, nil, diagnostics.SawNotRunning},
		"no lock at all":                {"/home/me/x", nil, nil, diagnostics.SawNotRunning},
		"nonsense":                      {"here-", nil, nil, diagnostics.SawNotRunning},
		"a number that nobody can have": {"here--1", nil, nil, diagnostics.SawNotRunning},
	} {
		t.Run(name, func(t *testing.T) {
			files := shelf{debProgram: ""}
			for path, content := range line.files {
				files[path] = content
			}
			finder := Finder{
				Environment: linux(), Files: files, Commands: answers{}, Processes: table{running: line.processes},
				ReadLink: func(path string) (string, error) {
					if path != lock || line.leads == "" {
						return "", os.ErrNotExist
					}
					return line.leads, nil
				},
				Hostname: func() (string, error) { return "here", nil },
			}
			survey, err := finder.Survey(t.Context())
			if got := finder.processFinding(t.Context(), survey, err); got.Observation != line.want {
				t.Errorf("saw %s", got.Observation)
			}
		})
	}
}

// later is a process table in which a client appears at the second look.
type later struct {
	table
	looks *int
}

func (l later) List(context.Context) ([]system.Process, error) {
	*l.looks++
	if *l.looks == 1 {
		return nil, nil
	}
	return l.running, nil
}

func TestTheLockOfAClientThatIsJustStartingIsNotStale(t *testing.T) {
	starts := later{table{running: []system.Process{{PID: 9, Program: "/app/extra/share/spotify/spotify", Mine: true}}}, new(int)}
	finder := Finder{
		Environment: linux(), Files: shelf{debProgram: ""}, Commands: answers{}, Processes: starts,
		ReadLink: func(string) (string, error) { return "here-2", nil },
		Hostname: func() (string, error) { return "here", nil },
	}
	survey, err := finder.Survey(t.Context())
	if got := finder.processFinding(t.Context(), survey, err); got.Observation != diagnostics.SawNotRunning {
		t.Errorf("saw %s", got.Observation)
	}
}
