//go:build unix

package repair

import (
	"errors"
	"syscall"
)

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// readOnly: Linux makes a disk that had a fault one that can only be read, too.
func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// inUse: here a file that is open can be moved and deleted all the same.
func inUse(error) bool { return false }

// otherFileSystem: EBUSY is what rename says of a folder that is itself a mount point.
func otherFileSystem(err error) bool {
	return errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EBUSY)
}
