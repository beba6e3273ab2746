package system

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// mostNamesakes is how many files of the same name, with numbers added, may exist.
const mostNamesakes = 100

// ErrNoFolder is returned if there is no folder to save into.
var ErrNoFolder = errors.New("there is no folder to save into")

// SaveDocument writes a new file, readable by its owner only, to where users look for saved
// files: the downloads folder, or else the home folder. It never overwrites a file but adds a
// number to the name. It returns the path. The error is ErrNoFolder, or why the file could
// not be written.
func SaveDocument(environment Environment, name string, content []byte) (path string, err error) {
	failed := ErrNoFolder
	for _, folder := range documentFolders(environment) {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			continue
		}
		if path, failed = saveIn(folder, name, content); failed == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("save %s: %w", name, failed)
}

func saveIn(folder, name string, content []byte) (path string, err error) {
	for number := 1; number <= mostNamesakes; number++ {
		path = filepath.Join(folder, numbered(name, number))
		err = writeNew(path, content)
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
	return "", err
}

// numbered returns "report.txt", "report-2.txt" and so on.
func numbered(name string, number int) string {
	if number == 1 {
		return name
	}
	ending := filepath.Ext(name)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ending), number, ending)
}

// writeNew creates a file, which must not exist yet. If it cannot be written completely it is
// removed.
func writeNew(path string, content []byte) (err error) {
	const ownerAlone = 0o600
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, ownerAlone)
	if err != nil {
		return fmt.Errorf("make a file: %w", err)
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		//nolint:forbidigo // the file was made right here, by nobody else
		return errors.Join(fmt.Errorf("write a file: %w", err), os.Remove(path))
	}
	return nil
}

// documentFolders are the folders to save into, best first.
func documentFolders(environment Environment) []string {
	if environment.Home == "" {
		return nil
	}
	downloads := environment.InHome("Downloads")
	if environment.System == "linux" {
		if named := userDownloads(environment); named != "" {
			downloads = named
		}
	}
	return []string{downloads, environment.Home}
}

// userDownloads returns the desktop's downloads folder from user-dirs.dirs (freedesktop.org's
// xdg-user-dirs); "" if it does not say.
func userDownloads(environment Environment) string {
	const limit = 64 << 10
	text, err := NewFiles().Read(environment.Join(environment.XDG("XDG_CONFIG_HOME", ".config"), "user-dirs.dirs"), limit)
	if err != nil {
		return ""
	}
	return downloadsIn(string(text), environment.Home)
}

// downloadsIn finds the folder in the text of a user-dirs.dirs: absolute, or below
// $HOME, in quotes.
func downloadsIn(text, home string) string {
	found := regexp.MustCompile(`(?m)^\s*XDG_DOWNLOAD_DIR="(\$HOME)?(/[^"\n]*)"`).FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	if found[1] != "" {
		return home + found[2]
	}
	return found[2]
}
