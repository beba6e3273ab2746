package spotify

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows/registry"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// apart is the real registry, limited to the test's own key.
type apart struct{ root string }

func (a apart) Keys(key string) ([]string, error) {
	return system.NewRegistry().Keys(a.root + `\` + key)
}

func (a apart) Text(key, name string) (string, error) {
	return system.NewRegistry().Text(a.root+`\`+key, name)
}

// set writes a string into the test's part of the registry.
func (a apart) set(t *testing.T, path, name, text string) {
	t.Helper()
	path = a.root + `\` + path
	key, _, err := registry.CreateKey(registry.CURRENT_USER, path, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = key.Close() }()
	if err := key.SetStringValue(name, text); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for ; path != "Software"; path = path[:strings.LastIndex(path, `\`)] {
			_ = registry.DeleteKey(registry.CURRENT_USER, path) // fails unless the key is empty
		}
	})
}

// desk is a user's part of Windows, in the test's own folder.
type desk struct {
	home   string
	finder Finder
	hive   apart
}

func newDesk(t *testing.T) desk {
	t.Helper()
	home := t.TempDir()
	hive := apart{`Software\Retune tests\` + t.Name()}
	return desk{home, Finder{
		Environment: system.Environment{System: "windows", Home: home, Variables: map[string]string{
			"APPDATA": filepath.Join(home, "Roaming"), "LOCALAPPDATA": filepath.Join(home, "Local"),
		}},
		Files: system.NewFiles(), Commands: answers{}, Processes: table{}, Registry: hive, FileVersion: system.FileVersion,
	}, hive}
}

// program creates a program with a version at a place below the home folder.
func (d desk) program(t *testing.T, parts ...string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(os.Getenv("SystemRoot"), "explorer.exe"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(append([]string{d.home}, parts...)...)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

func (d desk) found(t *testing.T) []Install {
	t.Helper()
	survey, err := d.finder.Survey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return survey.Installs
}

func TestTheWebsitesSpotifyIsFoundOnWindows(t *testing.T) {
	d := newDesk(t)
	if found := d.found(t); len(found) != 0 {
		t.Fatalf("with nothing there, found %+v", found)
	}
	program := d.program(t, "Roaming", "Spotify", "Spotify.exe")
	found := d.found(t)
	if len(found) != 1 || found[0].Program != program || !plausible(found[0].Version) {
		t.Errorf("found %+v", found)
	}
	d.blockUpdates(t)
	if got := d.finder.installsFinding(d.finder.Survey(t.Context())); got.Observation != diagnostics.SawFine || got.Args["Blocked"] != true {
		t.Errorf("with a file in the way of updates it says %s %v", got.Observation, got.Args)
	}
}

// blockUpdates creates a file where Spotify's updater wants a folder.
func (d desk) blockUpdates(t *testing.T) {
	t.Helper()
	if err := errors.Join(
		os.MkdirAll(filepath.Join(d.home, "Local", "Spotify"), 0o700),
		os.WriteFile(filepath.Join(d.home, "Local", "Spotify", "Update"), nil, 0o400),
	); err != nil {
		t.Fatal(err)
	}
}

// A client that has been kept from updating for years and gets no connection, although
// everything it needs answers, is too old. One with a connection is not.
func TestAClientThatWasKeptFromItsUpdatesIsOutdated(t *testing.T) {
	d := newDesk(t)
	made := time.Now().AddDate(-2, 0, 0)
	d.blockUpdates(t)
	if err := errors.Join(
		os.Chtimes(d.program(t, "Roaming", "Spotify", "Spotify.exe"), made, made),
		os.WriteFile(filepath.Join(d.home, "Roaming", "Spotify", "prefs"), []byte("x=1\r\n"), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	for connections, cause := range map[diagnostics.Observation]diagnostics.Cause{
		diagnostics.SawNone: diagnostics.CauseClientOutdated, diagnostics.SawFine: diagnostics.CauseNone,
	} {
		verdict, _ := diagnostics.Conclude(diagnostics.Findings{
			d.finder.installsFinding(d.finder.Survey(t.Context())),
			diagnostics.Saw(diagnostics.CheckConnections, connections, nil),
			diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawFine, nil),
			diagnostics.Saw(diagnostics.CheckAccessPoints, diagnostics.SawFine, nil),
		})
		if verdict.Cause != cause {
			t.Errorf("with connections %s the verdict is %s, want %s", connections, verdict.Cause, cause)
		}
	}
}

func TestAnInstallElsewhereIsFoundByTheRegistry(t *testing.T) {
	d := newDesk(t)
	program := d.program(t, "Music", "Spotify", "Spotify.exe")
	d.hive.set(t, uninstallKey, "InstallLocation", filepath.Dir(program))
	if found := d.found(t); len(found) != 1 || found[0].Program != program || found[0].Kind != KindWindows {
		t.Errorf("found %+v", found)
	}
}

func TestTheStoresSpotifyIsFoundByTheRegistry(t *testing.T) {
	d := newDesk(t)
	const name = "SpotifyAB.SpotifyMusic_1.268.495.0_x64__zpdnekdrzrea0"
	d.hive.set(t, storeRepository+`\SpotifyAB.SpotifyMusic_1.300.0.0_neutral_~_zpdnekdrzrea0`, "x", "")
	if found := d.found(t); len(found) != 0 {
		t.Errorf("a bundle passes for an install: %+v", found)
	}
	d.hive.set(t, storeRepository+`\`+name, "PackageRootFolder", `C:\Program Files\WindowsApps\`+name)
	found := d.found(t)
	if len(found) != 1 || found[0].Kind != KindStore || found[0].Version != "1.268.495.0" {
		t.Errorf("found %+v", found)
	}
}

func TestScoopsSpotifyIsFound(t *testing.T) {
	d := newDesk(t)
	program := d.program(t, "scoop", "apps", "spotify", "current", "Spotify.exe")
	found := d.found(t)
	if len(found) != 1 || found[0].Kind != KindScoop || found[0].Program != program || !plausible(found[0].Version) {
		t.Fatalf("found %+v", found)
	}
	if versioned := filepath.Join(d.home, "scoop", "apps", "spotify", "1.2.85", "Spotify.exe"); !found[0].owns(versioned) {
		t.Errorf("below the folder of its version it is not known: %+v", found[0])
	}
}
