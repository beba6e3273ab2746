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
			name: "tinyproxy works", verdict: "none", variables: proxied(proxyAddress),
			prepare: func(l *lab) { l.startTinyproxy() },
		},
		{
			name: "tinyproxy works, and is the only way out", verdict: "none", variables: proxied(proxyAddress),
			prepare: func(l *lab) {
				l.startTinyproxy()
				l.nft(`ip daddr != ` + router + ` drop`)
			},
		},
		{
			name: "tinyproxy wants a log-in", verdict: "proxy-broken", variables: proxied(proxyAddress),
			prepare: func(l *lab) { l.startTinyproxy("BasicAuth somebody secret") },
		},
		{
			name: "tinyproxy has the log-in that it wants", verdict: "none", variables: proxied("somebody:secret@" + proxyAddress),
			prepare: func(l *lab) { l.startTinyproxy("BasicAuth somebody secret") },
		},
		{
			name: "tinyproxy wants a log-in, and is the only way out", verdict: "proxy-broken", variables: proxied(proxyAddress),
			prepare: func(l *lab) {
				l.startTinyproxy("BasicAuth somebody secret")
				l.nft(`ip daddr != ` + router + ` drop`)
			},
		},
		{
			name: "tinyproxy leads to no secure port", verdict: "proxy-broken", variables: proxied(proxyAddress),
			prepare: func(l *lab) { l.startTinyproxy("ConnectPort 563") },
		},
		{
			name: "the proxy of the environment is dead", verdict: "proxy-broken", variables: proxied(router + ":8888"),
		},
		{
			name: "the proxy of the environment is silent", verdict: "proxy-broken", variables: proxied("192.168.77.99:8888"),
		},
		{
			name: "the proxy in Spotify's preferences is dead", verdict: "proxy-broken",
			preferences: preferredProxy(router + ":9"),
		},
		{
			name: "the proxy in Spotify's preferences works", verdict: "none",
			preferences: preferredProxy(proxyAddress),
			prepare:     func(l *lab) { l.startTinyproxy() },
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

// proxied are the variables of somebody who uses a proxy.
func proxied(address string) map[string]string {
	return map[string]string{"https_proxy": "http://" + address, "http_proxy": "http://" + address}
}

// preferredProxy is the part of Spotify's preferences that sets a proxy.
func preferredProxy(address string) string {
	return "network.proxy.mode=2\nnetwork.proxy.addr=\"" + address + "@http\"\n"
}
