package repair

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// preferencesName is the name of the preferences file.
const preferencesName = "prefs"

// largestPreferences is far above the size of a real file, which has a few dozen lines.
const largestPreferences = 1 << 20

// configFolder is a folder with preferences, held open.
type configFolder struct {
	path string
	root *os.Root
}

func openConfigFolder(path string) (*configFolder, error) {
	root, err := os.OpenRoot(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNotThere
	case err != nil:
		return nil, refuseFile(path, err)
	}
	return &configFolder{path: path, root: root}, nil
}

func (c *configFolder) close() { _ = c.root.Close() }

func (c *configFolder) join(name string) string { return filepath.Join(c.path, name) }

// file is a file as it was read.
type file struct {
	content []byte
	info    fs.FileInfo
}

// read reads a file in the folder, which must belong to this user and not be a link. The
// error is a refusal, which wraps fs.ErrNotExist if there is no such file.
func (c *configFolder) read(name string) (file, error) {
	info, err := c.root.Lstat(name)
	args := diagnostics.Args{"Path": c.join(name)}
	switch {
	case err != nil:
		return file{}, refuse(ReasonPreferencesUnreadable, args, err)
	case linked(info.Mode()):
		return file{}, refuse(ReasonLink, args, nil)
	case foreign(info):
		return file{}, refuse(ReasonPermission, args, errForeignFolder)
	case !info.Mode().IsRegular(), info.Size() > largestPreferences:
		return file{}, refuse(ReasonPreferencesUnreadable, args, fs.ErrInvalid)
	}
	content, err := c.root.ReadFile(name)
	if err != nil {
		return file{}, refuse(ReasonPreferencesUnreadable, args, err)
	}
	return file{content: content, info: info}, nil
}

// parse parses preferences, and refuses content that may be incomplete.
func (c *configFolder) parse(name string, content []byte) (spotify.Preferences, error) {
	preferences, err := spotify.ParsePreferences(content)
	if err != nil {
		return preferences, c.refuseDamaged(name, err)
	}
	return preferences, nil
}

func (c *configFolder) refuseDamaged(name string, err error) error {
	args := diagnostics.Args{"Path": c.join(name)}
	var damaged *spotify.Damaged
	if errors.As(err, &damaged) {
		args["Line"] = damaged.Line
	}
	return refuse(ReasonPreferencesDamaged, args, err)
}
