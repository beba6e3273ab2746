package system

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestSavingKeepsWhatIsThere(t *testing.T) {
	home := t.TempDir()
	environment := Environment{System: "linux", Home: home}
	for _, want := range []string{"report.txt", "report-2.txt", "report-3.txt"} {
		path, err := SaveDocument(environment, "report.txt", []byte(want))
		if err != nil || path != filepath.Join(home, want) {
			t.Fatalf("saved as %q (%v), want %q", path, err, want)
		}
	}
	for _, name := range []string{"report.txt", "report-3.txt"} {
		content, err := os.ReadFile(filepath.Join(home, name))
		if err != nil || string(content) != name {
			t.Errorf("%s holds %q (%v)", name, content, err)
		}
	}
}

func TestSavingGoesToTheDownloads(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "Téléchargements")
	config := filepath.Join(home, ".config")
	for _, made := range []string{folder, config} {
		if err := os.Mkdir(made, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	dirs := "# made by xdg-user-dirs\nXDG_DESKTOP_DIR=\"$HOME/Bureau\"\nXDG_DOWNLOAD_DIR=\"$HOME/Téléchargements\"\n"
	if err := os.WriteFile(filepath.Join(config, "user-dirs.dirs"), []byte(dirs), 0o600); err != nil {
		t.Fatal(err)
	}
	path, err := SaveDocument(Environment{System: "linux", Home: home}, "report.txt", nil)
	if err != nil || filepath.Dir(path) != folder {
		t.Errorf("saved as %q (%v), want it in %q", path, err, folder)
	}
}

func TestSavingWithoutAnyFolder(t *testing.T) {
	for name, home := range map[string]string{"no home": "", "a home that is gone": filepath.Join(t.TempDir(), "gone")} {
		if path, err := SaveDocument(Environment{System: "linux", Home: home}, "report.txt", nil); !errors.Is(err, ErrNoFolder) {
			t.Errorf("%s: saved as %q (%v)", name, path, err)
		}
	}
	if _, err := os.Stat("report.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it was saved where the program was started (%v)", err)
	}
}

func TestTheDownloadsOfADesktop(t *testing.T) {
	for text, want := range map[string]string{
		`XDG_DOWNLOAD_DIR="$HOME/Downloads"`: "/home/anna/Downloads",
		`XDG_DOWNLOAD_DIR="/data/files"`:     "/data/files",
		`XDG_DOWNLOAD_DIR="files"`:           "",
		`#XDG_DOWNLOAD_DIR="/data/files"`:    "",
		`XDG_DOWNLOAD_DIR=/data/files`:       "",
		"":                                   "",
	} {
		if got := downloadsIn(text, "/home/anna"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
