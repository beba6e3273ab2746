package repair

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"
)

// progressEvery is how often progress is told: ten times a second is as much as
// anybody sees.
const progressEvery = 100 * time.Millisecond

// sum is how much a walk has counted so far; several workers add to it.
type sum struct{ bytes, files atomic.Int64 }

// countTree adds up how much a folder holds. What may not be read is passed over: the
// sum is there to be shown.
func countTree(ctx context.Context, root *os.Root, name string, counted *sum) error {
	_, err := walkTree(ctx, root, name, func(folder *os.Root, name string) error {
		info, err := folder.Lstat(name)
		if err != nil {
			return err //nolint:wrapcheck // the walk names the path
		}
		counted.files.Add(1)
		counted.bytes.Add(info.Size())
		return nil
	})
	var unreadable *Unrepaired
	if errors.As(err, &unreadable) {
		return nil
	}
	return err
}

// deleteTree deletes a folder for good, counting the files. One that cannot be deleted
// does not keep the others from going; the first such is the error.
func deleteTree(ctx context.Context, root *os.Root, name string, files *atomic.Int64) error {
	folders, err := walkTree(ctx, root, name, func(folder *os.Root, name string) error {
		if ctx.Err() != nil {
			return nil // the walk ends with the folder
		}
		files.Add(1)
		return folder.Remove(name) //nolint:wrapcheck // the walk names the path
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	// A folder below has a longer path than the one that holds it.
	slices.SortFunc(folders, func(a, b string) int { return len(b) - len(a) })
	for _, folder := range folders {
		if err := root.Remove(filepath.FromSlash(folder)); err != nil {
			return unrepairedFile(filepath.Join(root.Name(), folder), err)
		}
	}
	return nil
}

// telling runs work and tells its progress until it is done, and once at its end.
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
