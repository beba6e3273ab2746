package repair

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"
)

// progressEvery is how often progress is reported: more than ten times a second would not be
// noticed.
const progressEvery = 100 * time.Millisecond

// sum is how much a walk has counted so far. Workers add to it concurrently.
type sum struct{ bytes, files atomic.Int64 }

func (s *sum) now() Sum { return Sum{Bytes: s.bytes.Load(), Files: s.files.Load()} }

func (s *sum) add(entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil {
		return err //nolint:wrapcheck // the walk names the path
	}
	s.files.Add(1)
	s.bytes.Add(info.Size())
	return nil
}

// countTree adds up how much a folder contains. What cannot be read is skipped, because the
// sum is only for display.
func countTree(ctx context.Context, root *os.Root, name string, counted *sum) error {
	_, err := walkTree(ctx, root, name, func(_ *os.Root, entry fs.DirEntry) error {
		return counted.add(entry)
	})
	var unreadable *Unrepaired
	if errors.As(err, &unreadable) {
		err = nil
	}
	return err
}

// deleteTree deletes a folder for good and counts what is gone. A file that cannot be deleted
// does not keep other files and emptied folders from being deleted; the first such failure is
// the error.
func deleteTree(ctx context.Context, root *os.Root, name string, deleted *sum) error {
	folders, err := walkTree(ctx, root, name, func(folder *os.Root, entry fs.DirEntry) error {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // the walk ends with the folder, and says why
		}
		if err := remove(folder, entry.Name()); err != nil {
			return err //nolint:wrapcheck // the walk names the path
		}
		return deleted.add(entry)
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	// A subfolder's path is longer than its parent's, so this sorts children first.
	slices.SortFunc(folders, func(a, b string) int { return len(b) - len(a) })
	for _, folder := range folders {
		if failure := remove(root, filepath.FromSlash(folder)); failure != nil && err == nil {
			err = unrepairedFile(filepath.Join(root.Name(), folder), failure)
		}
	}
	return err
}

// telling runs work, reporting its progress regularly and once at its end.
func telling(tell func(), work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	ticker := time.NewTicker(progressEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			tell()
		case err := <-done:
			tell()
			return err
		}
	}
}
