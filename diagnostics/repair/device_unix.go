//go:build unix

package repair

import (
	"io/fs"
	"os"
	"syscall"
)

// deviceOf returns the device number of a file's file system.
func deviceOf(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Dev) //nolint:gosec,unconvert,nolintlint // its type differs between systems
	}
	return 0
}

// foreign reports whether a file belongs to a user other than the one who runs Retune.
func foreign(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) != os.Getuid()
}
