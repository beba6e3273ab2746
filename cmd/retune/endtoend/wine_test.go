//go:build linux && wine

package endtoend

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// overlay has Go's standard library heed Wine's way to say that it lacks something.
const overlay = "build/wine/overlay.json"

// windowsSteps build what the tests of Windows' program run: the program as users have
// it, one that Wine can let delete files, and a stand-in for the client.
func windowsSteps() [][]string {
	return [][]string{
		{"make", "--silent", "-C", root, "windows", "WINDOWS_PROGRAM=build/endtoend/windows/retune.exe"},
		{"make", "--silent", "-C", root, "windows", "WINDOWS_PROGRAM=build/endtoend/windows/retune-wine.exe", "WINDOWS_FLAGS=-overlay=" + overlay},
		{
			"go", "tool", "-modfile=" + root + "/tools/go.mod", "go-winres", "simply", "--arch", "amd64", "--out", "windowsclient/resources",
			"--product-name", "Spotify", "--product-version", clientVersion + ".g3be53afe", "--file-version", clientVersion,
		},
		{"env", "GOOS=windows", "CGO_ENABLED=0", "go", "build", "-buildvcs=false", "-o", programs + "/windows/Spotify.exe", "./windowsclient"},
	}
}

// clientVersion is the version in the stand-in's version resource.
const clientVersion = "1.2.74.477"

// wine is somebody before Windows: Wine on a screen and in a network of the test's own.
// Its disk is the prefix in build/wine, which all tests share, one after the other.
type wine struct {
	*desk
	retune string // the program that is tried
}

func newWine(t *testing.T, retune string) *wine {
	t.Helper()
	w := &wine{desk: newDesk(t, newPerson(t, newBox(t))), retune: program(filepath.Join("windows", retune))}
	server := w.command(context.Background(), tool("serve.sh"))
	server.Env = w.environment()
	server.Stderr = os.Stderr
	input, err := server.StdinPipe()
	must(t, err)
	awaitReady(t, server)
	t.Cleanup(func() {
		_ = input.Close()
		_ = server.Wait()
	})
	for _, folder := range []string{w.roaming("Spotify"), w.local("Spotify"), w.local("Retune")} {
		must(t, os.RemoveAll(folder))
	}
	return w
}

// tool returns the path of one of the scripts in tools/wine.
func tool(name string) string {
	path, err := filepath.Abs(filepath.Join(root, "tools", "wine", name))
	if err != nil {
		panic(err) // only where there is no working folder
	}
	return path
}

// local and roaming return the paths that Linux has for what is in the person's
// %LOCALAPPDATA% and %APPDATA%.
func (w *wine) local(parts ...string) string { return w.profile("Local", parts) }

func (w *wine) roaming(parts ...string) string { return w.profile("Roaming", parts) }

func (w *wine) profile(kind string, parts []string) string {
	w.t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "build/wine/drive_c/users/*/AppData", kind))
	if err != nil || len(found) != 1 {
		w.t.Fatalf("the person's folders are %q, %v", found, err)
	}
	path, err := filepath.Abs(filepath.Join(append(found, parts...)...))
	must(w.t, err)
	return path
}

// on makes a command that runs a program of Windows.
func (w *wine) on(ctx context.Context, program string, arguments ...string) *exec.Cmd {
	command := w.command(ctx, tool("run.sh"), append([]string{program}, arguments...)...)
	command.Env = w.environment()
	return command
}

// run runs Retune to its end.
func (w *wine) run(arguments ...string) outcome {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), longest)
	defer cancel()
	return finish(w.t, w.on(ctx, w.retune, arguments...))
}

// open opens Retune's window and waits for it.
func (w *wine) open() {
	w.t.Helper()
	w.start(tool("run.sh"), w.retune)
	w.awaitWindow("^Retune$")
	w.use("search", "--onlyvisible", "--name", "^Retune$", "windowactivate", "--sync")
}

// shut closes the window as a person does. Wine 8 now and then takes minutes to end a
// program whose last window is closed, so it is the window that is waited for.
func (w *wine) shut() {
	w.t.Helper()
	w.closeWindow()
	await(w.t, "the window to be gone", func() bool { return !w.hasWindow("^Retune$") })
}

// client is the path that Windows has for the client's program.
func (w *wine) client() string {
	w.t.Helper()
	user := filepath.Base(filepath.Dir(filepath.Dir(w.roaming())))
	return `C:\users\` + user + `\AppData\Roaming\Spotify\Spotify.exe`
}

// clients returns the numbers that Linux has for the client's processes, children
// among them.
func (w *wine) clients() []int {
	var pids []int
	for _, pid := range allProcesses() {
		arguments, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err == nil && strings.HasPrefix(string(arguments), w.client()) && alive(pid) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// installClient puts the stand-in where Windows' installer puts the client.
func (w *wine) installClient() {
	w.t.Helper()
	must(w.t, os.MkdirAll(w.roaming("Spotify"), 0o755))
	if output, err := exec.Command("cp", program("windows/Spotify.exe"), w.roaming("Spotify")).CombinedOutput(); err != nil {
		w.t.Fatalf("%v: %s", err, output)
	}
	write(w.t, w.roaming("Spotify", "prefs"), "autologin.username=\"me\"\r\n")
}

// startClient starts the client and waits until all of it is there, window and children.
func (w *wine) startClient() {
	w.t.Helper()
	w.start(tool("run.sh"), w.client())
	await(w.t, "the client and its children", func() bool { return len(w.clients()) == 3 })
	w.awaitWindow("^STATIC$")
}

// awaitWindow waits for a window by its title.
func (w *wine) awaitWindow(title string) {
	w.t.Helper()
	await(w.t, "a window "+title, func() bool { return w.hasWindow(title) })
}

// hasWindow reports whether there is a window to be seen. Wine makes windows and takes
// them away again while it starts; a search that meets one of those fails, and is taken
// for one that found nothing.
func (w *wine) hasWindow(title string) bool {
	search := exec.Command("xdotool", "search", "--onlyvisible", "--name", title)
	search.Env = append(os.Environ(), "DISPLAY="+w.name)
	return search.Run() == nil
}
