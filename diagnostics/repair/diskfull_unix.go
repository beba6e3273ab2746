//go:build unix

package repair

import (
	"errors"
	"syscall"
)

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// inUse: here a file that is open can be moved and deleted all the same.
func inUse(error) bool { return false }

// otherFileSystem: EBUSY is what rename says of a folder that is itself a mount point.
func otherFileSystem(err error) bool {
	return errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EBUSY)
}
