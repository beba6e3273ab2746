package system

import (
	"syscall"
)

// userImmutable and systemImmutable are UF_IMMUTABLE and SF_IMMUTABLE of chflags(2).
const (
	userImmutable   = 0x00000002
	systemImmutable = 0x00020000
)

// Immutable reports whether a file or folder has a flag that makes it unchangeable, as set by
// "chflags uchg".
func Immutable(path string) bool {
	var status syscall.Stat_t
	if syscall.Lstat(path, &status) != nil {
		return false
	}
	return status.Flags&(userImmutable|systemImmutable) != 0
}
