package repair

import "os"

// remove deletes a file, a link, or an empty folder: the name is one in a folder that is
// held open, so nothing outside of it can be meant, and a link goes without what it leads
// to. It is the one place of Retune that deletes anything; the linter sees to that.
func remove(folder *os.Root, name string) error {
	if oddName(name) {
		return removeOdd(folder, name)
	}
	return folder.Remove(name) //nolint:wrapcheck // the caller names the path
}
