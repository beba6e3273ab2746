package spotify

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"strconv"
	"strings"

	"retune/diagnostics/system"
)

// largestManifest is far above the size of any manifest; the largest has a line per release.
const largestManifest = 1 << 18

// ownVersion finds an install's version in the way of its kind; "" if the kind has none or it
// cannot be read.
func (f Finder) ownVersion(ctx context.Context, install Install) string {
	switch install.Kind {
	case KindDeb:
		return f.debVersion(ctx)
	case KindAUR:
		return f.archVersion()
	case KindSnap:
		return f.snapVersion(install)
	case KindFlatpak:
		return f.flatpakVersion(ctx, install)
	case KindLauncher:
		return f.launcherVersion()
	case KindWindows, KindScoop:
		return f.windowsVersion(install)
	default:
		return install.Version // already found while locating it
	}
}

// lastVersion is the version that ran last according to the preferences.
func (f Finder) lastVersion(install Install) string {
	preferences, err := ReadPreferences(f.Files, install.Folders.Preferences(f.Environment))
	if err != nil {
		return ""
	}
	return asVersion(preferences.LastVersion())
}

// debVersion returns the installed package's version without its epoch, or "" if dpkg does
// not know the package.
func (f Finder) debVersion(ctx context.Context) string {
	output, err := f.Commands.Output(ctx, system.Command{
		Program:   "dpkg-query",
		Arguments: []string{"--show", "--showformat=${db:Status-Status} ${Version}", "spotify-client"},
	})
	if err != nil {
		return ""
	}
	status, version, _ := strings.Cut(strings.TrimSpace(string(output)), " ")
	if status != "installed" {
		return ""
	}
	return withoutEpoch(version)
}

// archVersion reads pacman's database, which has a folder for each package with the version
// in its name: "spotify-1:1.2.74.477-1".
func (f Finder) archVersion() string {
	names, err := f.Files.List("/var/lib/pacman/local")
	if err != nil {
		return ""
	}
	for _, name := range names {
		version, found := strings.CutPrefix(name, "spotify-")
		version, release, whole := cutLast(version, "-")
		if found && whole && isNumber(release) && !strings.Contains(version, "-") {
			return withoutEpoch(version)
		}
	}
	return ""
}

func cutLast(text, separator string) (before, after string, found bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64) // a rebuilt package may have the release 1.1
	return err == nil
}

// flatpakVersion reads the releases in the app's metadata, newest first. If those cannot be
// read, it asks Flatpak.
func (f Finder) flatpakVersion(ctx context.Context, install Install) string {
	files, _, _ := strings.Cut(install.Program, "/extra/")
	for _, name := range []string{"metainfo/" + flatpakID + ".metainfo.xml", "metainfo/" + flatpakID + ".appdata.xml", "appdata/" + flatpakID + ".appdata.xml"} {
		content, err := f.Files.Read(f.Environment.Join(files, "share", name), largestManifest)
		if err != nil {
			continue
		}
		if version := newestRelease(content); version != "" {
			return version
		}
	}
	about, err := f.Commands.Output(ctx, system.Command{
		Program: "flatpak", Arguments: []string{"info", install.FlatpakOption(), flatpakID},
	})
	if err != nil {
		return ""
	}
	return valueOf(string(about), "Version:")
}

// newestRelease returns the first release in an AppStream file; "" if there is none.
func newestRelease(metainfo []byte) string {
	var component struct {
		Releases []struct {
			Version string `xml:"version,attr"`
		} `xml:"releases>release"`
	}
	if xml.Unmarshal(metainfo, &component) != nil || len(component.Releases) == 0 {
		return ""
	}
	return component.Releases[0].Version
}

func (f Finder) snapVersion(install Install) string {
	mount, _, _ := strings.Cut(install.Program, "/usr/")
	content, err := f.Files.Read(f.Environment.Join(mount, "meta/snap.yaml"), largestManifest)
	if err != nil {
		return ""
	}
	return valueOf(string(content), "version:")
}

// windowsVersion reads the program's version resource. The version that the installer
// recorded is out of date once Spotify has updated itself.
func (f Finder) windowsVersion(install Install) string {
	if f.FileVersion != nil {
		if version, err := f.FileVersion(install.Program); err == nil && plausible(version) {
			return version
		}
	}
	if install.Kind != KindWindows || f.Registry == nil {
		return ""
	}
	version, err := f.Registry.Text(uninstallKey, "DisplayVersion")
	if err != nil || !plausible(version) {
		return ""
	}
	return version
}

// valueOf returns what follows a key on the first line that begins with it.
func valueOf(text, key string) string {
	for line := range strings.Lines(text) {
		if value, found := strings.CutPrefix(strings.TrimSpace(line), key); found {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return ""
}

// launcherVersion reads the state file of kpcyrd/spotify-launcher.
func (f Finder) launcherVersion() string {
	data := f.Environment.XDG("XDG_DATA_HOME", ".local", "share")
	content, err := f.Files.Read(f.Environment.Join(data, "spotify-launcher/state.json"), largestManifest)
	if err != nil {
		return ""
	}
	var state struct {
		Version string `json:"version"`
	}
	if json.Unmarshal(content, &state) != nil {
		return ""
	}
	return state.Version
}
