package repair

import "io/fs"

// deviceOf: on Windows another file system inside a folder is a junction, and no walk
// enters one.
func deviceOf(fs.FileInfo) uint64 { return 0 }

// foreign is for systems whose files name their owner; here the system's own
// permissions decide.
func foreign(fs.FileInfo) bool { return false }
