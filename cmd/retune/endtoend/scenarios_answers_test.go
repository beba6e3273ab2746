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
	for _, feed := range []struct{ how, name string }{
		{"broken", "breaks off"}, {"huge", "is huge"}, {"elsewhere", "redirects elsewhere"}, {"page", "is no JSON"},
	} {
		scenarios = append(scenarios, scenario{
			name: "the status page " + feed.name, verdict: "none", world: world{Feed: feed.how},
		})
	}
	return scenarios
}
