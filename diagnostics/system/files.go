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

// ErrTooLarge is returned for a file that is larger than anything it could rightly be.
var ErrTooLarge = errors.New("the file is too large")

// Files is the door through which files are looked at; nothing is changed through it.
type Files interface {
	// Modified returns when a file or folder, links followed, was last changed.
	// fs.ErrNotExist: it is not there.
	Modified(path string) (time.Time, error)
	// Read returns a whole file of at most limit bytes, or ErrTooLarge.
	Read(path string, limit int64) ([]byte, error)
	// List returns the names in a folder.
	List(path string) ([]string, error)
	// Resolve returns the path with all links followed, as the process table shows it.
	Resolve(path string) (string, error)
}

// NewFiles returns the door to this computer's files.
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
	// A device in the file's place would never end, and a pipe not even open.
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
