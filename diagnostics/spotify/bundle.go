package spotify

import (
	"path"

	"howett.net/plist"
)

// bundle is what a macOS application says about itself in its Info.plist.
type bundle struct {
	Identifier string `plist:"CFBundleIdentifier"`
	Short      string `plist:"CFBundleShortVersionString"`
	Build      string `plist:"CFBundleVersion"`
}

// bundle reads the Info.plist, XML or binary, of an install's application. Its fields are
// empty if it cannot be read.
func (f Finder) bundle(install Install) bundle {
	var read bundle
	// .../Spotify.app/Contents/MacOS/Spotify
	content, err := f.Files.Read(path.Join(path.Dir(path.Dir(install.Program)), "Info.plist"), largestManifest)
	if err != nil {
		return bundle{}
	}
	if _, err := plist.Unmarshal(content, &read); err != nil {
		return bundle{}
	}
	return read
}

func (b bundle) version() string {
	if b.Short != "" {
		return b.Short
	}
	return b.Build
}
