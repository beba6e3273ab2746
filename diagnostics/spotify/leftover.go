package spotify

import "slices"

// Leftover is the data of a Spotify that is not installed any more. It is never treated
// as an install.
type Leftover struct {
	Kind Kind
	// Path is the file or folder that gave it away.
	Path string
}

// leftovers lists what kinds left data behind that no install uses, each place once.
func (f Finder) leftovers(survey Survey) []Leftover {
	// What could not be looked at may well be installed.
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

// leftoverKind: several kinds keep their data at the same place, and once they are gone
// nothing tells which of them it was.
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
