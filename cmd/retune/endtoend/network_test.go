//go:build linux

package endtoend

import "testing"

// connected is a client that talks to Spotify.
func connected() behavior { return behavior{Renderers: 1, Connect: accessPoint + ":4070"} }

func TestTheConnectionsOfSpotifyAreSeen(t *testing.T) {
	s := scenario{client: plays(), verdict: "none"}
	if got := s.diagnose(t, s.set(t)); got.Client.Connections != 1 {
		t.Errorf("%+v", got.Client)
	}
}
