package repair

import "io/fs"

// deviceOf returns the same number for all files: on Windows another file system in a folder
// is a junction, which no walk enters.
func deviceOf(fs.FileInfo) uint64 { return 0 }

// foreign reports false: on Windows the system's permissions decide instead of the owner.
func foreign(fs.FileInfo) bool { return false }
