package repair

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// sparePlaces are for file systems that are mounted while the list is read.
const sparePlaces = 16

// mountBelow returns a mount point at or below a folder, or "", by the kernel's own list
// (getfsstat(2)).
func mountBelow(folder string) (string, error) {
	resolved, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return "", fmt.Errorf("look for mounts: %w", err)
	}
	many, err := unix.Getfsstat(nil, unix.MNT_NOWAIT)
	if err != nil {
		return "", fmt.Errorf("look for mounts: %w", err)
	}
	mounted := make([]unix.Statfs_t, many+sparePlaces)
	many, err = unix.Getfsstat(mounted, unix.MNT_NOWAIT)
	if err != nil {
		return "", fmt.Errorf("look for mounts: %w", err)
	}
	for _, system := range mounted[:many] {
		point := unix.ByteSliceToString(system.Mntonname[:])
		if point == resolved || strings.HasPrefix(point, resolved+"/") {
			return point, nil
		}
	}
	return "", nil
}
