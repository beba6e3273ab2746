package diagnostics_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// repository is the module's root folder, relative to this package.
const repository = ".."

// imports maps each folder of the module, as a slash-separated path, to the imports of its
// non-test files on all systems. Tests may import more.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(repository, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipForeign(file, entry.Name())
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(repository, filepath.Dir(file))
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[filepath.ToSlash(folder)] = append(found[filepath.ToSlash(folder)], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// skipForeign skips what the go command skips: hidden folders, test data, other modules; and
// the programs that only the end-to-end tests run.
func skipForeign(folder, name string) error {
	if folder == repository {
		return nil
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	if err == nil || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") ||
		name == "testdata" || name == "endtoend" {
		return filepath.SkipDir
	}
	return nil
}

// under reports whether an import path or folder is the given one or below it.
func under(name, parent string) bool { return name == parent || strings.HasPrefix(name, parent+"/") }

// standard reports whether a package is in the standard library: the first element of any
// other path contains a dot or is this module.
func standard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".") && first != "retune"
}

// boundary is a rule about who may import what.
type boundary struct {
	name string
	// breaks reports whether the folder must not import the package.
	breaks func(folder, imported string) bool
}

// onlyIn restricts packages to one folder and those below it.
func onlyIn(home string, packages ...string) func(folder, imported string) bool {
	return func(folder, imported string) bool {
		return !under(folder, home) && slices.ContainsFunc(packages, func(p string) bool { return under(imported, p) })
	}
}

func boundaries() []boundary {
	return []boundary{
		{"diagnostics knows the standard library alone", func(folder, imported string) bool {
			return folder == "diagnostics" && !standard(imported)
		}},
		{"diagnostics and what lies below it know no window", func(folder, imported string) bool {
			return under(folder, "diagnostics") && (under(imported, "fyne.io/fyne/v2") || under(imported, "retune/ui"))
		}},
		{"only the program opens a window", onlyIn("cmd/retune", "fyne.io/fyne/v2/app")},
		{"one folder has the door to processes, commands and the browser", onlyIn(
			"diagnostics/system", "github.com/shirou/gopsutil", "github.com/pkg/browser", "os/exec")},
		{"the window touches no file, process or socket", func(folder, imported string) bool {
			return under(folder, "ui") && slices.ContainsFunc([]string{
				"os", "os/exec", "net", "net/http", "runtime", "syscall", "golang.org/x/sys",
				"retune/diagnostics/network", "retune/diagnostics/spotify", "retune/diagnostics/system",
			}, func(p string) bool { return imported == p || p == "golang.org/x/sys" && under(imported, p) })
		}},
		{"nothing imports the window but the program", onlyIn("cmd", "retune/ui")},
		{"the assets know nothing of the rest", func(folder, imported string) bool {
			return under(folder, "assets") && under(imported, "retune")
		}},
	}
}

func TestBoundaries(t *testing.T) {
	found := imports(t)
	if len(found["diagnostics"]) == 0 {
		t.Fatal("the module's folders were not found")
	}
	for _, rule := range boundaries() {
		for folder, packages := range found {
			for _, imported := range packages {
				if rule.breaks(folder, imported) {
					t.Errorf("%s imports %s: %s", folder, imported, rule.name)
				}
			}
		}
	}
}

func TestBoundariesNoticeEachBreach(t *testing.T) {
	breaches := [][2]string{
		{"diagnostics", "github.com/shirou/gopsutil/v3/process"},
		{"diagnostics/network", "fyne.io/fyne/v2/widget"},
		{"ui", "fyne.io/fyne/v2/app"},
		{"diagnostics/spotify", "os/exec"},
		{"ui", "net/http"},
		{"ui", "golang.org/x/sys/unix"},
		{"diagnostics/words", "retune/ui"},
		{"assets", "retune/diagnostics"},
	}
	for _, breach := range breaches {
		noticed := slices.ContainsFunc(boundaries(), func(b boundary) bool { return b.breaks(breach[0], breach[1]) })
		if !noticed {
			t.Errorf("nobody minds %s importing %s", breach[0], breach[1])
		}
	}
	for _, allowed := range [][2]string{
		{"diagnostics", "time"}, {"diagnostics/system", "os/exec"}, {"cmd/retune", "fyne.io/fyne/v2/app"}, {"ui", "retune/diagnostics"},
	} {
		for _, rule := range boundaries() {
			if rule.breaks(allowed[0], allowed[1]) {
				t.Errorf("%s must not import %s: %s", allowed[0], path.Base(allowed[1]), rule.name)
			}
		}
	}
}
