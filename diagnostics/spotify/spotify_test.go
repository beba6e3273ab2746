package spotify

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"retune/diagnostics/system"
)

func linux() system.Environment { return system.Environment{System: "linux", Home: "/home/me"} }

func TestOwnsTheWholePathOnly(t *testing.T) {
	owned := []string{
		"/usr/share/spotify/spotify", "/opt/spotify/spotify", "/app/extra/share/spotify/spotify",
		"/snap/spotify/83/usr/share/spotify/spotify", "/snap/spotify/x1/usr/share/spotify/spotify",
		"/home/me/.local/share/spotify-launcher/install/usr/share/spotify/spotify", "/usr/libexec/spotify/spotify",
		"/nix/store/0123456789abcdfghijklmnpqrsvwxyz-spotify-1.2.74.477.g3be53afe/share/spotify/.spotify-wrapped",
	}
	foreign := []string{
		"", "spotify", "/usr/bin/spotifyd", "/usr/bin/spotify_player", "/usr/bin/spotify", "/opt/spotify/spotify-evil",
		"/opt/spotify/spotify/x", "/opt/spotify/Spotify", "/snap/spotify/../usr/share/spotify/spotify",
		"/snap/spotify/./usr/share/spotify/spotify", "/snap/spotify//usr/share/spotify/spotify",
		"/snap/spotify/usr/share/spotify/spotify", "/snap/spotify/a/b/usr/share/spotify/spotify",
		"/snap/spotifyd/1/usr/share/spotify/spotify", "/home/you/.local/share/spotify-launcher/install/usr/share/spotify/spotify",
		"/opt/spotify/spotify (deleted)", "/nix/store/share/spotify/.spotify-wrapped",
		"/nix/store/a/b/share/spotify/.spotify-wrapped", "/nix/store/a/share/spotify/.spotify-wrapped2",
	}
	owns := func(program string) bool {
		return slices.ContainsFunc(layouts(linux()), func(i Install) bool { return i.owns(program) })
	}
	for _, program := range owned {
		if !owns(program) {
			t.Errorf("%q is not known", program)
		}
	}
	for _, program := range foreign {
		if owns(program) {
			t.Errorf("%q passes for Spotify", program)
		}
	}
}

func TestCacheFoldersOfEachSystem(t *testing.T) {
	for _, line := range []struct {
		environment system.Environment
		want        []string
	}{
		{linux(), []string{
			"/home/me/.cache/spotify", "/home/me/snap/spotify/common/.cache/spotify",
			"/home/me/.var/app/com.spotify.Client/cache/spotify",
		}},
		{system.Environment{System: "darwin", Home: "/Users/me"}, []string{"/Users/me/Library/Caches/com.spotify.client"}},
		{system.Environment{System: "windows", Variables: map[string]string{
			"APPDATA": `C:\me\Roaming`, "LOCALAPPDATA": `C:\me\Local`,
		}}, []string{`C:\me\Local\Spotify`, `C:\me\Local\Packages\SpotifyAB.SpotifyMusic_zpdnekdrzrea0\LocalCache\Spotify`}},
		{system.Environment{System: "linux"}, nil},
		{system.Environment{System: "windows"}, nil},
		{system.Environment{System: "windows", Home: `C:\me`}, []string{
			`C:\me\AppData\Local\Spotify`, `C:\me\AppData\Local\Packages\SpotifyAB.SpotifyMusic_zpdnekdrzrea0\LocalCache\Spotify`,
		}},
	} {
		var got []string
		for _, folders := range (Finder{Environment: line.environment}).Folders() {
			got = append(got, folders.Cache)
		}
		if !slices.Equal(got, line.want) {
			t.Errorf("%s: got %q, want %q", line.environment.System, got, line.want)
		}
	}
}

func TestPreferences(t *testing.T) {
	for content, want := range map[string][]string{
		"storage.location=\"/a/b\"\n":                                {"/a/b"},
		"\xef\xbb\xbfstorage.last-location=\"C:\\\\Music\"\r\n":      {`C:\Music`},
		"# said\n\n storage.location = \"/a b\" \nx=1":               {"/a b"},
		"storage.location=\"/\xff\"\nstorage.last-location=\"/b\"\n": {"/\xff", "/b"},
		"x=true": nil,
	} {
		preferences, err := ParsePreferences([]byte(content))
		if err != nil || !slices.Equal(preferences.DownloadFolders(), want) {
			t.Errorf("%q: got %q, %v", content, preferences.DownloadFolders(), err)
		}
	}
	for _, content := range []string{"", "\xef\xbb\xbf", "x", "=1\n", "x=\"", "x=\"a\"b\n", "x=\x00\n", "x=fal", "x=1\ny=\"a\\\""} {
		var damaged *Damaged
		if _, err := ParsePreferences([]byte(content)); !errors.As(err, &damaged) {
			t.Errorf("%q: got %v", content, err)
		}
	}
}

// shared is a file whose reader gets the same bytes that the test holds, so that the test
// sees whether they are cleared.
type shared struct {
	shelf
	content []byte
}

func (s shared) Read(string, int64) ([]byte, error) { return s.content, nil }

func TestOfTheLoginNothingIsKept(t *testing.T) {
	const login = "autologin.username=\"Some.Body\"\nautologin.blob=\"c2VjcmV0\\\\\"\nnetwork.proxy.pass=\"hush\"\n"
	files := shared{content: []byte(login + "storage.location=\"/a\"\n")}
	preferences, err := ReadPreferences(files, "prefs")
	if err != nil || !slices.Equal(preferences.DownloadFolders(), []string{"/a"}) {
		t.Fatalf("got %q, %v", preferences.DownloadFolders(), err)
	}
	for _, secret := range []string{"Some.Body", "c2VjcmV0", "hush"} {
		if strings.Contains(fmt.Sprint(preferences), secret) || bytes.Contains(files.content, []byte(secret)) {
			t.Errorf("%s is kept", secret)
		}
	}
	for _, damaged := range []string{"autologin.blob=\"c2VjcmV0\n", "c2VjcmV0\n"} {
		if _, err := ReadPreferences(shared{content: []byte(damaged)}, "prefs"); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("of a damaged file it says %v", err)
		}
	}
}

func FuzzParsePreferences(f *testing.F) {
	f.Add([]byte("storage.location=\"/a\\\\b\"\n"))
	f.Add([]byte("x=\"\xff\\"))
	f.Fuzz(func(t *testing.T, content []byte) {
		preferences, err := ParsePreferences(content)
		var damaged *Damaged
		if err != nil && !errors.As(err, &damaged) {
			t.Errorf("got %v", err)
		}
		for _, folder := range preferences.DownloadFolders() {
			if strings.ContainsRune(folder, 0) {
				t.Errorf("%q holds a zero byte", folder)
			}
		}
	})
}
