//go:build linux

package endtoend

// wayScenarios are about what stands on the way on purpose: portals, proxies, VPNs.
func wayScenarios() []scenario {
	var scenarios []scenario
	// A portal lets nothing through but its own page and the home's name server.
	closed := func(l *lab) { l.nft(`ip daddr != ` + router + ` meta l4proto { tcp, udp } th dport != 80 drop`) }
	for _, portal := range []struct{ how, name string }{
		{"redirect", "sends elsewhere"}, {"page", "shows its page"}, {"denied", "says 511"}, {"huge", "shows a huge page"},
	} {
		scenarios = append(scenarios, scenario{
			name: "a log-in page " + portal.name, verdict: "captive-portal",
			world: world{Pages: portal.how}, prepare: closed,
		})
	}
	scenarios = append(scenarios, append(proxyScenarios(), socksScenarios()...)...)
	return append(scenarios, []scenario{
		{
			name: "a log-in page by DNS", verdict: "captive-portal",
			world:   world{Pages: "redirect", Names: map[string]string{"*": router}},
			prepare: func(l *lab) { l.nft(`ip daddr != `+router+` drop`, `tcp dport 443 reject with tcp reset`) },
		},
		{
			name: "a log-in page of nginx", verdict: "captive-portal",
			world: world{Pages: "elsewhere"},
			prepare: func(l *lab) {
				l.startNginx(`return 302 http://login.hotel.example/welcome;`)
				closed(l)
			},
		},
		{
			name: "a provider changes plain pages, and nothing else", verdict: "none", beside: []string{"portal"},
			world: world{Pages: "page"},
		},
		{
			name: "a log-in page answers for every address, and no name is found", verdict: "captive-portal",
			world: world{Pages: "redirect", Names: map[string]string{"*": "nxdomain"}}, prepare: closed,
		},
		{
			name: "a log-in page answers for every address, and the name server is silent", verdict: "captive-portal",
			world: world{Pages: "page", Names: map[string]string{"*": "silent"}}, prepare: closed,
		},
		{
			name: "a VPN works", verdict: "none",
			prepare: func(l *lab) { l.startTunnel() },
		},
		{
			name: "a VPN is up for something else", verdict: "none",
			prepare: func(l *lab) {
				l.startTunnel()
				l.do(`ip route del 0.0.0.0/1; ip route del 128.0.0.0/1`)
				l.loseTunnel()
			},
		},
		{
			name: "a VPN is dead", verdict: "vpn",
			prepare: func(l *lab) {
				l.startTunnel()
				l.loseTunnel()
			},
		},
		{
			name: "a VPN is dead, and the name server lies behind it", verdict: "vpn",
			prepare: func(l *lab) {
				l.startTunnel()
				l.loseTunnel()
				l.replace("/etc/resolv.conf", "nameserver 10.8.0.1\n")
			},
		},
		{
			name: "a VPN is up, and the internet behind it is gone: the VPN is not to blame", verdict: "no-internet",
			prepare: func(l *lab) {
				l.startTunnel()
				l.nft(`ip daddr != { ` + router + `, 10.8.0.1 } drop`)
				l.loseTunnel()
			},
		},
	}...)
}
