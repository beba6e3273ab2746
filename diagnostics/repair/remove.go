package repair

import "os"

// remove deletes a file, a link, or an empty folder. The name is one within a folder that is
// held open, so it cannot refer to anything outside, and a link is removed without its
// target. This is the only place where Retune deletes anything; the linter enforces that.
func remove(folder *os.Root, name string) error {
	if oddName(name) {
		return removeOdd(folder, name)
	}
	return folder.Remove(name) //nolint:wrapcheck // the caller names the path
}
