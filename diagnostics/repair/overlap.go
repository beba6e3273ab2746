package repair

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// downloads returns the usual locations of downloads and their index, which may be links, and
// those that the preferences name. If the preferences cannot be read completely it refuses,
// because the downloads may be anywhere.
func downloads(finder spotify.Finder, folders spotify.Folders) ([]string, error) {
	moved, err := finder.MovedDownloads(folders)
	var damaged *spotify.Damaged
	switch {
	case errors.As(err, &damaged):
		return nil, refuse(ReasonPreferencesDamaged, diagnostics.Args{"Path": pathOf(err), "Line": damaged.Line}, err)
	case err != nil:
		return nil, refuse(ReasonPreferencesUnreadable, diagnostics.Args{"Path": pathOf(err)}, err)
	}
	return append(moved, folders.Downloads, folders.DownloadIndex), nil
}

// refuseOverlap refuses an item that is, contains, or is inside a folder with downloads.
func refuseOverlap(item string, downloads []string) error {
	for _, folder := range downloads {
		if folder != "" && overlap(item, folder) {
			return refuse(ReasonDownloadsInside, diagnostics.Args{"Path": folder}, nil)
		}
	}
	return nil
}

func overlap(a, b string) bool {
	a, b = resolved(a), resolved(b)
	return within(a, b) || within(b, a) || below(a, b) || below(b, a)
}

// below reports whether inner, or a parent of it, is the very folder outer. Comparing names
// is not enough if case is ignored or a folder is mounted twice.
func below(inner, outer string) bool {
	folder, err := os.Stat(outer)
	if err != nil {
		return false
	}
	for {
		if info, err := os.Stat(inner); err == nil && os.SameFile(info, folder) {
			return true
		}
		above := filepath.Dir(inner)
		if above == inner {
			return false
		}
		inner = above
	}
}

// resolved resolves links as far as the path exists.
func resolved(path string) string {
	path = filepath.Clean(path)
	if followed, err := filepath.EvalSymlinks(path); err == nil {
		return followed
	}
	if above := filepath.Dir(path); above != path {
		return filepath.Join(resolved(above), filepath.Base(path))
	}
	return path
}

func within(inner, outer string) bool {
	relative, err := filepath.Rel(outer, inner)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}
