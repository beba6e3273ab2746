package spotify

import (
	"strings"
	"testing"
	"unicode"

	"retune/diagnostics/system"
)

// FuzzManifests checks that no content of a package's own files breaks the search for
// Spotify, and that a version is at most one line.
func FuzzManifests(f *testing.F) {
	f.Add([]byte(plistText))
	f.Add([]byte("bplist00\xd1\x01\x02SkeyUvalue\x08\x0b\x0f\x00\x00\x00\x00\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x15"))
	f.Add([]byte("<component><releases><release version=\"1.2\"/></releases></component>"))
	f.Add([]byte("Package: spotify-client\nVersion: 1:1.2.3\n\n"))
	f.Add([]byte("name: spotify\nversion: '1.2.3'\n"))
	f.Add([]byte(`{"version":"1.2.5"}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		mac := Finder{Environment: onMac(), Files: shelf{"/a/Info.plist": string(content)}}
		_ = mac.bundle(Install{Program: "/a/b/Spotify"})
		if version := valueOf(string(content), "version:"); strings.Contains(version, "\n") {
			t.Errorf("a version has several lines: %q", version)
		}
		_ = newestRelease(content)
		if newest := packaged(string(content)); newest != "" && !plausible(newest) {
			t.Errorf("%q passes for a version", newest)
		}
		if version := storeVersion(string(content)); strings.Contains(version, "_") {
			t.Errorf("%q passes for a version of the Store", version)
		}
		if folder, version := nixPackage(nixStore + string(content)); version != "" && strings.Contains(folder, "/") {
			t.Errorf("%q passes for a folder of the store", folder)
		}
	})
}

// FuzzVersions checks that whatever a program prints or a file contains in place of a
// version, what is accepted as one is a single word and not long.
func FuzzVersions(f *testing.F) {
	for _, said := range []string{
		"installed 1:1.2.92.147.gabcdef12-1", "installed 1.2\n3", "Version: 1.2.3 \x1b[2J", "{\"version\": \"1.2\\n\"}",
		"version: 1." + strings.Repeat("1", 1000), "app.last-launched-version=\"1.2 and more\"\n",
		"<component><releases><release version=\"1.2&#10;\"/></releases></component>",
	} {
		f.Add(said)
	}
	f.Fuzz(func(t *testing.T, said string) {
		finder := Finder{
			Environment: linux(), Commands: answers{"dpkg-query": said, "flatpak": said},
			Files: shelf{
				"/home/me/.local/share/spotify-launcher/state.json": said, "/snap/spotify/1/meta/snap.yaml": said,
				"/var/lib/pacman/local/spotify-" + said: "", "/home/me/.config/spotify/prefs": said,
				"/app/share/metainfo/com.spotify.Client.metainfo.xml": said,
			},
		}
		for _, install := range []Install{
			{Kind: KindDeb},
			{Kind: KindAUR},
			{Kind: KindLauncher},
			{Kind: KindOther, Version: said},
			{Kind: KindSnap, Program: "/snap/spotify/1/usr/share/spotify/spotify"},
			{Kind: KindFlatpak, Program: "/app/extra/share/spotify/spotify", Start: []system.Command{{Program: "flatpak", Arguments: []string{"run", "--user", flatpakID}}}},
		} {
			install.Folders.Config = "/home/me/.config/spotify"
			if version := finder.describe(t.Context(), install).Version; len(version) > longestVersion || len(strings.Fields(version)) > 1 ||
				strings.ContainsFunc(version, unicode.IsControl) {
				t.Errorf("%s: %q passes for a version", install.Kind, version)
			}
		}
	})
}
