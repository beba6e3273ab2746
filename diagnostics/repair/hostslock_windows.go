package repair

import (
	"io/fs"
	"os"
)

// unlock removes the read-only attribute, which guides on the hosts file and tools that guard
// it tend to set. lock restores it, as far as it can.
func unlock(folder *os.Root, name string, info fs.FileInfo) (lock func(), err error) {
	const writable = 0o200
	if info.Mode()&writable != 0 {
		return func() {}, nil
	}
	if err := folder.Chmod(name, info.Mode()|writable); err != nil {
		return nil, err //nolint:wrapcheck // the caller names the path
	}
	return func() { _ = folder.Chmod(name, info.Mode()) }, nil
}
