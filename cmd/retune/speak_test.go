package main

import (
	"io/fs"
	"strings"
	"testing"

	"retune/assets"
)

func TestEveryLanguageIsPrintedAsItIsWritten(t *testing.T) {
	err := fs.WalkDir(assets.Texts(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(assets.Texts(), path)
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimRight(line, "\r\n"); printable(line) != line {
				t.Errorf("%s: %q is printed as %q", path, line, printable(line))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNothingFromOutsideSteersTheTerminal(t *testing.T) {
	for text, want := range map[string]string{
		"two\nlines": "two?lines", "\x1b[2J": "?[2J", "a\u202eb": "a?b", "\u2028": "?", "a\tb": "a?b", "\u009b1m": "?1m",
	} {
		if got := printable(text); got != want {
			t.Errorf("%q is printed as %q, want %q", text, got, want)
		}
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "Hosts file": 10, "Größe": 5, "Gro\u0308ße": 5, "インターネット": 14, "인터넷 연결": 11, "VPN・接続": 9,
	} {
		if got := columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
	if got := padded("接続", 6) + "|"; got != "接続  |" {
		t.Errorf("it is %q", got)
	}
}
