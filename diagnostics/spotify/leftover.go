package spotify

import "slices"

// Leftover is the data of a Spotify that has been uninstalled. It is never treated as an
// install.
type Leftover struct {
	Kind Kind
	// Path is the file or folder that was found.
	Path string
}

// leftovers lists the kinds that left data no install uses, each location once.
func (f Finder) leftovers(survey Survey) []Leftover {
	// An install may well be present where access was refused, so its data counts as used.
	used := func(place Install) bool {
		return slices.ContainsFunc(survey.Installs, func(i Install) bool { return i.Folders == place.Folders }) ||
			slices.ContainsFunc(survey.Unread, func(u Unread) bool { return u.Folders == place.Folders })
	}
	var found []Leftover
	var looked []Folders
	for _, place := range layouts(f.Environment) {
		if place.Folders.Config == "" || used(place) || slices.Contains(looked, place.Folders) {
			continue
		}
		looked = append(looked, place.Folders)
		if path := f.firstPresent(place.Folders.Preferences(f.Environment), place.Folders.Cache); path != "" {
			found = append(found, Leftover{Kind: leftoverKind(place), Path: path})
		}
	}
	return found
}

// leftoverKind returns the kind of install that left the data. Several kinds keep their data
// at the same place, and once they are gone nothing tells which one it was.
func leftoverKind(place Install) Kind {
	switch place.Kind {
	case KindSnap, KindFlatpak, KindStore, KindMacOS, KindWindows:
		return place.Kind
	default:
		return KindOther
	}
}

func (f Finder) firstPresent(paths ...string) string {
	for _, path := range paths {
		if _, err := f.Files.Modified(path); err == nil {
			return path
		}
	}
	return ""
}
