package system

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrTooLarge is returned for a file larger than it could legitimately be.
var ErrTooLarge = errors.New("the file is too large")

// Files gives read-only access to files.
type Files interface {
	// Modified returns when a file or folder was last modified, following links. The error is
	// fs.ErrNotExist if it does not exist.
	Modified(path string) (time.Time, error)
	// Read returns the whole content of a file of at most limit bytes, or else ErrTooLarge.
	Read(path string, limit int64) ([]byte, error)
	// List returns the names in a folder.
	List(path string) ([]string, error)
	// Resolve returns the path with all links resolved, as the process table shows it.
	Resolve(path string) (string, error)
}

// NewFiles returns access to this computer's files.
func NewFiles() Files { return files{} }

type files struct{}

func (files) Modified(path string) (time.Time, error) {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}, fmt.Errorf("look at a file: %w", err)
	}
	return info.ModTime(), nil
}

func (files) Read(path string, limit int64) (content []byte, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read a file: %w", err)
	}
	// Reading a device would never end, and even opening a pipe could block.
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read %s: %w", path, fs.ErrInvalid)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read a file: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	content, err = io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read a file: %w", err)
	}
	if int64(len(content)) > limit {
		return nil, fmt.Errorf("read %s: %w", path, ErrTooLarge)
	}
	return content, nil
}

func (files) Resolve(path string) (string, error) {
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("follow the links of a path: %w", err)
	}
	return resolved, nil
}

func (files) List(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("list a folder: %w", err)
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names, nil
}
