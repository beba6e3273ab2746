package repair

import (
	"errors"
	"io/fs"
	"os"
)

// remove deletes a file, a link, or an empty folder: the name is one in a folder that is
// held open, so nothing outside of it can be meant, and a link goes without what it leads
// to. It is the one place of Retune that deletes anything; the linter sees to that.
func remove(folder *os.Root, name string) error {
	err := folder.Remove(name)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return err //nolint:wrapcheck // the caller names the path
	}
	return removeOdd(folder, name, err)
}
