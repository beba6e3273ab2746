package system

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"
)

// TestTheShellRunsAProgramToItsEnd does not use the verb "runas", which would prompt whoever
// runs the tests.
func TestTheShellRunsAProgramToItsEnd(t *testing.T) {
	folder, err := windows.GetSystemDirectory()
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(t.TempDir(), "left behind")
	script := filepath.Join(t.TempDir(), "script.cmd")
	if err := os.WriteFile(script, []byte("@echo %~1>\"%~2\"\r\n@exit 7\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, err := runByShell(t.Context(), "open", Command{Program: filepath.Join(folder, "cmd.exe"), Arguments: []string{"/c", script, "a b", left}})
	if content, unread := os.ReadFile(left); err != nil || status != 7 || unread != nil || string(content) != "a b\r\n" {
		t.Errorf("status %d, %v; it left %q, %v", status, err, content, unread)
	}
	if _, err := runByShell(t.Context(), "open", Command{Program: filepath.Join(folder, "no such program.exe")}); !errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
		t.Errorf("a program that is not there: %v", err)
	}
}

func TestTheHostsFileIsTheSystems(t *testing.T) {
	t.Setenv("SystemRoot", `X:\elsewhere`)
	path, err := HostsFile()
	if err != nil || filepath.VolumeName(path) == "X:" || filepath.Base(path) != "hosts" {
		t.Errorf("%s, %v", path, err)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		t.Errorf("%s: %v", filepath.Dir(path), err)
	}
}
