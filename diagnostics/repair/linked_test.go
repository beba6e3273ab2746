package repair

import (
	"io/fs"
	"testing"
)

// TestLinksOfAllSystems includes what Go reports as irregular on Windows: junctions and
// volumes mounted in a folder, some of which look like folders as well.
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
