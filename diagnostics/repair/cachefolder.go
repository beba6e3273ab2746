package repair

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"retune/diagnostics"
)

// errNotThere is returned for a folder that does not exist.
var errNotThere = errors.New("there is no such folder")

// errForeignFolder is returned for a folder of another user. Running as administrator with
// another user's home, Retune would take that user's Spotify for somebody else's, and create
// folders that the user cannot delete.
var errForeignFolder = errors.New("the folder belongs to another user")

// cacheFolder is a cache folder that is held open, so that all work stays within the very
// folder that was examined, whatever happens to its name.
type cacheFolder struct {
	path  string
	info  fs.FileInfo
	root  *os.Root
	shelf shelf // what can be set aside in it
}

// openCacheFolder opens a cache folder. It refuses a link, because its target is not known to
// be Spotify's. errNotThere means that there is no such folder.
func openCacheFolder(folder string, on shelf) (*cacheFolder, error) {
	info, err := os.Lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNotThere
	case err != nil:
		return nil, refuseFile(folder, err)
	case info.Mode().Type() != fs.ModeDir:
		return nil, refuse(ReasonLink, diagnostics.Args{"Path": folder}, nil)
	case foreign(info):
		return nil, refuse(ReasonPermission, diagnostics.Args{"Path": folder}, errForeignFolder)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, refuseFile(folder, err)
	}
	opened, err := root.Stat(".")
	if err != nil || !os.SameFile(info, opened) {
		_ = root.Close()
		return nil, refuse(ReasonChanged, diagnostics.Args{"Path": folder}, err)
	}
	return &cacheFolder{path: folder, info: info, root: root, shelf: on}, nil
}

func (c *cacheFolder) close() { _ = c.root.Close() }

// join returns the full path of something in the folder.
func (c *cacheFolder) join(name string) string {
	return filepath.Join(c.path, filepath.FromSlash(name))
}

// folder examines a subfolder step by step: a link anywhere on the way is refused. It returns
// nil if there is no such folder.
func (c *cacheFolder) folder(name string) (fs.FileInfo, error) {
	var info fs.FileInfo
	walked := ""
	for part := range strings.SplitSeq(name, "/") {
		walked = path.Join(walked, part)
		var err error
		info, err = c.root.Lstat(filepath.FromSlash(walked))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil //nolint:nilnil // not being there is a usual answer
		case err != nil:
			return nil, refuseFile(c.join(walked), err)
		case linked(info.Mode()):
			return nil, refuse(ReasonLink, diagnostics.Args{"Path": c.join(walked)}, nil)
		case !info.IsDir():
			return nil, nil //nolint:nilnil // a file in a folder's place is not the cache
		}
	}
	return info, nil
}

// linked reports whether a file redirects to another place: a link, or what Go calls
// irregular on Windows, such as a junction or a volume mounted in a folder.
func linked(mode fs.FileMode) bool { return mode.Type()&(fs.ModeSymlink|fs.ModeIrregular) != 0 }

// item examines an item of the shelf, in its own place or inside an aside. It returns nil if
// there is none, and refuses anything that merely has its name.
func (c *cacheFolder) item(name string) (fs.FileInfo, error) {
	if c.shelf.folders {
		return c.folder(name)
	}
	if above := path.Dir(name); above != "." {
		if info, err := c.folder(above); info == nil || err != nil {
			return nil, err
		}
	}
	info, err := c.root.Lstat(filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil //nolint:nilnil // not being there is a usual answer
	case err != nil:
		return nil, refuseFile(c.join(name), err)
	case info.IsDir():
		return nil, refuse(ReasonChanged, diagnostics.Args{"Path": c.join(name)}, errNoLockFile)
	}
	return info, nil
}

// errNoLockFile is returned for a folder named like Spotify's lock, which is never a folder.
var errNoLockFile = errors.New("a folder stands in the place of a lock file")

// names lists what is directly in the folder.
func (c *cacheFolder) names() ([]string, error) {
	names, err := namesIn(c.root)
	if err != nil {
		return nil, refuseFile(c.path, err)
	}
	return names, nil
}

func namesIn(root *os.Root) ([]string, error) {
	folder, err := root.Open(".")
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the path
	}
	defer func() { _ = folder.Close() }()
	return folder.Readdirnames(-1) //nolint:wrapcheck // the caller names the path
}
