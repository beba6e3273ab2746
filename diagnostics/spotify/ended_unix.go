//go:build unix

package spotify

import (
	"errors"
	"syscall"
)

// endedMeanwhile reports whether the error is ESRCH, which the kernel returns if a process
// ends while its files in /proc are read.
func endedMeanwhile(err error) bool { return errors.Is(err, syscall.ESRCH) }
