package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// newFile is the name under which the new content of a file is written down before it
// takes the file's place. One that is left over belonged to a Retune that was killed.
const newFile = ".retune-new"

// replaceFile puts content in the place of a file, in one step: whoever opens it then, or
// after a power cut, has the old content or the new one, and never half of either. The
// file keeps its mode and owner. Name is that of a regular file in the folder, or of a
// new one; like is the file whose mode and owner it gets, or nil where it is to be this
// user's alone.
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

// writeFile writes a new file so that it is on the disk when it returns.
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
