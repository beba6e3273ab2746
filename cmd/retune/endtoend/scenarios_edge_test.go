//go:build linux

package endtoend

import "time"

// edgeScenarios are networks in which nearly everything is late or lost, and networks of two
// families with trouble: what a diagnosis could do twice, or by both ways, it does there.
func edgeScenarios() []scenario { return append(slowEdges(), doubleEdges()...) }

// slowEdges are networks whose answers come too late, or may.
func slowEdges() []scenario {
	const satellite, bad = 800 * time.Millisecond, 1500 * time.Millisecond
	shut := func(l *lab) {
		l.nft(`ip daddr { 1.1.1.1, 9.9.9.9 } meta l4proto { tcp, udp } th dport { 53, 443 } drop`)
	}
	return []scenario{
		{name: "every packet takes 1.5 s there and back: nobody is blamed", verdict: "unknown", lingers: true, world: world{Delay: bad}},
		{name: "every packet takes 1.5 s there and back, over both families", verdict: "unknown", lingers: true, world: world{Delay: bad, IPv6: true}},
		{name: "every packet takes 2.5 s there and back", verdict: "unknown", lingers: true, world: world{Delay: 2500 * time.Millisecond}},
		{
			name: "every packet takes 1.5 s there and back, and only a proxy leads out", verdict: "unknown", lingers: true, world: world{Delay: bad, IPv6: true},
			variables: proxied(proxyAddress),
			prepare: func(l *lab) {
				l.startTinyproxy("ConnectPort 443")
				l.nft(`ip daddr != `+router+` drop`, `ip6 daddr != `+routerSixth+` meta l4proto { tcp, udp } drop`)
			},
		},
		{
			name: "every packet takes 1.5 s there and back, and there is no internet", verdict: "no-internet", lingers: true, world: world{Delay: bad},
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` drop`) },
		},
		{name: "every packet takes 800 ms there and back, over both families", verdict: "none", lingers: true, world: world{Delay: satellite, IPv6: true}},
		{
			name: "every packet takes 800 ms there and back, and IPv6 is dead", verdict: "none", lingers: true, beside: []string{"families"},
			world:   world{Delay: satellite, IPv6: true},
			prepare: func(l *lab) { l.nft(`meta nfproto ipv6 meta l4proto { tcp, udp } drop`) },
		},
		{
			name: "a satellite's name server answers over TCP only, and the public ones are shut off", verdict: "unknown", lingers: true,
			world: world{Delay: satellite, IPv6: true, Names: map[string]string{"*": "truncated"}}, prepare: shut,
		},
		{name: "the way carries 64 kilobits a second, as when the mobile volume is used up", verdict: "none", atTheEdge: true, lingers: true, world: world{Rate: 64_000, Delay: 80 * time.Millisecond}},
		{name: "the way carries 32 kilobits a second: nobody is blamed", verdict: "unknown", lingers: true, world: world{Rate: 32_000, Delay: 80 * time.Millisecond}},
		{name: "one packet of ten is lost", verdict: "none", atTheEdge: true, lingers: true, world: world{Loss: 10}},
		{name: "one packet of five is lost", verdict: "none", atTheEdge: true, lingers: true, world: world{Loss: 5}},
		{name: "one packet of five is lost, over both families", verdict: "none", atTheEdge: true, lingers: true, beside: []string{"families"}, world: world{Loss: 5, IPv6: true}},
	}
}

// doubleEdges are networks of both families with a trouble for which much is asked.
func doubleEdges() []scenario {
	both := func(names map[string]string) world { return world{IPv6: true, Names: names} }
	everything := func(how string) world { return both(map[string]string{"*": how}) }
	return []scenario{
		{
			name: "nothing beyond the home answers, over both families", verdict: "no-internet", world: both(nil),
			prepare: func(l *lab) {
				l.nft(`ip daddr != `+router+` drop`, `ip6 daddr != `+routerSixth+` meta l4proto { tcp, udp } drop`)
			},
		},
		{
			name: "a log-in page is in a network of both families", verdict: "captive-portal", world: world{IPv6: true, Pages: "redirect"},
			prepare: func(l *lab) {
				l.nft(`ip daddr != `+router+` meta l4proto { tcp, udp } th dport != 80 drop`, `ip6 daddr != `+routerSixth+` meta l4proto { tcp, udp } th dport != 80 drop`)
			},
		},
		{
			name: "only IPv4 is dead", verdict: "none", world: both(nil), beside: []string{"families"},
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` drop`) },
		},
		{
			name: "all doors of Spotify are shut, over both families", verdict: "firewall", world: both(nil),
			prepare: func(l *lab) {
				l.nft(`ip daddr `+accessPoint+` drop`, `ip6 daddr `+accessPointSixth+` drop`)
			},
		},
		{name: "the name server takes its time over both families", verdict: "none", world: everything("slow")},
		{name: "the name server answers over TCP only, over both families", verdict: "none", world: everything("truncated")},
		{name: "the name server is silent about Spotify, over both families", verdict: "dns-blocked", world: both(spotifyNames("silent"))},
		{
			name: "names come over TCP alone, and the public name servers are shut off: nobody is blamed", verdict: "unknown", world: both(nil),
			prepare: func(l *lab) {
				l.nft(`meta l4proto udp th dport 53 drop`, `ip daddr { 1.1.1.1, 9.9.9.9 } tcp dport { 53, 443 } drop`)
			},
		},
		{
			name: "the first of two name servers is dead, over both families", verdict: "none", world: both(nil),
			prepare: func(l *lab) {
				l.nft(`ip daddr 192.168.77.53 drop`)
				l.replace("/etc/resolv.conf", "nameserver 192.168.77.53\nnameserver "+router+"\n")
			},
		},
		{
			name: "the proxy is silent, in a network of both families", verdict: "proxy-broken", world: both(nil),
			variables: proxied("198.51.100.77:9"),
			prepare:   func(l *lab) { l.nft(`ip daddr 198.51.100.77 drop`) },
		},
	}
}
