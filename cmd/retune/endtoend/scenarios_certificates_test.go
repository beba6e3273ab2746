//go:build linux

package endtoend

import "time"

// twoYears is by how far a clock may be off whose battery is empty.
const twoYears = 2 * 365 * 24 * time.Hour

// certificateScenarios are about certificates, and about the clock, which they need. A clock
// that is set during the diagnosis is none of them: the program reads it from a page of the
// kernel's, where no preloaded library comes between, a time namespace leaves the calendar
// alone, and to set the computer's own clock would set it for everybody on it. Package
// network tries that with all checks in made-up time.
func certificateScenarios() []scenario {
	of := func(domain, wrong string) world { return world{Certificates: map[string]string{domain: wrong}} }
	return []scenario{
		{
			name: "Spotify's certificates have run out", verdict: "spotify-outage",
			world: of("spotify.com", "expired"),
		},
		{
			name: "Spotify's certificates are for another host", verdict: "tls-intercepted",
			world: of("spotify.com", "other-host"),
		},
		{
			name: "all certificates are for another host", verdict: "tls-intercepted",
			world: of("*", "other-host"),
		},
		{
			name: "nobody knows who signed for Spotify", verdict: "tls-intercepted", says: "Nobody Knows",
			world: of("spotify.com", "unknown"),
		},
		{
			name: "nobody knows who signed for anything", verdict: "tls-intercepted", says: "Nobody Knows",
			world: of("*", "unknown"),
		},
		{
			name: "somebody looks into all traffic, and this computer trusts them", verdict: "tls-intercepted", says: "Office Filter",
			world: of("*", "inspected"),
		},
		{
			name: "somebody looks into all traffic, and Spotify bears it", verdict: "none", says: "Office Filter",
			world: of("*", "inspected"), client: plays(),
		},
		{
			name: "the clock is two years behind", verdict: "clock-wrong",
			world: world{Ahead: twoYears},
		},
		{
			name: "the clock is two years ahead", verdict: "clock-wrong",
			world: world{Ahead: -twoYears},
		},
		{
			name: "the clock is ten minutes ahead, which harms nothing", verdict: "none", beside: []string{"clock"},
			world: world{Ahead: -10 * time.Minute},
		},
	}
}
