package repair

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// sparePlaces allows for file systems that are mounted while the list is read.
const sparePlaces = 16

// mountsBelow returns the mount points below a folder, as relative paths, from the kernel's
// list (getfsstat(2)).
func mountsBelow(folder string) ([]string, error) {
	resolved, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	many, err := unix.Getfsstat(nil, unix.MNT_NOWAIT)
	if err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	mounted := make([]unix.Statfs_t, many+sparePlaces)
	many, err = unix.Getfsstat(mounted, unix.MNT_NOWAIT)
	if err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	var below []string
	for _, system := range mounted[:many] {
		if point, found := strings.CutPrefix(unix.ByteSliceToString(system.Mntonname[:]), resolved+"/"); found {
			below = append(below, point)
		}
	}
	return below, nil
}
