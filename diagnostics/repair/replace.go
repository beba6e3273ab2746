package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// newFile is the name of a file with new content before it takes the old file's place. A
// leftover one means that Retune was killed.
const newFile = ".retune-new"

// replaceFile replaces the content of a file atomically: a program that opens it, even after
// a power failure, sees the old content or the new one, never a mixture. The name must be
// that of a regular file in the folder, or of none. The file gets the mode and owner of like,
// or belongs to this user alone if like is nil.
func replaceFile(folder *os.Root, name string, content []byte, like fs.FileInfo) error {
	if err := remove(folder, newFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("make room for the new content: %w", err)
	}
	if err := writeFile(folder, newFile, content, like); err != nil {
		return errors.Join(err, remove(folder, newFile))
	}
	if err := folder.Rename(newFile, name); err != nil {
		return errors.Join(fmt.Errorf("put the new content in its place: %w", err), remove(folder, newFile))
	}
	return syncFolder(folder)
}

// writeFile writes a new file, which is on the disk once writeFile returns.
func writeFile(folder *os.Root, name string, content []byte, like fs.FileInfo) (err error) {
	file, err := folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write the new content: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if like != nil {
		if err := owned(file, like); err != nil {
			return fmt.Errorf("keep the file's mode and owner: %w", err)
		}
	}
	if _, err := file.Write(content); err != nil {
		return fmt.Errorf("write the new content: %w", err)
	}
	return file.Sync() //nolint:wrapcheck // it names the file itself
}
