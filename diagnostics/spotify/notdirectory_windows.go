package spotify

import "golang.org/x/sys/windows"

// errNotDirectory is what Windows says of a path through a file; fs.ErrNotExist does
// not cover that.
const errNotDirectory = windows.ERROR_DIRECTORY
