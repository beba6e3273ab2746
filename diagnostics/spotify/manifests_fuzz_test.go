package spotify

import (
	"strings"
	"testing"
)

// FuzzManifests: whatever lies in the place of a package's own files, nothing of it
// breaks the look for Spotify, and a version is one line of text at most.
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
