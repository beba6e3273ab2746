package repair

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// table is a process table; the test must not use what it does not define.
type table struct {
	list func() ([]system.Process, error)
	open func(system.Process) (system.Handle, error)
}

func (t *table) List(context.Context) ([]system.Process, error) { return t.list() }

func (t *table) Open(process system.Process) (system.Handle, error) { return t.open(process) }

func (t *table) Connections(context.Context, int) ([]system.Connection, error) { return nil, nil }

// programs are the commands: none is installed unless the test says so.
type programs struct {
	find   func(program string) (string, error)
	output func(system.Command) ([]byte, error)
	start  func(system.Command) error
}

func (p *programs) Find(program string) (string, error) {
	if p.find == nil {
		return "", system.ErrNoProgram
	}
	return p.find(program)
}

func (p *programs) Output(_ context.Context, command system.Command) ([]byte, error) {
	if p.output == nil {
		return nil, system.ErrNoProgram
	}
	return p.output(command)
}

func (p *programs) Start(command system.Command) error { return p.start(command) }

// home is a user's home folder with an installed Spotify that has been used. It is laid out
// as on Linux, with slashes, on whatever system the tests run.
type home struct {
	path      string
	processes *table
	service   *Service
	now       time.Time
}

const launcherProgram = ".local/share/spotify-launcher/install/usr/share/spotify/spotify"

// cacheFiles are what Spotify recreates, keptFiles what it cannot.
func cacheFiles() map[string]string {
	files := map[string]string{
		"Data/00/song.file":    "a song that was streamed",
		"Data/ff/another.file": strings.Repeat("another song ", 1000),
		"Data/index.dat":       "which songs there are",
		"Data/" + strings.Repeat("l", 250) + "/" + strings.Repeat("n", 255): "a path of over 260 characters",
		"Browser/Cache/data_0":        "a page",
		"Browser/Code Cache/js/index": "a script",
		"Default/GPUCache/data_1":     "a picture",
	}
	for _, name := range strangeNames() {
		files["Data/ff/"+name] = "an odd name"
	}
	return files
}

func keptFiles() map[string]string {
	return map[string]string{
		".cache/spotify/Storage/ab/download.file":             "a song for the journey",
		".cache/spotify/offline.bnk":                          "which songs were downloaded",
		".cache/spotify/Browser/Local Storage/leveldb/000.db": "the window's memory",
		".cache/spotify/Users/me-user/primary.ldb":            "the person's data",
		".cache/spotify/public.ldb":                           "what all share",
		".cache/spotify-evil/Data/song":                       "not Spotify's",
		".cache/SpotifyX/Data/song":                           "not Spotify's",
		".cache/spotify/Data2/song":                           "not known to be a cache",
		".config/spotify/prefs":                               "app.last-launched-version=\"1.2.3.4\"\nautologin.username=\"me\"\n",
		".config/spotify/Users/me-user/prefs":                 "app.player.volume=1\n",
		launcherProgram:                                       "the program",
	}
}

func newHome(t *testing.T) *home {
	t.Helper()
	h := &home{
		path:      filepath.ToSlash(t.TempDir()),
		processes: &table{list: nobodyRuns},
		now:       time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC),
	}
	h.service = h.retune()
	h.fill(t)
	return h
}

// fill gives the home a Spotify that has been used.
func (h *home) fill(t *testing.T) {
	t.Helper()
	for name, content := range keptFiles() {
		h.write(t, name, content)
	}
	h.fillCache(t)
}

func nobodyRuns() ([]system.Process, error) { return nil, nil }

func runningSpotify(h *home) func() ([]system.Process, error) {
	return func() ([]system.Process, error) {
		return []system.Process{{PID: 7, Program: h.in(launcherProgram), Mine: true}}, nil
	}
}

// retune starts Retune for the user.
func (h *home) retune() *Service {
	return NewService(Doors{
		Finder: spotify.Finder{
			Environment: system.Environment{System: "linux", Home: h.path},
			Files:       system.NewFiles(), Commands: &programs{}, Processes: h.processes,
		},
		Quit:     func(context.Context, []spotify.Running) error { return spotify.ErrNoPlayer },
		Now:      h.clock,
		Hostname: func() (string, error) { return "desk", nil },
		Hosts:    HostsDoors{Path: h.in("etc", "hosts")},
	})
}

func (h *home) clock() time.Time { return h.now }

func (h *home) in(parts ...string) string {
	return path.Join(append([]string{h.path}, parts...)...)
}

func (h *home) cache(parts ...string) string {
	return h.in(append([]string{".cache/spotify"}, parts...)...)
}

func (h *home) fillCache(t *testing.T) {
	t.Helper()
	for name, content := range cacheFiles() {
		h.write(t, ".cache/spotify/"+name, content)
	}
}

func (h *home) write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(h.in(name)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(h.in(name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (h *home) link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, h.in(name)); err != nil {
		t.Fatal(err)
	}
}

// prefs writes preferences that name a location of downloads.
func (h *home) moveDownloads(t *testing.T, folder string) {
	t.Helper()
	h.write(t, ".config/spotify/prefs", fmt.Sprintf("storage.last-location=%q\n", folder))
}

// picture returns everything below a folder with type, mode and content, except the journal.
func picture(t *testing.T, folder string) map[string]string {
	t.Helper()
	seen := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(filepath.ToSlash(path), folder+"/")
		if name == ".local/state" {
			return fs.SkipDir
		}
		seen[name], err = look(path, entry)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func look(path string, entry fs.DirEntry) (string, error) {
	info, err := entry.Info()
	if err != nil {
		return "", err
	}
	switch {
	case info.Mode().Type() == fs.ModeSymlink:
		target, err := os.Readlink(path)
		return "link to " + target, err
	case !info.Mode().IsRegular():
		return info.Mode().String(), nil
	default:
		content, err := os.ReadFile(path)
		return fmt.Sprintf("%s %x", info.Mode(), sha256.Sum256(content)), err
	}
}

// without returns a picture without the cache and what was set aside.
func without(seen map[string]string) map[string]string {
	kept := maps.Clone(seen)
	maps.DeleteFunc(kept, func(name, _ string) bool {
		below, found := strings.CutPrefix(name, ".cache/spotify/")
		if !found {
			return false
		}
		for _, item := range spotify.CacheItems() {
			if below == item || strings.HasPrefix(below, item+"/") || below == "Default" {
				return true
			}
		}
		return strings.HasPrefix(below, ".retune-")
	})
	return kept
}

func ignore(Progress) {}

func (h *home) plan(t *testing.T) Plan {
	t.Helper()
	return h.planned(t, diagnostics.RepairClearCache)
}

// ask plans a repair, and returns its plan or why there is none.
func (h *home) ask(t *testing.T, name diagnostics.RepairName) (Plan, Outcome) {
	t.Helper()
	plan, outcome, err := h.service.Plan(t.Context(), name, ignore)
	if err != nil {
		t.Fatal(err)
	}
	return plan, outcome
}

// planned returns the plan of a repair, and asserts that there is one.
func (h *home) planned(t *testing.T, name diagnostics.RepairName) Plan {
	t.Helper()
	plan, outcome := h.ask(t, name)
	if outcome.Reason != ReasonNone || outcome.Result != "" {
		t.Fatalf("no plan: %+v", outcome)
	}
	return plan
}

// repaired plans a repair and carries it out, and asserts that it helped.
func (h *home) repaired(t *testing.T, name diagnostics.RepairName) {
	t.Helper()
	if outcome := h.apply(t, h.planned(t, name)); outcome.Result != Repaired {
		t.Fatalf("%s: %+v", name, outcome)
	}
}

// refused asserts that there is no plan, for a given reason.
func (h *home) refused(t *testing.T, want Reason) Outcome {
	t.Helper()
	before := picture(t, h.path)
	_, outcome, err := h.service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
	if err != nil || outcome.Result != Refused || outcome.Reason != want {
		t.Fatalf("got %+v, %v; want a refusal because of %s", outcome, err, want)
	}
	same(t, before, picture(t, h.path))
	return outcome
}

func (h *home) apply(t *testing.T, plan Plan) Outcome {
	t.Helper()
	outcome, err := h.service.Apply(t.Context(), plan, ignore)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// clear clears the cache and asserts that it is set aside.
func (h *home) clear(t *testing.T) {
	t.Helper()
	h.repaired(t, diagnostics.RepairClearCache)
}

func (h *home) recover(t *testing.T) Outcome {
	t.Helper()
	outcome, err := h.service.Recover(t.Context(), ignore)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func (h *home) recovered(t *testing.T) {
	t.Helper()
	if outcome := h.recover(t); outcome.Result != Repaired && outcome.Result != NothingToDo {
		t.Fatalf("not recovered: %+v", outcome)
	}
}

func (h *home) waiting(t *testing.T) []SetAside {
	t.Helper()
	waiting, err := h.service.SetAside(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return waiting
}

// leftovers lists Retune's own folders in the cache folder.
func (h *home) leftovers(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(h.cache(".retune-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}
