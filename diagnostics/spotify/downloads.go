package spotify

import (
	"errors"
	"io/fs"
	"path/filepath"

	"retune/diagnostics/system"
)

// errRelativeDownloads is returned for a relative path: only Spotify knows what it is
// relative to.
var errRelativeDownloads = errors.New("the place of the downloads is not a whole path")

// MovedDownloads returns every folder that preferences name as a location of downloads: those
// of this install, of each of its users, and of every other possible install, since downloads
// may be moved anywhere, even into each other's folders. The install's own preferences must
// be read completely: otherwise the error is an *fs.PathError that names the file and wraps a
// *Damaged or the file system's error. Other installs' preferences are read as far as
// possible.
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

// allPreferences lists the preferences files of an install and of each of its users.
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
