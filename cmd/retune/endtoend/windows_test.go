//go:build linux && wine

package endtoend

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWindowsTests runs the tests that need nothing but Windows. Now and then Wine 8 fails
// to start a process, or ends one: a package that fails is tried once more, and what is
// wrong with Retune fails again.
func TestWindowsTests(t *testing.T) {
	w := newWine(t, "retune.exe")
	output, err := w.test("./diagnostics/...", "./ui/...", "./assets/...")
	if failed := failedPackages(output); err != nil && len(failed) > 0 {
		t.Logf("%s", output)
		output, err = w.test(failed...)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}

// test runs the tests of packages.
func (w *wine) test(packages ...string) (output []byte, err error) {
	w.t.Helper()
	module, err := filepath.Abs(root) // who enters a box stands in its topmost folder
	must(w.t, err)
	tests := w.command(w.t.Context(), "go", append([]string{
		"test", "-C", module, "-overlay", filepath.Join(module, overlay), "-exec", tool("run.sh"),
		"-tags", "migrated_fynedo,no_emoji", "-timeout", "20m",
	}, packages...)...)
	tests.Env = append(os.Environ(), "DISPLAY="+w.name, "GOOS=windows", "CGO_ENABLED=0", "GOPROXY=off")
	return tests.CombinedOutput()
}

func failedPackages(output []byte) []string {
	var failed []string
	for line := range strings.Lines(string(output)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "FAIL" {
			failed = append(failed, fields[1])
		}
	}
	return failed
}

func TestWindowsProgramIsWhatItSaysOfItself(t *testing.T) {
	folder := t.TempDir()
	extract := exec.Command("go", "tool", "-modfile="+root+"/tools/go.mod", "go-winres", "extract", "--dir", folder, program("windows/retune.exe"))
	if output, err := extract.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	text, err := os.ReadFile(filepath.Join(folder, "winres.json"))
	must(t, err)
	var resources struct {
		Icons    map[string]map[string]string         `json:"RT_GROUP_ICON"`
		Manifest map[string]map[string]map[string]any `json:"RT_MANIFEST"`
		Version  map[string]map[string]struct {
			Fixed map[string]string            `json:"fixed"`
			Info  map[string]map[string]string `json:"info"`
		} `json:"RT_VERSION"`
	}
	must(t, json.Unmarshal(text, &resources))
	if icon, err := os.Stat(filepath.Join(folder, resources.Icons["APP"]["0000"])); err != nil || icon.Size() < 5000 {
		t.Errorf("its icon: %v, %v", icon, err)
	}
	manifest := resources.Manifest["#1"]["0409"]
	for name, want := range map[string]any{"execution-level": "", "dpi-awareness": "per monitor v2", "long-path-aware": true} {
		if manifest[name] != want {
			t.Errorf("%s is %v; want %v", name, manifest[name], want)
		}
	}
	said := strings.TrimPrefix(strings.TrimSpace(newPerson(t, newBox(t)).run("--version").output), "retune ")
	version := resources.Version["#1"]["0409"]
	want := map[string]string{"file_version": said + ".0", "product_version": said + ".0"}
	if difference := cmp.Diff(want, version.Fixed); difference != "" || version.Info["0409"]["ProductName"] != "Retune" {
		t.Errorf("its version (-want +got):\n%s\n%v", difference, version.Info)
	}
}

func TestWindowsProgramPrintsWhereItWasStartedFrom(t *testing.T) {
	w := newWine(t, "retune.exe")
	version := w.run("--version").mustEnd(t, 0)
	oneLine(t, version.output)
	unknown := w.run("no-such-command").mustEnd(t, 2)
	oneLine(t, unknown.complaint)

	file := filepath.Join(t.TempDir(), "output")
	redirected := finish(t, w.on(t.Context(), "cmd", "/c", w.retune+" --version > Z:"+file)).mustEnd(t, 0)
	if text, err := os.ReadFile(file); err != nil || string(text) != version.output || redirected.output != "" {
		t.Errorf("redirected: %q, %v; printed: %q", text, err, redirected.output)
	}
	// In a console a program with a window has no output of its own.
	line := strings.Join([]string{tool("run.sh"), "cmd", "/c", w.retune, "--version"}, " ")
	console := w.command(t.Context(), "script", "--quiet", "--return", "--command", line, "/dev/null")
	console.Env = append(w.environment(), "TERM=xterm")
	if said := finish(t, console).mustEnd(t, 0); !strings.Contains(said.output, strings.TrimSpace(version.output)) {
		t.Errorf("in a console it prints %q", said.output)
	}
}

func TestWindowsWindowOpensOnce(t *testing.T) {
	w := newWine(t, "retune.exe")
	w.open()
	w.await(w.step(1))
	w.await(w.say("how"))
	w.keep("windows")
	w.use("search", "--name", "^Retune$", "windowminimize", "--sync")
	second := w.run().mustEnd(t, 0)
	oneLine(t, second.output)
	await(t, "the window to come forward", w.inFront)
	w.shut()
}

func TestWindowsLooks(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			w := newWine(t, "retune.exe")
			w.variables["FYNE_THEME"] = theme
			w.open()
			w.await(w.say("how"))
			w.walk("windows-", theme)
			w.shut()
		})
	}
}

func TestWindowsClientIsDiagnosedAndRepaired(t *testing.T) {
	w := newWine(t, "retune-wine.exe")
	w.installClient()
	song, download := w.local("Spotify", "Data", "aa", "song"), w.local("Spotify", "Storage", "download")
	write(t, song, "a song")
	write(t, download, "a download")
	w.startClient()

	found := decode[report](t, w.run("diagnose", "--json").mustEnd(t, 1))
	if found.Client.Kind != "windows" || !strings.HasPrefix(found.Client.Version, clientVersion) || !found.Client.Running {
		t.Errorf("the client is %+v", found.Client)
	}
	old := w.clients()
	w.run("fix", "restart", "--yes").mustEnd(t, 0)
	await(t, "the new client", func() bool { return len(w.clients()) == len(old) })
	for _, pid := range old {
		if alive(pid) {
			t.Errorf("process %d of the old client is still there", pid)
		}
	}
	w.run("fix", "clear-cache", "--yes").mustEnd(t, 3) // it runs
	w.run("fix", "close", "--yes").mustEnd(t, 0)
	if left := w.clients(); len(left) > 0 {
		t.Errorf("still there are %v", left)
	}
	w.run("fix", "clear-cache", "--yes").mustEnd(t, 0)
	if exists(song) || !exists(download) {
		t.Errorf("the song is there: %t, the download: %t", exists(song), exists(download))
	}
	w.run("undo", "--yes").mustEnd(t, 0)
	if !exists(song) {
		t.Error("the song was not brought back")
	}
	w.run("fix", "clear-cache", "--yes").mustEnd(t, 0)
	w.run("discard", "--yes").mustEnd(t, 0)
	if left, _ := filepath.Glob(w.local("Spotify", ".retune-*")); exists(song) || !exists(download) || len(left) > 0 {
		t.Errorf("left is %q; the song is there: %t, the download: %t", left, exists(song), exists(download))
	}
}

func TestWindowsHostsAreFreedAndBlockedAgain(t *testing.T) {
	w := newWine(t, "retune-wine.exe")
	w.installClient()
	hosts := filepath.Join(root, "build/wine/drive_c/windows/system32/drivers/etc/hosts")
	const blocking = "\ufeff127.0.0.1 localhost\r\n0.0.0.0 tracker.example.org ap.spotify.com\r\n"
	before, err := os.ReadFile(hosts)
	must(t, err)
	write(t, hosts, blocking)
	t.Cleanup(func() { write(t, hosts, string(before)) })
	w.run("fix", "hosts", "--dry-run").mustEnd(t, 0)
	done := decode[repairObject](t, w.run("fix", "hosts", "--yes", "--json").mustEnd(t, 0))
	if done.Outcome != "repaired" || len(done.Changes) != 2 || done.Changes[0].Line != 2 {
		t.Errorf("%+v", done)
	}
	content, err := os.ReadFile(hosts)
	must(t, err)
	above, off, found := strings.Cut(string(content), "# switched off by Retune ")
	if !found || above != "\ufeff127.0.0.1 localhost\r\n" ||
		!strings.HasSuffix(off, "Z: 0.0.0.0 tracker.example.org ap.spotify.com\r\n0.0.0.0 tracker.example.org\r\n") {
		t.Errorf("the hosts file is %q", content)
	}
	w.run("undo", "--yes").mustEnd(t, 0)
	if content, err := os.ReadFile(hosts); err != nil || string(content) != blocking {
		t.Errorf("the hosts file came back as %q, %v", content, err)
	}
}

func TestWindowsClientThatIgnoresItsCloseButtonIsEnded(t *testing.T) {
	w := newWine(t, "retune-wine.exe")
	w.installClient()
	write(t, w.roaming("Spotify", "stubborn"), "")
	w.startClient()
	w.run("fix", "close", "--yes").mustEnd(t, 0)
	if left := w.clients(); len(left) > 0 {
		t.Errorf("still there are %v", left)
	}
}
