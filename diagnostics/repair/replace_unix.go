//go:build unix

package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// owned gives a file the owner and mode of another. The owner comes first, because changing
// it can clear bits of the mode.
func owned(file *os.File, like fs.FileInfo) error {
	if stat, ok := like.Sys().(*syscall.Stat_t); ok {
		if err := file.Chown(int(stat.Uid), int(stat.Gid)); err != nil {
			return err //nolint:wrapcheck // the caller says what it was for
		}
	}
	return file.Chmod(like.Mode()) //nolint:wrapcheck // the caller says what it was for
}

// syncFolder flushes the folder's entries to the disk.
func syncFolder(folder *os.Root) error {
	open, err := folder.Open(".")
	if err != nil {
		return fmt.Errorf("write the folder to the disk: %w", err)
	}
	defer func() { _ = open.Close() }()
	// Some file systems have nothing to flush and return an error.
	if err := open.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return fmt.Errorf("write the folder to the disk: %w", err)
	}
	return nil
}
