package repair

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"retune/diagnostics"
)

// tree walks a folder with several workers, each in one folder at a time. A folder is held
// open while it is worked on, links are never followed, and a folder on another file system
// is refused.
type tree struct {
	// file is called for everything that is not a folder, concurrently. Its errors do not end
	// the walk.
	file fileWork

	device uint64
	group  errgroup.Group

	mutex   sync.Mutex
	folders []string // every folder walked, parents before children
	failure error    // the first failure, which names a path
}

// fileWork handles one file of a folder. The entry's information needs no further system
// call: os.Root has already looked up every entry that it lists.
type fileWork func(folder *os.Root, entry fs.DirEntry) error

// walkTree walks the named folder below root. It returns the folders it walked, as paths
// below root. The error is a *Refusal, the context's, or the first one from a file.
func walkTree(ctx context.Context, root *os.Root, name string, file fileWork) ([]string, error) {
	walk := &tree{file: file}
	// Twice as many workers as processors, because about half of them wait for the disk.
	walk.group.SetLimit(2 * runtime.GOMAXPROCS(0))
	top, err := root.OpenRoot(filepath.FromSlash(name))
	if err != nil {
		return nil, refuseFile(filepath.Join(root.Name(), name), err)
	}
	info, err := top.Stat(".")
	if err != nil {
		_ = top.Close()
		return nil, refuseFile(filepath.Join(root.Name(), name), err)
	}
	walk.device = deviceOf(info)
	err = walk.folder(ctx, top, name)
	if err := errors.Join(err, walk.group.Wait()); err != nil {
		return nil, err
	}
	return walk.folders, walk.failure
}

// folder handles one folder, which it owns and closes. It hands subfolders to idle workers,
// or handles them itself.
func (t *tree) folder(ctx context.Context, folder *os.Root, path string) error {
	defer func() { _ = folder.Close() }()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := t.enter(folder, path); err != nil {
		return err
	}
	open, err := folder.Open(".")
	if err != nil {
		t.failed(folder.Name(), err)
		return nil
	}
	defer func() { _ = open.Close() }()
	for {
		entries, err := open.ReadDir(entriesAtOnce)
		if err := t.work(ctx, folder, path, entries); err != nil {
			return err
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.failed(folder.Name(), err)
			}
			return nil
		}
	}
}

// entriesAtOnce is how many entries of a folder are held in memory at once: a folder can have
// millions.
const entriesAtOnce = 1024

// work handles some entries of a folder.
func (t *tree) work(ctx context.Context, folder *os.Root, path string, entries []fs.DirEntry) error {
	for _, entry := range entries {
		if !entry.IsDir() {
			if err := t.file(folder, entry); err != nil {
				t.failed(filepath.Join(folder.Name(), entry.Name()), err)
			}
			continue
		}
		if err := t.below(ctx, folder, entry.Name(), path); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (t *tree) below(ctx context.Context, parent *os.Root, name, path string) error {
	folder, err := parent.OpenRoot(name)
	if err != nil {
		t.failed(filepath.Join(parent.Name(), name), err)
		return nil
	}
	path = path + "/" + name
	if t.group.TryGo(func() error { return t.folder(ctx, folder, path) }) {
		return nil
	}
	return t.folder(ctx, folder, path)
}

// enter records a folder, and refuses one on another file system.
func (t *tree) enter(folder *os.Root, path string) error {
	info, err := folder.Stat(".")
	if err != nil {
		return refuseFile(folder.Name(), err)
	}
	if deviceOf(info) != t.device {
		return refuse(ReasonOtherFileSystem, diagnostics.Args{"Path": folder.Name()}, nil)
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.folders = append(t.folders, path)
	return nil
}

// failed keeps the first failure. Something that has vanished by itself is not one.
func (t *tree) failed(path string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.failure == nil {
		t.failure = unrepairedFile(path, err)
	}
}
