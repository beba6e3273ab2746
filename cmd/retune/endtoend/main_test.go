//go:build linux

package endtoend

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/app"
)

// TestMain builds what the tests run: Retune by the same recipe as for users, and the
// programs that play the outside world.
func TestMain(m *testing.M) {
	if os.Getuid() != 0 {
		fmt.Println("The end-to-end tests did not run: networks and mounts of their own take root (sudo make test).")
		return
	}
	if err := build(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	// Reading the screen requires the window's fonts, which belong to an app.
	app.NewWithID("org.retune.endtoend")
	os.Exit(m.Run())
}

// root is the module's folder, relative to this package.
const root = "../../.."

// programs is the folder of the programs that TestMain builds.
const programs = root + "/build/endtoend"

// program returns the path of a program that TestMain built.
func program(name string) string {
	path, err := filepath.Abs(filepath.Join(programs, name))
	if err != nil {
		panic(err) // fails only if there is no working folder
	}
	return path
}

func build() error {
	steps := [][]string{
		{"make", "--silent", "-C", root, "build", "PROGRAM=build/endtoend/retune"},
		// Without cgo they need no libraries, which would be missing in a sandbox.
		{"env", "CGO_ENABLED=0", "go", "build", "-buildvcs=false", "-o", programs + "/", "./standin", "./internet", "./tunnel", "./pkexec"},
	}
	for _, step := range append(steps, windowsSteps()...) {
		command := exec.Command(step[0], step[1:]...)
		command.Env = append(os.Environ(), "MAKEFLAGS=")
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w\n%s", step, err, output)
		}
	}
	return nil
}

// dependOnSources reads every file that the programs are built from. Go caches a test's
// result until a file that the test has read changes, but does not count what TestMain reads
// before the tests begin, so every box does this.
func dependOnSources(t *testing.T) {
	t.Helper()
	for _, part := range []string{"cmd", "ui", "diagnostics", "assets", "tools", "go.mod", "go.sum", "Makefile", "FyneApp.toml"} {
		look := func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			_, err = os.Stat(path)
			return err
		}
		must(t, filepath.WalkDir(filepath.Join(root, part), look))
	}
}
