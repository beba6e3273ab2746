//go:build unix

package repair

import (
	"errors"
	"syscall"
)

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// readOnly includes a disk that Linux has remounted read-only after a fault.
func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// inUse is never true: here an open file can be moved and deleted.
func inUse(error) bool { return false }

// otherFileSystem includes EBUSY, which rename returns for a folder that is itself a mount
// point.
func otherFileSystem(err error) bool {
	return errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EBUSY)
}
