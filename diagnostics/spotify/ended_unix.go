//go:build unix

package spotify

import (
	"errors"
	"syscall"
)

// endedMeanwhile: of a process that ends while its files are read, the kernel says that
// there is no such process.
func endedMeanwhile(err error) bool { return errors.Is(err, syscall.ESRCH) }
