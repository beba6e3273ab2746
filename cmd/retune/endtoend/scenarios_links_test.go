//go:build linux

package endtoend

import "time"

// linkScenarios are about the way from this computer to the internet.
func linkScenarios() []scenario {
	return []scenario{
		{name: "all is well", verdict: "none"},
		{name: "all is well and Spotify plays", verdict: "none", client: plays()},
		{name: "all is well, and Spotify was halted", verdict: "client-hung", client: plays(), halted: true, says: "halted"},
		{name: "all is well, and Spotify talks to nobody", verdict: "offline-mode", client: &behavior{}, settled: true},
		{name: "all is well, and there is no Spotify", verdict: "client-missing", missing: true},
		{name: "there is no Spotify, and its servers are shut off", verdict: "firewall", missing: true, beside: []string{"installs"}, prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` drop`) }},
		{name: "all is well, and a crash has left Spotify's lock behind", verdict: "client-stale-lock", crashed: true},
		{name: "a Spotify that is much too old talks to nobody", verdict: "client-outdated", client: &behavior{}, settled: true, install: outdated, says: muchNewer},
		{name: "a Spotify that is much too old is turned away", verdict: "client-outdated", client: &behavior{Connect: turningAway + ":4070"}, settled: true, install: outdated, prepare: func(l *lab) { l.nft(`ip daddr ` + turningAway + ` drop`) }},
		{name: "a Spotify that is much too old plays", verdict: "none", client: plays(), install: outdated},
		{name: "a Spotify that is much too old meets servers that are shut off", verdict: "firewall", client: &behavior{Connect: accessPoint + ":4070"}, install: outdated, prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` drop`) }},
		{name: "all is well over both IPv4 and IPv6", verdict: "none", world: world{IPv6: true}},
		{
			name: "every packet takes 400 ms there and back", verdict: "none",
			world: world{Delay: 400 * time.Millisecond},
		},
		{
			name: "every packet takes 400 ms there and back, over both IPv4 and IPv6", verdict: "none",
			world: world{Delay: 400 * time.Millisecond, IPv6: true},
		},
		{
			name: "there is no interface", verdict: "no-network",
			prepare: func(l *lab) { l.do(`ip link del eth0`) },
		},
		{
			name: "the cable is out", verdict: "no-network",
			prepare: func(l *lab) { l.unplug() },
		},
		{
			name: "the interface has no address", verdict: "no-network",
			prepare: func(l *lab) { l.do(`ip addr flush dev eth0`) },
		},
		{
			name: "a link without gateway", verdict: "no-network",
			prepare: func(l *lab) { l.do(`ip route del default`) },
		},
		{
			name: "everything beyond the router is silent", verdict: "no-internet",
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` drop`) },
		},
		{
			name: "everything is silent, the router too", verdict: "no-internet",
			prepare: func(l *lab) { l.nft(`drop`) },
		},
		{
			name: "everything is refused", verdict: "no-internet",
			prepare: func(l *lab) {
				l.nft(`ip daddr != `+router+` meta l4proto tcp reject with tcp reset`, `ip daddr != `+router+` reject`)
			},
		},
		{
			name: "the router says that nothing can be reached", verdict: "no-internet",
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` reject with icmpx no-route`) },
		},
		{
			name: "the network comes back in the middle", verdict: "none",
			prepare: func(l *lab) { l.nft(`drop`) },
			during: func(l *lab) {
				l.awaitPackets()
				l.internet.do(`nft delete table inet street`)
			},
		},
		{
			name: "the well-known resolvers are shut off, and nothing else", verdict: "none",
			prepare: func(l *lab) { l.nft(`ip daddr { 1.1.1.1, 8.8.8.8, 9.9.9.9 } drop`) },
		},
		{
			name: "IPv6 leads nowhere, and Spotify does not mind", verdict: "none",
			world: world{IPv6: true}, client: plays(), beside: []string{"families"},
			prepare: func(l *lab) {
				l.nft(`meta nfproto ipv6 icmpv6 type != { nd-neighbor-solicit, nd-neighbor-advert } drop`, `meta nfproto ipv6 meta l4proto != icmpv6 drop`)
			},
		},
		{
			name: "IPv6 leads nowhere, and Spotify does not run", verdict: "none",
			world: world{IPv6: true}, beside: []string{"families"},
			prepare: func(l *lab) { l.nft(`meta nfproto ipv6 meta l4proto { tcp, udp } drop`) },
		},
		{
			name: "IPv6 leads nowhere, and Spotify tries nothing else", verdict: "ipv6-broken",
			world: world{IPv6: true}, client: &behavior{Connect: "[" + accessPointSixth + "]:4070"},
			prepare: func(l *lab) { l.nft(`meta nfproto ipv6 meta l4proto { tcp, udp } drop`) },
		},
		{
			// Refused at once, it is not seen trying: it has to be old enough to be connected.
			name: "IPv6 leads nowhere, and says so", verdict: "ipv6-broken", settled: true,
			world: world{IPv6: true}, client: &behavior{Connect: "[" + accessPointSixth + "]:4070"},
			prepare: func(l *lab) { l.nft(`meta nfproto ipv6 meta l4proto tcp reject with icmpx no-route`) },
		},
		{
			name: "IPv4 leads nowhere, and IPv6 does all", verdict: "none",
			world:   world{IPv6: true},
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` drop`) },
		},
	}
}

// awaitPackets waits until the computer has begun to connect.
func (l *lab) awaitPackets() {
	await(l.t, "the first packets", func() bool {
		begun, err := l.command(l.t.Context(), "ss", "--no-header", "--tcp", "state", "syn-sent").Output()
		return err == nil && len(begun) > 0
	})
}
