//go:build unix

package repair

import (
	"io/fs"
	"syscall"
)

// deviceOf returns the number of the file system that a file is on.
func deviceOf(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Dev) //nolint:unconvert,nolintlint // its type differs between systems
	}
	return 0
}
