package spotify

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// locate returns the install at a place with what is found on this computer. The error is
// fs.ErrNotExist if there is none, or the system's.
func (f Finder) locate(place Install) (Install, error) {
	switch place.Kind {
	case KindStore:
		return f.locateStore(place)
	case KindNix:
		return f.locateNix(place)
	case KindWindows:
		return f.locateNative(place)
	case KindMacOS:
		return f.locateMac(place)
	default:
		return f.present(place)
	}
}

// present returns the install if its program exists.
func (f Finder) present(install Install) (Install, error) {
	_, err := f.Files.Modified(install.Program)
	return install, err //nolint:wrapcheck // the door names the path
}

// uninstallKey is where Spotify's own installer, which winget and Chocolatey run as well,
// registers it. Source: SpotX's run.ps1.
const uninstallKey = `Software\Microsoft\Windows\CurrentVersion\Uninstall\Spotify`

// locateNative looks at the usual location, then at the one in the registry. That entry
// survives if somebody just deletes the folder, so only an existing program counts.
func (f Finder) locateNative(place Install) (Install, error) {
	install, err := f.present(place)
	if err == nil || f.Registry == nil {
		return install, err
	}
	registered, failure := f.Registry.Text(uninstallKey, "InstallLocation")
	if failure != nil || !driveRooted(registered) {
		return install, err
	}
	folder := strings.TrimRight(registered, `\`)
	return f.present(nativeLayout(f.Environment, folder, place.Folders))
}

// driveRooted reports whether a Windows path begins with a drive letter.
func driveRooted(path string) bool {
	return len(path) > 3 && path[1] == ':' && path[2] == '\\'
}

// storeRepository lists the current user's packages by full name. Reading it needs no
// PowerShell, unlike Get-AppxPackage.
const storeRepository = `Software\Classes\Local Settings\Software\Microsoft\Windows\CurrentVersion\AppModel\Repository\Packages`

// locateStore asks the registry, because the data folder survives an uninstall and users may
// not list the folder of the programs.
func (f Finder) locateStore(place Install) (Install, error) {
	if f.Registry == nil {
		return Install{}, fs.ErrNotExist
	}
	names, err := f.Registry.Keys(storeRepository)
	if err != nil {
		return Install{}, err //nolint:wrapcheck // the door names the key
	}
	names = slices.DeleteFunc(names, func(name string) bool { return storeVersion(name) == "" })
	if len(names) == 0 {
		return Install{}, fs.ErrNotExist
	}
	// Right after an update both versions may be listed.
	name := slices.MaxFunc(names, func(a, b string) int { return CompareVersions(storeVersion(a), storeVersion(b)) })
	folder, err := f.Registry.Text(storeRepository+`\`+name, "PackageRootFolder")
	if err != nil || !driveRooted(folder) {
		folder = f.Environment.Join(storeApps(f.Environment), name)
	}
	place.Program = f.Environment.Join(folder, "Spotify.exe")
	place.Seen = []string{place.Program}
	place.Version = storeVersion(name)
	return place, nil
}

// storeVersion returns the version in a package's full name, such as
// SpotifyAB.SpotifyMusic_1.268.495.0_x64__zpdnekdrzrea0. It returns "" if the package is not
// Spotify, or is a bundle (_neutral_~_), which is not an install by itself.
func storeVersion(name string) string {
	parts := strings.Split(name, "_")
	if len(parts) != 5 || parts[0]+"_" != storePackage || "_"+parts[4] != storePublisher || parts[3] == "~" {
		return ""
	}
	return parts[1]
}

// nixStore is where Nix keeps everything, in one folder for each version of each package.
const nixStore = "/nix/store/"

// locateNix follows a profile's link into the store, and accepts the target only if the
// store's folder name says that it is Spotify.
func (f Finder) locateNix(place Install) (Install, error) {
	if _, err := f.Files.Modified(place.Program); err != nil {
		return Install{}, err //nolint:wrapcheck // the door names the path
	}
	folder, version := nixPackage(f.resolved(place.Program))
	if version == "" {
		return Install{}, fs.ErrNotExist
	}
	program := f.Environment.Join(nixStore+folder, "share/spotify", ".spotify-wrapped")
	place.Seen, place.Version = []string{program}, version
	return place, nil
}

// nixPackage returns the folder and version of Spotify's package in a store path such as
// /nix/store/<hash>-spotify-1.2.74.477.g3be53afe/bin/spotify. The version is "" if the path
// belongs to another package.
func nixPackage(path string) (folder, version string) {
	below, found := strings.CutPrefix(path, nixStore)
	if !found {
		return "", ""
	}
	folder, _, _ = strings.Cut(below, "/")
	_, version, found = strings.Cut(folder, "-spotify-")
	if !found || version == "" || version[0] < '0' || version[0] > '9' {
		return "", ""
	}
	return folder, version
}

// errOtherBundle means that an application has Spotify's name but is not Spotify.
var errOtherBundle = fmt.Errorf("the application is not Spotify's: %w", fs.ErrNotExist)

// locateMac skips an application whose bundle identifier is not Spotify's.
func (f Finder) locateMac(place Install) (Install, error) {
	install, err := f.present(place)
	if err != nil {
		return install, err
	}
	bundle := f.bundle(install)
	if bundle.Identifier != "" && !strings.EqualFold(bundle.Identifier, macBundle) {
		return Install{}, errOtherBundle
	}
	install.Version = bundle.version()
	return install, nil
}
