package repair

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// account is a Windows user with an installed Spotify that has been used.
type account struct {
	folder  string
	service *Service
}

const (
	localSpotify   = `Local\Spotify`
	roamingSpotify = `Roaming\Spotify`
)

func newAccount(t *testing.T) *account {
	t.Helper()
	a := &account{folder: t.TempDir()}
	environment := system.Environment{System: "windows", Home: a.folder, Variables: map[string]string{
		"APPDATA": a.in("Roaming"), "LOCALAPPDATA": a.in("Local"),
	}}
	now := time.Now()
	a.service = NewService(Doors{
		Finder: spotify.Finder{
			Environment: environment, Files: system.NewFiles(), Commands: &programs{},
			Processes: &table{list: nobodyRuns},
		},
		Now: func() time.Time { return now },
	})
	for name, content := range map[string]string{
		roamingSpotify + `\Spotify.exe`:                "the program",
		roamingSpotify + `\prefs`:                      "autologin.username=\"me\"\r\n",
		localSpotify + `\Storage\ab\download.file`:     "a song for the journey",
		localSpotify + `\offline.bnk`:                  "which songs were downloaded",
		localSpotify + `\Browser\Local Storage\000.db`: "the window's memory",
		localSpotify + `\Data\00\song.file`:            "a song that was streamed",
		localSpotify + `\Browser\Cache\data_0`:         "a page",
	} {
		a.write(t, name, content)
	}
	return a
}

func (a *account) in(name string) string { return filepath.Join(a.folder, name) }

func (a *account) data(name string) string { return filepath.Join(a.in(localSpotify), "Data", name) }

func (a *account) write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(a.in(name)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(a.in(name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// files returns the content of every file below the account's folder, except Retune's
// journal.
func (a *account) files(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(a.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name := strings.TrimPrefix(path, a.folder+`\`)
		if strings.HasPrefix(name, `Local\Retune`) || !entry.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(path)
		found[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// cached reports whether a file is in the cache or in what was set aside.
func cached(name string) bool {
	below, _ := strings.CutPrefix(name, localSpotify+`\`)
	return strings.HasPrefix(below, `Data\`) || strings.HasPrefix(below, `Browser\Cache\`) || strings.HasPrefix(below, ".retune-")
}

// kept are the files that are not cache.
func kept(files map[string]string) map[string]string {
	rest := map[string]string{}
	for name, content := range files {
		if !cached(name) {
			rest[name] = content
		}
	}
	return rest
}

func (a *account) plan(t *testing.T) (Plan, Outcome) {
	t.Helper()
	plan, outcome, err := a.service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
	if err != nil {
		t.Fatal(err)
	}
	return plan, outcome
}

func (a *account) clear(t *testing.T) Outcome {
	t.Helper()
	plan, outcome := a.plan(t)
	if outcome.Result != "" {
		t.Fatalf("no plan: %+v", outcome)
	}
	outcome, err := a.service.Apply(t.Context(), plan, ignore)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func (a *account) cleared(t *testing.T) {
	t.Helper()
	if outcome := a.clear(t); outcome.Result != Repaired {
		t.Fatalf("not cleared: %+v", outcome)
	}
}

func (a *account) do(t *testing.T, work func(context.Context, diagnostics.RepairName, func(Progress)) (Outcome, error)) Outcome {
	t.Helper()
	outcome, err := work(t.Context(), "", ignore)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func (a *account) mustDo(t *testing.T, work func(context.Context, diagnostics.RepairName, func(Progress)) (Outcome, error)) {
	t.Helper()
	if outcome := a.do(t, work); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
}

// nothingLeft asserts that everything set aside is gone, and all else is unchanged.
func (a *account) nothingLeft(t *testing.T, before map[string]string) {
	t.Helper()
	same(t, kept(before), kept(a.files(t)))
	if left, err := filepath.Glob(filepath.Join(a.in(localSpotify), ".retune-*")); err != nil || len(left) > 0 {
		t.Errorf("left over: %q, %v", left, err)
	}
}

func TestWindowsCacheIsClearedBroughtBackAndDiscarded(t *testing.T) {
	a := newAccount(t)
	before := a.files(t)
	a.cleared(t)
	same(t, kept(before), kept(a.files(t)))
	if _, err := os.Lstat(a.data("")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Data is still in its place: %v", err)
	}
	a.mustDo(t, a.service.Undo)
	same(t, before, a.files(t))
	a.cleared(t)
	a.mustDo(t, a.service.Discard)
	a.nothingLeft(t, before)
}

// oddNames are names that Windows reserves for devices, or whose end it strips.
func oddNames() []string {
	return []string{"aux", "nul.txt", "com1", "trailing dot.", "trailing space ", "con.file"}
}

// literal returns a path whose names Windows takes literally.
func literal(path string) string { return `\\?\` + path }

// plant writes a file at its literal path, to which no naming rule of Windows applies.
func plant(t *testing.T, path string) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(literal(path))
	if err != nil {
		t.Fatal(err)
	}
	handle, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.CREATE_NEW, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatalf("%q: %v", path, err)
	}
	if err := windows.CloseHandle(handle); err != nil {
		t.Fatal(err)
	}
}

func TestWindowsOddNamesAreDiscarded(t *testing.T) {
	a := newAccount(t)
	before := a.files(t)
	for _, name := range oddNames() {
		plant(t, a.data(name))
	}
	plan, _ := a.plan(t)
	if plan.Files != int64(2+len(oddNames())) {
		t.Errorf("%d files are planned", plan.Files)
	}
	a.cleared(t)
	a.mustDo(t, a.service.Discard)
	a.nothingLeft(t, before)
}

func TestWindowsLongPaths(t *testing.T) {
	a := newAccount(t)
	before := a.files(t)
	long := filepath.Join(strings.Repeat("l", 120), strings.Repeat("o", 120), strings.Repeat("n", 120), strings.Repeat("g", 120))
	a.write(t, filepath.Join(localSpotify, "Data", long, "a.file"), "far below")
	whole := a.files(t)
	a.cleared(t)
	a.mustDo(t, a.service.Undo)
	same(t, whole, a.files(t))
	a.cleared(t)
	a.mustDo(t, a.service.Discard)
	a.nothingLeft(t, before)
}

func TestWindowsReadOnlyFilesAreDiscarded(t *testing.T) {
	a := newAccount(t)
	before := a.files(t)
	if err := os.Chmod(a.data(`00\song.file`), 0o400); err != nil {
		t.Fatal(err)
	}
	a.cleared(t)
	a.mustDo(t, a.service.Discard)
	a.nothingLeft(t, before)
}

// shareModes are all ways in which another program can have a file open.
func shareModes() map[string]uint32 {
	const read, write, remove = windows.FILE_SHARE_READ, windows.FILE_SHARE_WRITE, windows.FILE_SHARE_DELETE
	return map[string]uint32{
		"none": 0, "read": read, "write": write, "delete": remove,
		"read and write": read | write, "read and delete": read | remove,
		"write and delete": write | remove, "all": read | write | remove,
	}
}

// hold opens a file as another program would, and returns a function that closes it.
func hold(t *testing.T, path string, share uint32) (letGo func()) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	held := true
	letGo = func() {
		if held {
			held = false
			_ = windows.CloseHandle(handle)
		}
	}
	t.Cleanup(letGo)
	return letGo
}

// TestWindowsAFileInUse opens a file in the cache in each share mode. Windows does not move a
// folder containing a file that must not be deleted: then nothing is changed. If the folder
// can be moved, a file that cannot be deleted yet is deleted at the next attempt.
func TestWindowsAFileInUse(t *testing.T) {
	for name, share := range shareModes() {
		t.Run("while clearing, "+name, func(t *testing.T) {
			a := newAccount(t)
			before := a.files(t)
			letGo := hold(t, a.data(`00\song.file`), share)
			outcome := a.clear(t)
			letGo()
			if outcome.Result == Repaired {
				a.mustDo(t, a.service.Undo)
			} else if outcome.Result != Refused || outcome.Args["Path"] == nil {
				t.Errorf("%+v", outcome)
			}
			same(t, before, a.files(t))
		})
		t.Run("while discarding, "+name, func(t *testing.T) {
			a := newAccount(t)
			before := a.files(t)
			a.cleared(t)
			aside := a.asides(t)[0]
			letGo := hold(t, filepath.Join(aside, `Data\00\song.file`), share)
			outcome := a.do(t, a.service.Discard)
			letGo()
			same(t, kept(before), kept(a.files(t)))
			if outcome.Result != Repaired {
				if path := fmt.Sprint(outcome.Args["Path"]); outcome.Result != StillBroken && outcome.Result != Refused || !strings.Contains(path, ".retune-") {
					t.Errorf("%+v", outcome)
				}
				a.mustDo(t, a.service.Discard)
			}
			a.nothingLeft(t, before)
		})
	}
}

func (a *account) asides(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(a.in(localSpotify), ".retune-*"))
	if err != nil || len(found) == 0 {
		t.Fatalf("%q, %v", found, err)
	}
	return found
}

// junction makes a junction, and reports whether the system can: Wine 8 cannot.
func junction(t *testing.T, target, path string) bool {
	t.Helper()
	output, err := exec.Command("cmd", "/c", "mklink", "/J", path, target).CombinedOutput()
	if !isLink(path) {
		t.Logf("not run: this system makes no junctions: %v %s", err, output)
		return false
	}
	return true
}

func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().Type()&(fs.ModeSymlink|fs.ModeIrregular) != 0
}

func TestWindowsAJunctionInsideIsNeverEntered(t *testing.T) {
	a := newAccount(t)
	a.write(t, `Music\mine.txt`, "not Spotify's")
	before := a.files(t)
	if !junction(t, a.in("Music"), a.data("to music")) {
		return
	}
	a.cleared(t)
	a.mustDo(t, a.service.Discard)
	a.nothingLeft(t, before)
}

func TestWindowsAJunctionInTheWayIsRefused(t *testing.T) {
	for _, name := range []string{localSpotify, localSpotify + `\Data`, localSpotify + `\Browser`} {
		t.Run(name, func(t *testing.T) {
			a := newAccount(t)
			before := a.files(t)
			rename(t, a.in(name), a.in("elsewhere"))
			if !junction(t, a.in("elsewhere"), a.in(name)) {
				return
			}
			if _, outcome := a.plan(t); outcome.Reason != ReasonLink {
				t.Errorf("%+v", outcome)
			}
			if len(a.files(t)) == 0 || len(before) == 0 {
				t.Error("files are gone")
			}
		})
	}
}

func TestWindowsASwappedFolderIsRefused(t *testing.T) {
	a := newAccount(t)
	plan, _ := a.plan(t)
	rename(t, a.data(""), a.in("elsewhere"))
	if !junction(t, a.in("elsewhere"), a.data("")) {
		return
	}
	outcome, err := a.service.Apply(t.Context(), plan, ignore)
	if err != nil || outcome.Result != Refused {
		t.Errorf("%+v, %v", outcome, err)
	}
	if _, err := os.Stat(a.in(`elsewhere\00\song.file`)); err != nil {
		t.Error(err)
	}
}
