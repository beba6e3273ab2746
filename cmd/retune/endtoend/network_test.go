//go:build linux

package endtoend

import "testing"

// connected is a client that talks to Spotify.
func connected() behavior { return behavior{Renderers: 1, Connect: accessPoint + ":4070"} }

func TestNoSpotifyIsAVerdictWhereTheNetworkIsFine(t *testing.T) {
	p := newLab(t, world{}).newPerson()
	got := decode[report](t, p.run("diagnose", "--json").mustEnd(t, 1))
	if got.Verdict.Cause != "client-missing" || *got.Verdict.Step != 6 {
		t.Errorf("%+v", got.Verdict)
	}
}

func TestTheConnectionsOfSpotifyAreSeen(t *testing.T) {
	s := scenario{client: plays(), verdict: "none"}
	if got := s.diagnose(t, s.set(t)); got.Client.Connections != 1 {
		t.Errorf("%+v", got.Client)
	}
}

// A client that has just started is not accused, so this waits until it has had time.
func TestASpotifyThatTalksToNobodyIsInOfflineMode(t *testing.T) {
	p := newLab(t, world{}).newPerson()
	p.startClient(p.install(behavior{}), behavior{})
	var got report
	await(t, "the verdict offline-mode", func() bool {
		got = decode[report](t, p.run("diagnose", "--json"))
		return got.Verdict.Cause == "offline-mode"
	})
	if *got.Verdict.Step != 2 || got.Client.Connections != 0 {
		t.Errorf("%+v %+v", got.Verdict, got.Client)
	}
}
