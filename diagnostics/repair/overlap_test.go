package repair

import (
	"path/filepath"
	"testing"
)

// If nothing exists, as on a disk that is not connected, paths decide whether folders
// overlap. If links lead elsewhere, their targets decide.
func TestWhatOverlaps(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "disk")
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"Music", "Music", true},
		{"Music/Spotify", "Music", true},
		{"Music", "Music/Spotify/Storage", true},
		{"Music/../Music/./Spotify", "Music", true},
		{"Music", "Music-evil", false},
		{"Music/Spotify", "Music/Spotify-evil", false},
		{"Music/..Spotify", "Music", true},
		{"Music/Spotify", "Music/Other", false},
		{"Music", "..Music", false},
	} {
		if got := overlap(filepath.Join(gone, test.a), filepath.Join(gone, test.b)); got != test.want {
			t.Errorf("%s and %s overlap: %v", test.a, test.b, got)
		}
	}
}
