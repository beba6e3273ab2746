package repair

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// preferencesName is the preferences' name in their folder.
const preferencesName = "prefs"

// largestPreferences is far above a real file, which has some dozen lines.
const largestPreferences = 1 << 20

// configFolder is a folder with preferences that is held open.
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

// read reads a file of the folder that is this user's own and no link. The error is a
// refusal; fs.ErrNotExist is in it where there is no such file.
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

// parse reads preferences out of a file's content, or refuses what is not surely whole.
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
