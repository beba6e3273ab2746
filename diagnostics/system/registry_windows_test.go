package system

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/sys/windows/registry"
)

// branch creates a key for the test and returns its path.
func branch(t *testing.T) string {
	t.Helper()
	path := `Software\Retune tests\` + t.Name()
	key, _, err := registry.CreateKey(registry.CURRENT_USER, path+`\below`, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = key.Close()
		for _, gone := range []string{path + `\below`, path, `Software\Retune tests`} {
			_ = registry.DeleteKey(registry.CURRENT_USER, gone)
		}
	})
	if err := errors.Join(key.SetStringValue("text", `D:\Müsik`), key.SetDWordValue("number", 1)); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheRegistryIsRead(t *testing.T) {
	path := branch(t)
	door := NewRegistry()
	if names, err := door.Keys(path); err != nil || !slices.Equal(names, []string{"below"}) {
		t.Errorf("below are %q, %v", names, err)
	}
	if text, err := door.Text(path+`\below`, "TEXT"); err != nil || text != `D:\Müsik` {
		t.Errorf("the text is %q, %v", text, err)
	}
	if _, err := door.Text(path+`\below`, "number"); err == nil {
		t.Error("a number passes for a text")
	}
	_, err := door.Text(path+`\below`, "none")
	_, other := door.Text(path+`\none`, "text")
	_, third := door.Keys(path + `\none`)
	for _, err := range []error{err, other, third} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("of what is not there it says %v", err)
		}
	}
}

func TestAProgramsVersionIsRead(t *testing.T) {
	program := filepath.Join(os.Getenv("SystemRoot"), "explorer.exe")
	if version, err := FileVersion(program); err != nil || !regexp.MustCompile(`^\d+\.\d+\.\d+\.\d+$`).MatchString(version) {
		t.Errorf("got %q, %v", version, err)
	}
	plain := filepath.Join(t.TempDir(), "plain.exe")
	if err := os.WriteFile(plain, []byte("MZ"), 0o600); err != nil {
		t.Fatal(err)
	}
	if version, err := FileVersion(plain); err == nil {
		t.Errorf("a file without a version has %q", version)
	}
}
