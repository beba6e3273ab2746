package repair

import (
	"io/fs"
	"testing"
)

// TestLinksOfAllSystems: Go shows a junction of Windows, and a volume that is mounted in
// a folder, as irregular; some look like folders as well.
func TestLinksOfAllSystems(t *testing.T) {
	for mode, want := range map[fs.FileMode]bool{
		0:                                false,
		fs.ModeDir | 0o700:               false,
		fs.ModeNamedPipe:                 false,
		fs.ModeSymlink:                   true,
		fs.ModeSymlink | fs.ModeDir:      true,
		fs.ModeIrregular:                 true,
		fs.ModeIrregular | fs.ModeDir:    true,
		fs.ModeIrregular | fs.ModeDevice: true,
	} {
		if linked(mode) != want {
			t.Errorf("%v: %v", mode, !want)
		}
	}
}
