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

// TestMain builds what the tests run: Retune by the very recipe that users have, and
// the programs that stand in for the world.
func TestMain(m *testing.M) {
	if os.Getuid() != 0 {
		fmt.Println("The end-to-end tests did not run: networks and mounts of their own take root (sudo make test).")
		return
	}
	if err := build(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	// Whoever reads the screen needs the window's fonts, and those belong to an app.
	app.NewWithID("org.retune.endtoend")
	os.Exit(m.Run())
}

// root is the module's folder, as seen from this package's.
const root = "../../.."

// programs is the folder of what TestMain builds.
const programs = root + "/build/endtoend"

// program returns the path of a program that TestMain built.
func program(name string) string {
	path, err := filepath.Abs(filepath.Join(programs, name))
	if err != nil {
		panic(err) // only where there is no working folder
	}
	return path
}

func build() error {
	steps := [][]string{
		{"make", "--silent", "-C", root, "build", "PROGRAM=build/endtoend/retune"},
		// Without C they need no libraries, which a sandbox would not have for them.
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

// dependOnSources looks at every file that the programs are built from. Go remembers
// what a test looked at: as long as none of it changes, it does not run the tests
// again, and as soon as something does, it does. It remembers nothing of what TestMain
// looked at before the tests began, so every box does this.
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
