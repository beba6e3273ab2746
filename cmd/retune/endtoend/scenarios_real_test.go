//go:build linux

package endtoend

import "time"

// realScenarios are what people's computers and networks are really like, beside the plain
// troubles: most of it looks odd, and harms nothing.
func realScenarios() []scenario {
	return append(append(realLinks(), realNames()...), realWays()...)
}

// realLinks are about interfaces, routes and the quality of the way.
func realLinks() []scenario {
	const bridge = `ip link add docker0 type bridge; ip addr add 172.17.0.1/16 dev docker0; ip link set docker0 up; `
	const container = `ip link add veth0 type veth peer name veth1; ip link set veth0 master docker0 up; ip link set veth1 up; `
	return []scenario{
		{
			name: "containers have a bridge, and the network is there", verdict: "none",
			prepare: func(l *lab) { l.do(bridge + container) },
		},
		{
			name: "only a bridge of containers is up", verdict: "no-network",
			prepare: func(l *lab) { l.do(bridge + container + `ip link del eth0`) },
		},
		{
			name: "only a bridge without containers is up", verdict: "no-network",
			prepare: func(l *lab) { l.do(bridge + `ip link set eth0 down`) },
		},
		{
			name: "nobody gave out an address: it is link-local", verdict: "no-network",
			prepare: func(l *lab) { l.do(`ip addr flush dev eth0; ip addr add 169.254.77.2/16 dev eth0`) },
		},
		{
			name: "nobody gave out an address: it is link-local, with a way to everywhere", verdict: "no-network",
			prepare: func(l *lab) {
				l.do(`ip addr flush dev eth0; ip addr add 169.254.77.2/16 dev eth0; ip route add default dev eth0 metric 1000`)
				l.nft(`drop`)
			},
		},
		{
			name: "the better of two ways is dead", verdict: "no-internet",
			prepare: func(l *lab) {
				l.do(`ip link add wlan0 type bridge; ip link add veth0 type veth peer name veth1; ip link set veth0 master wlan0 up; ip link set veth1 up
					ip link set wlan0 up; ip addr add 192.168.99.2/24 dev wlan0
					ip route del default; ip route add default via 192.168.99.1 dev wlan0 metric 50; ip route add default via ` + router + ` metric 100`)
			},
		},
		{
			name: "the worse of two ways is dead", verdict: "none",
			prepare: func(l *lab) {
				l.do(`ip link add wlan0 type bridge; ip link add veth0 type veth peer name veth1; ip link set veth0 master wlan0 up; ip link set veth1 up
					ip link set wlan0 up; ip addr add 192.168.99.2/24 dev wlan0; ip route add default via 192.168.99.1 dev wlan0 metric 600`)
			},
		},
		{
			name: "the gateway is the wrong one", verdict: "no-internet",
			prepare: func(l *lab) {
				l.do(`ip neigh replace 192.168.77.254 lladdr 02:00:00:00:00:99 dev eth0; ip route replace default via 192.168.77.254`)
			},
		},
		{
			name: "nobody is at the gateway's address", verdict: "no-internet",
			prepare: func(l *lab) { l.internet.do(`ip link set eth0 arp off`) },
		},
		{
			name: "the network's mask is too wide", verdict: "none",
			prepare: func(l *lab) {
				l.do(`ip addr del ` + computer + `/24 dev eth0; ip addr add ` + computer + `/16 dev eth0; ip route add default via ` + router)
			},
		},
		{
			name: "all that is large is lost on the way: nobody is blamed", verdict: "unknown", lingers: true,
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` meta length > 1000 drop`) },
		},
		{name: "one packet of fifty is lost", verdict: "none", world: world{Loss: 50}},
		{name: "every packet takes 650 ms there and back, by satellite", verdict: "none", world: world{Delay: 650 * time.Millisecond}},
		{name: "every packet takes 800 ms there and back, by satellite", verdict: "none", world: world{Delay: 800 * time.Millisecond}},
		{name: "the way carries 256 kilobits a second", verdict: "none", world: world{Rate: 256_000}},
		{
			name: "there is IPv6 only", verdict: "none", world: world{IPv6: true},
			prepare: func(l *lab) {
				l.do(`ip -4 addr flush dev eth0`)
				l.replace("/etc/resolv.conf", "nameserver "+routerSixth+"\n")
			},
		},
		{
			name: "names have IPv6 addresses, and this computer has none", verdict: "none", world: world{IPv6: true},
			prepare: func(l *lab) { l.do(`ip -6 addr flush dev eth0`) },
		},
		{
			name: "the router gives out IPv6 addresses of the home only", verdict: "none", world: world{IPv6: true},
			prepare: func(l *lab) {
				l.do(`ip -6 addr flush dev eth0; ip addr add fd77::2/64 dev eth0 nodad; ip route replace default via fd77::1 dev eth0`)
				l.nft(`meta nfproto ipv6 meta l4proto { tcp, udp } drop`)
			},
		},
		{
			name: "a firewall lets nobody in, and everybody out", verdict: "none",
			prepare: func(l *lab) {
				l.do(`nft -f - <<'RULES'
					add table inet filter
					add chain inet filter input { type filter hook input priority 0; policy drop; }
					add rule inet filter input ct state established,related accept
					add rule inet filter input iif lo accept
					add rule inet filter input meta l4proto icmpv6 accept
RULES`)
			},
		},
	}
}

// realNames are about name servers, and about the time, which some of them need.
func realNames() []scenario {
	everything := func(how string) world { return world{Names: map[string]string{"*": how}} }
	away := func(host string) world { return world{Names: map[string]string{host: "203.0.113.99"}} }
	gone := func(l *lab) { l.nft(`ip daddr 203.0.113.99 drop`) }
	return []scenario{
		{
			name: "the first of three name servers is dead", verdict: "none",
			prepare: func(l *lab) {
				l.nft(`ip daddr 192.168.77.53 drop`)
				l.replace("/etc/resolv.conf", "nameserver 192.168.77.53\nnameserver "+router+"\nnameserver 8.8.8.8\n")
			},
		},
		{
			name: "the first of two name servers is dead, and Spotify plays", verdict: "none", client: plays(),
			prepare: func(l *lab) {
				l.nft(`ip daddr 192.168.77.53 drop`)
				l.replace("/etc/resolv.conf", "nameserver 192.168.77.53\nnameserver "+router+"\n")
			},
		},
		{
			name: "the first of two name servers refuses", verdict: "none",
			prepare: func(l *lab) {
				l.nft(`ip daddr 192.168.77.53 reject`)
				l.replace("/etc/resolv.conf", "nameserver 192.168.77.53\nnameserver "+router+"\n")
			},
		},
		{
			name: "a VPN is gone, and has left its name server behind", verdict: "dns-failing",
			prepare: func(l *lab) {
				l.nft(`ip daddr 10.8.0.1 drop`)
				l.replace("/etc/resolv.conf", "nameserver 10.8.0.1\n")
			},
		},
		{name: "the name server takes its time", verdict: "none", world: everything("slow")},
		{name: "the name server does not know extensions", verdict: "none", world: everything("plain")},
		{name: "the name server answers over TCP only", verdict: "none", world: everything("truncated")},
		{
			name: "the name server minds the time, and the clock is two years behind", verdict: "clock-wrong",
			world: world{Ahead: twoYears, Names: map[string]string{"*": "servfail"}},
		},
		{
			name: "the name server fails, and the clock is an hour behind", verdict: "dns-failing", beside: []string{"clock"},
			world: world{Ahead: time.Hour, Names: map[string]string{"*": "servfail"}},
		},
		{name: "the clock is an hour behind, as beside another system", verdict: "none", beside: []string{"clock"}, world: world{Ahead: time.Hour}},
		{name: "the clock is three days ahead", verdict: "none", beside: []string{"clock"}, world: world{Ahead: -72 * time.Hour}},
		{name: "the clock is forty days behind", verdict: "clock-wrong", world: world{Ahead: 40 * 24 * time.Hour}},
		{
			name: "the clock begins in 1970, and there is no network", verdict: "no-network", world: world{Ahead: 56 * 365 * 24 * time.Hour},
			prepare: func(l *lab) { l.unplug() },
		},
		{name: "only the server for messages is dead: nobody is blamed", verdict: "unknown", world: away("dealer.spotify.com"), prepare: gone, beside: []string{"secure"}},
		{name: "only the server for messages is dead, and Spotify plays", verdict: "none", client: plays(), world: away("dealer.spotify.com"), prepare: gone, beside: []string{"secure"}},
		{name: "only a server for songs is dead", verdict: "none", world: away("audio-fa.scdn.co"), prepare: gone},
		{name: "only the log-in is dead: nobody is blamed", verdict: "unknown", world: away("login5.spotify.com"), prepare: gone, beside: []string{"secure"}},
		{name: "only the directory is dead: nobody is blamed", verdict: "unknown", prepare: func(l *lab) { l.nft(`ip daddr ` + directory + ` drop`) }, beside: []string{"directory"}},
		{name: "the first access point is dead, and the second is not", verdict: "none", world: away("ap-gew4.spotify.com"), prepare: gone},
		{name: "Spotify answers with 429: nobody is blamed", verdict: "unknown", world: world{Directory: 429}},
		{name: "Spotify answers with 403, and plays", verdict: "none", client: plays(), world: world{Directory: 403}},
		{
			name: "the name server sends Spotify to a page that says no", verdict: "dns-blocked", says: "spotify.com",
			world: world{Names: spotifyNames("198.51.100.66"), Certificates: map[string]string{"198.51.100.66": "unknown"}},
		},
	}
}

// realWays are about portals, tunnels and proxies.
func realWays() []scenario {
	closed := func(l *lab) { l.nft(`ip daddr != ` + router + ` meta l4proto { tcp, udp } th dport != 80 drop`) }
	only := func(l *lab) {
		l.startTinyproxy("ConnectPort 443")
		l.nft(`ip daddr != ` + router + ` drop`)
	}
	ruled := func(l *lab) {
		l.startTunnel()
		l.do(`ip route del 0.0.0.0/1; ip route del 128.0.0.0/1
			ip route add default dev tun0 table 52
			ip rule add priority 5000 lookup main suppress_prefixlength 0
			ip rule add priority 5270 not fwmark 0x80000 lookup 52`)
	}
	return []scenario{
		{name: "a log-in page lets Apple's check page through", verdict: "captive-portal", world: world{Pages: "apple-passes"}, prepare: closed},
		{
			name: "a log-in page answers secure connections, too", verdict: "captive-portal",
			world: world{Pages: "redirect", Certificates: map[string]string{"*": "unknown"}},
			prepare: func(l *lab) {
				l.nft(`ip daddr != ` + router + ` meta l4proto { tcp, udp } th dport != { 80, 443 } drop`)
			},
		},
		{
			name: "a log-in page refuses all that is not its own", verdict: "captive-portal", world: world{Pages: "redirect"},
			prepare: func(l *lab) {
				l.nft(`ip daddr != `+router+` tcp dport != 80 reject with tcp reset`, `ip daddr != `+router+` meta l4proto udp reject`)
			},
		},
		{
			name: "a hotel lets only web pages through", verdict: "none",
			prepare: func(l *lab) {
				l.nft(`ip daddr != ` + router + ` meta l4proto { tcp, udp } th dport != { 80, 443 } drop`)
			},
		},
		{name: "a VPN by rules of its own works", verdict: "none", prepare: ruled},
		{
			name: "a VPN by rules of its own is dead", verdict: "vpn",
			prepare: func(l *lab) {
				ruled(l)
				l.loseTunnel()
			},
		},
		{
			name: "a VPN loses what is for Spotify, and nothing else", verdict: "vpn",
			prepare: func(l *lab) {
				l.startTunnel()
				l.internet.do(`nft -f - <<'RULES'
					add table inet exit
					add chain inet exit in { type filter hook input priority 0; }
					add rule inet exit in iifname tun0 ip daddr { ` + directory + `, ` + accessPoint + `, ` + spotifyRest + ` } drop
RULES`)
			},
		},
		{
			name: "a VPN was left, and its way to nowhere stays", verdict: "vpn",
			prepare: func(l *lab) {
				l.do(`ip link add pvpnksintrf0 type bridge; ip link add veth0 type veth peer name veth1
					ip link set veth0 master pvpnksintrf0 up; ip link set veth1 up; ip link set pvpnksintrf0 up
					ip addr add 100.85.0.1/24 dev pvpnksintrf0; ip route add default via 100.85.0.1 dev pvpnksintrf0 metric 98 2>/dev/null || ip route add default dev pvpnksintrf0 metric 98
					ip route del default via ` + router + `; ip route add default via ` + router + ` metric 100`)
			},
		},
		{
			name: "a VPN keeps everything in while it is not connected", verdict: "no-internet",
			prepare: func(l *lab) { l.nftHere(`oifname "lo" accept`, `reject`) },
		},
		{
			name: "the internet comes over a dial-up line", verdict: "none",
			prepare: func(l *lab) {
				l.startTunnel()
				l.do(`ip link set tun0 down; ip link set tun0 name ppp0; ip link set ppp0 up; ip route del default; ip route add default dev ppp0`)
				l.nft(`ip daddr != ` + router + ` drop`)
			},
		},
		{
			name: "the internet would come over a dial-up line", verdict: "no-internet",
			prepare: func(l *lab) {
				l.startTunnel()
				l.do(`ip link set tun0 down; ip link set tun0 name ppp0; ip link set ppp0 up; ip route del default; ip route add default dev ppp0`)
				l.nft(`ip daddr != ` + router + ` drop`)
				l.loseTunnel()
			},
		},
		{name: "a proxy leads to secure ports only, and is the only way out", verdict: "none", variables: proxied(proxyAddress), prepare: only},
		{
			name: "the proxy is set in capital letters only", verdict: "none", prepare: only,
			variables: map[string]string{"HTTPS_PROXY": "http://" + proxyAddress, "HTTP_PROXY": "http://" + proxyAddress},
		},
		{
			name: "the proxy is dead, and Spotify is not to use it", verdict: "none",
			variables: map[string]string{"https_proxy": "http://" + router + ":9", "no_proxy": "localhost,.spotify.com"},
		},
		{
			name: "only plain pages go to a proxy, which is dead", verdict: "none",
			variables: map[string]string{"http_proxy": "http://" + router + ":9"},
		},
	}
}
