//go:build unix

package spotify

import "syscall"

// errNotDirectory: a file stands where a folder of a path would be, so the path is
// not there either; fs.ErrNotExist does not cover that.
const errNotDirectory = syscall.ENOTDIR
