package spotify

import (
	"errors"
	"io/fs"
	"path/filepath"

	"retune/diagnostics/system"
)

// errRelativeDownloads: nobody but Spotify knows where such a path begins.
var errRelativeDownloads = errors.New("the place of the downloads is not a whole path")

// MovedDownloads returns every folder that preferences name as a place of downloads:
// those of an install, of each of its users, and of every other install that there could
// be, whose own may lie anywhere, too. What the install's own preferences say must be
// known for sure: otherwise the error is an *fs.PathError that names the file, and wraps
// a *Damaged or what the file system said. Those of the others are read where they can be.
func (f Finder) MovedDownloads(folders Folders) ([]string, error) {
	moved, err := movedDownloads(f.Files, f.Environment, folders)
	if err != nil {
		return nil, err
	}
	for _, other := range f.Folders() {
		if other.Config == folders.Config {
			continue
		}
		if theirs, err := movedDownloads(f.Files, f.Environment, other); err == nil {
			moved = append(moved, theirs...)
		}
	}
	return moved, nil
}

func movedDownloads(files system.Files, environment system.Environment, folders Folders) ([]string, error) {
	paths, err := folders.allPreferences(files, environment)
	if err != nil {
		return nil, err
	}
	var moved []string
	for _, path := range paths {
		preferences, err := ReadPreferences(files, path)
		if errors.Is(err, errNotDirectory) {
			continue
		}
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: path, Err: err}
		}
		for _, folder := range preferences.DownloadFolders() {
			if !filepath.IsAbs(folder) {
				return nil, &fs.PathError{Op: "read", Path: path, Err: errRelativeDownloads}
			}
			moved = append(moved, folder)
		}
	}
	return moved, nil
}

// allPreferences lists where an install's preferences and those of each of its users are.
func (f Folders) allPreferences(files system.Files, environment system.Environment) ([]string, error) {
	users := environment.Join(f.Config, "Users")
	names, err := files.List(users)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotDirectory) {
		return nil, &fs.PathError{Op: "read", Path: users, Err: err}
	}
	paths := []string{f.Preferences(environment)}
	for _, name := range names {
		paths = append(paths, environment.Join(users, name, "prefs"))
	}
	return paths, nil
}
