//go:build linux

package endtoend

// answerScenarios are about what Spotify's servers say.
func answerScenarios() []scenario {
	scenarios := []scenario{
		{
			name: "Spotify answers with 503", verdict: "spotify-outage",
			world: world{Directory: 503},
		},
		{
			name: "Spotify answers with 503 and says that it has an outage", verdict: "spotify-outage", says: "Playback is down",
			world: world{Directory: 503, Incident: "Playback is down"},
		},
		{
			name: "Spotify answers with 503 while it plays", verdict: "none", client: plays(), beside: []string{"directory"},
			world: world{Directory: 503},
		},
		{
			name: "an incident that harms nothing here", verdict: "none", client: plays(), beside: []string{"status-feed"},
			world: world{Incident: "Slow log-ins"},
		},
		{
			name: "the status page is silent", verdict: "none",
			prepare: func(l *lab) { l.nft(`ip daddr ` + statusPage + ` drop`) },
		},
		{
			name: "Spotify answers with 503 while the status page is silent", verdict: "spotify-outage",
			world:   world{Directory: 503},
			prepare: func(l *lab) { l.nft(`ip daddr ` + statusPage + ` drop`) },
		},
	}
	return append(scenarios, feedScenarios()...)
}

// feedScenarios are about a status page that says nothing: alone it is no trouble, and where
// Spotify is silent it leaves nothing to compare that with. Whether Spotify or somebody on the
// way is to blame nobody can tell then, unless Spotify itself or this computer says so.
func feedScenarios() []scenario {
	shut := func(addresses string) func(l *lab) {
		return func(l *lab) { l.nft(`ip daddr { ` + addresses + ` } drop`) }
	}
	const spotify = directory + ", " + accessPoint + ", " + spotifyRest
	scenarios := []scenario{
		{
			name: "Spotify and its status page are silent: nobody is blamed", verdict: "unknown", beside: []string{"access-points"},
			prepare: shut(spotify + ", " + statusPage),
		},
		{
			name: "this computer forbids the access points, and the status page breaks off", verdict: "firewall",
			says:  "This computer keeps Spotify out",
			world: world{Feed: "broken"},
			prepare: func(l *lab) {
				l.do(`for address in ` + directory + ` ` + accessPoint + ` ` + spotifyRest + `; do ip route add prohibit $address; done`)
			},
		},
	}
	for _, feed := range []struct{ how, name string }{
		{"broken", "breaks off"}, {"huge", "is huge"}, {"elsewhere", "redirects elsewhere"}, {"page", "is no JSON"},
	} {
		scenarios = append(scenarios, []scenario{
			{name: "the status page " + feed.name, verdict: "none", world: world{Feed: feed.how}},
			{
				name: "Spotify alone is silent, and the status page " + feed.name + ": nobody is blamed", verdict: "unknown",
				world: world{Feed: feed.how}, prepare: shut(spotify), beside: []string{"access-points"},
			},
			{
				name: "the access points are shut off, and the status page " + feed.name, verdict: "firewall",
				world: world{Feed: feed.how}, prepare: shut(accessPoint),
			},
			{
				name: "Spotify answers with 503, and the status page " + feed.name, verdict: "spotify-outage",
				world: world{Feed: feed.how, Directory: 503},
			},
		}...)
	}
	return scenarios
}
