//go:build linux

package endtoend

// doorScenarios are about what becomes of connections to Spotify.
func doorScenarios() []scenario {
	allSpotify := "{ " + directory + ", " + accessPoint + ", " + spotifyRest + " }"
	slammed := func(how string) map[string]string {
		return map[string]string{directory: how, spotifyRest: how, accessPoint: how}
	}
	return []scenario{
		{
			name: "only port 4070 is shut off", verdict: "none", client: &behavior{Connect: accessPoint + ":443"},
			prepare: func(l *lab) { l.nft(`tcp dport 4070 drop`) },
		},
		{
			name: "only port 4070 is refused", verdict: "none",
			prepare: func(l *lab) { l.nft(`tcp dport 4070 reject with tcp reset`) },
		},
		{
			name: "only port 80 of the access points is open", verdict: "none",
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` tcp dport { 4070, 443 } drop`) },
		},
		{
			name: "the access points are shut off", verdict: "firewall",
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` drop`) },
		},
		{
			name: "the access points are refused", verdict: "firewall",
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` meta l4proto tcp reject with tcp reset`) },
		},
		{
			name: "a router forbids the access points", verdict: "firewall",
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` reject with icmpx admin-prohibited`) },
		},
		{
			name: "this computer drops all ports of the access points", verdict: "firewall", beside: []string{"local-firewall"},
			prepare: func(l *lab) { l.nftHere(`ip daddr ` + accessPoint + ` tcp dport { 4070, 443, 80 } drop`) },
		},
		{
			name: "this computer rejects all ports of the access points", verdict: "firewall",
			prepare: func(l *lab) { l.nftHere(`ip daddr ` + accessPoint + ` tcp dport { 4070, 443, 80 } reject`) },
		},
		{
			name: "this computer closes those ports, but not to Spotify", verdict: "none", beside: []string{"local-firewall"},
			prepare: func(l *lab) {
				l.nftHere(`ip daddr `+accessPoint+` accept`, `ip daddr 198.51.100.99 accept`, `tcp dport 4070 reject`,
					`meta skuid 65534 tcp dport { 443, 80 } reject`)
			},
		},
		{
			name: "this computer closes those ports on the way to another place", verdict: "none",
			prepare: func(l *lab) { l.nftHere(`ip daddr 198.51.100.99 tcp dport { 4070, 443, 80 } reject`) },
		},
		{
			name: "this computer has a firewall that minds nothing", verdict: "none",
			prepare: func(l *lab) { l.nftHere(`tcp dport 25 reject`, `accept`) },
		},
		{
			name: "Spotify alone is silent", verdict: "firewall",
			prepare: func(l *lab) { l.nft(`ip daddr ` + allSpotify + ` drop`) },
		},
		{
			name: "Spotify alone refuses", verdict: "firewall",
			prepare: func(l *lab) { l.nft(`ip daddr ` + allSpotify + ` meta l4proto tcp reject with tcp reset`) },
		},
		{
			name: "Spotify alone is silent, and has an incident", verdict: "spotify-outage", says: "Playback is down",
			world:   world{Incident: "Playback is down"},
			prepare: func(l *lab) { l.nft(`ip daddr ` + allSpotify + ` drop`) },
		},
		{
			name: "the access points are silent, and Spotify has an incident", verdict: "spotify-outage",
			world:   world{Incident: "Nobody can connect"},
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` drop`) },
		},
		{
			name: "Spotify's servers cut off each connection", verdict: "firewall",
			world: world{Doors: slammed("reset")},
		},
		{
			name: "Spotify's connections are reset after the first words", verdict: "firewall",
			world: world{Doors: slammed("hello-reset")},
		},
		{
			name: "all connections but the directory's are reset after the first words", verdict: "firewall",
			world: world{Doors: map[string]string{spotifyRest: "hello-reset"}},
		},
		{
			name: "Spotify's connections go silent after the first words", verdict: "firewall",
			world: world{Doors: slammed("hello-silent")},
		},
		{
			name: "all secure connections, Spotify's and others, are reset after the first words: nobody is blamed", verdict: "unknown",
			world: world{Doors: map[string]string{"*": "hello-reset"}},
		},
		{
			name: "all secure connections, Spotify's and others, go silent after the first words: nobody is blamed", verdict: "unknown",
			world: world{Doors: map[string]string{"*": "hello-silent"}},
		},
		{
			name: "Spotify's connections go silent after the first words, in an incident", verdict: "spotify-outage",
			world: world{Doors: slammed("hello-silent"), Incident: "Servers are overloaded"},
		},
	}
}
