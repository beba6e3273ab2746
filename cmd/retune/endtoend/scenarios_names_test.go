//go:build linux

package endtoend

// nameScenarios are about the home's name server.
func nameScenarios() []scenario {
	scenarios := []scenario{
		{
			name: "the name server drops all questions", verdict: "dns-failing",
			prepare: func(l *lab) { l.nft(`ip daddr ` + router + ` meta l4proto { tcp, udp } th dport 53 drop`) },
		},
		{
			name: "there is no name server where one should be", verdict: "dns-failing",
			prepare: func(l *lab) { l.nft(`ip daddr ` + router + ` meta l4proto { tcp, udp } th dport 53 reject`) },
		},
		{
			name: "no name server is set", verdict: "dns-failing",
			prepare: func(l *lab) { l.replace("/etc/resolv.conf", "# nothing\n") },
		},
		{
			name: "the name server is dead, and the public ones are shut off, too: nobody is blamed", verdict: "unknown",
			prepare: func(l *lab) {
				l.nft(`meta l4proto { tcp, udp } th dport 53 drop`, `ip daddr { 1.1.1.1, 9.9.9.9 } tcp dport 443 drop`)
			},
		},
		{
			name: "the name server denies Spotify, and so do the public ones: nobody is blamed", verdict: "unknown",
			world: world{Names: spotifyNames("nxdomain")},
			prepare: func(l *lab) {
				l.nft(`ip daddr { 1.1.1.1, 9.9.9.9 } meta l4proto { tcp, udp } th dport { 53, 443 } drop`)
			},
		},
		{
			name: "the name server is dead, and public ones answer over HTTPS only", verdict: "dns-failing",
			prepare: func(l *lab) { l.nft(`meta l4proto { tcp, udp } th dport 53 drop`) },
		},
		{
			name: "the name server sinks Spotify, and public ones answer over HTTPS only", verdict: "dns-blocked",
			world:   world{Names: spotifyNames("0.0.0.0")},
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` meta l4proto { tcp, udp } th dport 53 drop`) },
		},
		{
			name: "a second, late answer is a lie", verdict: "none",
			world: world{Names: spotifyNames("late-lie")},
		},
		{
			name: "somebody on the way answers first, and lies", verdict: "dns-blocked",
			world: world{Names: spotifyNames("early-lie")},
		},
		{
			name: "only advertising is sunk", verdict: "none",
			world: world{Names: map[string]string{"ads-fa.spotify.com": "0.0.0.0", "log.spotify.com": "nxdomain", "www.doubleclick.net": "0.0.0.0"}},
		},
		{
			name: "dnsmasq on this computer works", verdict: "none",
			prepare: func(l *lab) { l.startDnsmasq() },
		},
		{
			name: "dnsmasq on this computer sinks Spotify", verdict: "dns-blocked", says: "spotify.com",
			prepare: func(l *lab) { l.startDnsmasq("--address=/spotify.com/0.0.0.0", "--address=/spotify.com/::") },
		},
		{
			name: "dnsmasq on this computer denies one host of Spotify", verdict: "dns-blocked", says: "spclient.wg.spotify.com",
			prepare: func(l *lab) { l.startDnsmasq("--address=/spclient.wg.spotify.com/") },
		},
		{
			name: "dnsmasq on this computer asks a dead one", verdict: "dns-failing",
			prepare: func(l *lab) {
				l.nft(`ip daddr ` + router + ` meta l4proto { tcp, udp } th dport 53 drop`)
				l.startDnsmasq()
			},
		},
	}
	for _, ill := range []struct{ how, name string }{
		{"nxdomain", "denies"},
		{"servfail", "fails for"},
		{"refused", "refuses"},
		{"empty", "has nothing for"},
		{"silent", "is silent about"},
		{"wrong-id", "answers with the wrong number for"},
		{"0.0.0.0", "sinks in 0.0.0.0"},
		{"127.0.0.1", "sinks in the loopback"},
		{"192.168.77.9", "sends into the home"},
		{"::", "sinks in the IPv6 nowhere"},
		{"::1", "sinks in the IPv6 loopback"},
		{"fd77:77::9", "sends into the home by IPv6"},
	} {
		scenarios = append(scenarios,
			scenario{
				name: "the name server " + ill.name + " all of Spotify", verdict: "dns-blocked",
				world: world{Names: spotifyNames(ill.how)}, says: "spotify.com",
			},
			scenario{
				name: "the name server " + ill.name + " everything", verdict: "dns-failing",
				world: world{Names: map[string]string{"*": ill.how}},
			})
	}
	for _, host := range neededHosts() {
		scenarios = append(scenarios, scenario{
			name: "the name server sinks " + host, verdict: "dns-blocked", says: host,
			world: world{Names: map[string]string{host: "0.0.0.0"}},
		})
	}
	return scenarios
}

// neededHosts are the hosts without which Spotify is offline.
func neededHosts() []string {
	return []string{
		"apresolve.spotify.com", "ap.spotify.com", "spclient.wg.spotify.com", "dealer.spotify.com",
		"login5.spotify.com", "accounts.spotify.com", "clienttoken.spotify.com",
	}
}

// spotifyNames has the same happen to all of Spotify's hosts.
func spotifyNames(how string) map[string]string {
	names := map[string]string{"ap-gew4.spotify.com": how}
	for _, host := range neededHosts() {
		names[host] = how
	}
	return names
}
