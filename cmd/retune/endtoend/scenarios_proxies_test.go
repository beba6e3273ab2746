//go:build linux

package endtoend

import "os"

// proxyScenarios are about proxies, wherever they are set.
func proxyScenarios() []scenario {
	only := func(l *lab) {
		l.startTinyproxy()
		l.nft(`ip daddr != ` + router + ` drop`)
	}
	goesAround := "network.proxy.mode=1\n"
	return []scenario{
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
			name: "the proxy in Spotify's preferences is the only way out", verdict: "none",
			preferences: preferredProxy(proxyAddress), prepare: only,
		},
		{
			name: "the proxy in Spotify's preferences wants a log-in", verdict: "proxy-broken",
			preferences: preferredProxy(proxyAddress),
			prepare:     func(l *lab) { l.startTinyproxy("BasicAuth somebody secret") },
		},
		{
			name: "the proxy in Spotify's preferences is silent", verdict: "proxy-broken",
			preferences: preferredProxy("192.168.77.99:8888"),
		},
		{
			name: "the desktop's proxy (GNOME) is the only way out", verdict: "none",
			files: gnomeProxy("manual"), variables: gnome(), prepare: only,
		},
		{
			name: "the desktop's proxy (KDE) is the only way out", verdict: "none",
			files: kdeProxy(), variables: kde(), prepare: only,
		},
		{
			name: "the desktop's proxy (GNOME) is dead", verdict: "proxy-broken",
			files: gnomeProxy("manual"), variables: gnome(),
		},
		{
			name: "the desktop's proxy (KDE) wants a log-in", verdict: "proxy-broken",
			files: kdeProxy(), variables: kde(),
			prepare: func(l *lab) { l.startTinyproxy("BasicAuth somebody secret") },
		},
		{
			name: "the desktop's proxy (GNOME) is the only way out, and wants a log-in", verdict: "proxy-broken",
			files: gnomeProxy("manual"), variables: gnome(),
			prepare: func(l *lab) {
				l.startTinyproxy("BasicAuth somebody secret")
				l.nft(`ip daddr != ` + router + ` drop`)
			},
		},
		{
			name: "the desktop's proxy (GNOME) is the only way out, and lets Spotify not through", verdict: "firewall",
			files: gnomeProxy("manual"), variables: gnome(),
			prepare: func(l *lab) {
				filter := l.file("filter")
				must(l.t, os.WriteFile(filter, []byte("spotify\\.com$\n"), 0o644))
				l.startTinyproxy(`Filter "` + filter + `"`)
				l.nft(`ip daddr != ` + router + ` drop`)
			},
		},
		{
			name: "a script chooses the proxy (GNOME), and nothing is needed", verdict: "none",
			files: gnomeProxy("auto"), variables: gnome(),
		},
		{
			name: "a script chooses the proxy (GNOME), and it is the only way out: nobody is blamed", verdict: "unknown", says: "script",
			files: gnomeProxy("auto"), variables: gnome(), prepare: only,
		},
		{
			name: "the proxy of the environment is dead, and Spotify goes around it", verdict: "none",
			variables: proxied(router + ":8888"), preferences: goesAround,
		},
		{
			name: "the proxy of the environment is silent, and Spotify goes around it", verdict: "none",
			variables: proxied("192.168.77.99:8888"), preferences: goesAround,
		},
		{
			name: "the proxy of the environment is dead, and Spotify plays", verdict: "none", client: plays(), beside: []string{"proxy"},
			variables: proxied(router + ":8888"),
		},
		{
			name: "the proxy of the environment is dead, and the desktop's (KDE) is the only way out", verdict: "none",
			files: kdeProxy(), variables: kde("https_proxy", "http://"+router+":9"), prepare: only,
		},
		{
			name: "the proxy of the environment is dead, and Spotify's own is the only way out", verdict: "none",
			variables: proxied(router + ":9"), preferences: preferredProxy(proxyAddress), prepare: only,
		},
	}
}

// socksScenarios are about proxies that speak SOCKS.
func socksScenarios() []scenario {
	only := func(l *lab) { l.nft(`ip daddr != ` + router + ` drop`) }
	preferred := "network.proxy.mode=4\nnetwork.proxy.addr=\"" + socksAddress + "@socks5\"\n"
	desktop := map[string]string{".config/glib-2.0/settings/keyfile": "[system/proxy]\nmode='manual'\n" +
		"[system/proxy/socks]\nhost='" + router + "'\nport=1080\n"}
	everything := map[string]string{"ALL_PROXY": "socks5h://" + socksAddress}
	home := world{SOCKS: true}
	return []scenario{
		{name: "the SOCKS proxy of the environment works", verdict: "none", world: home, variables: everything},
		{name: "the SOCKS proxy of the environment is the only way out", verdict: "none", world: home, variables: everything, prepare: only},
		{name: "the SOCKS proxy of the environment is dead", verdict: "proxy-broken", variables: everything},
		{name: "the SOCKS proxy in Spotify's preferences works", verdict: "none", world: home, preferences: preferred},
		{name: "the SOCKS proxy in Spotify's preferences is the only way out", verdict: "none", world: home, preferences: preferred, prepare: only},
		{name: "the SOCKS proxy in Spotify's preferences is dead", verdict: "proxy-broken", preferences: preferred},
		{name: "the desktop's SOCKS proxy (GNOME) is the only way out", verdict: "none", world: home, files: desktop, variables: gnome(), prepare: only},
	}
}

// gnome has settings programs keep what they know in a file instead of a desktop's service.
func gnome() map[string]string {
	return map[string]string{"XDG_CURRENT_DESKTOP": "GNOME", "GSETTINGS_BACKEND": "keyfile"}
}

// gnomeProxy is the home's proxy as GNOME's settings have it.
func gnomeProxy(mode string) map[string]string {
	return map[string]string{".config/glib-2.0/settings/keyfile": "[system/proxy]\nmode='" + mode + "'\n" +
		"autoconfig-url='http://" + router + "/proxy.pac'\n[system/proxy/https]\nhost='" + router + "'\nport=8888\n"}
}

// kde is a session of that desktop, with another variable.
func kde(another ...string) map[string]string {
	variables := map[string]string{"XDG_CURRENT_DESKTOP": "KDE"}
	if len(another) == 2 {
		variables[another[0]] = another[1]
	}
	return variables
}

// kdeProxy is the home's proxy as KDE's settings have it.
func kdeProxy() map[string]string {
	return map[string]string{".config/kioslaverc": "[Proxy Settings]\nProxyType=1\nhttpsProxy=http://" + router + " 8888\n"}
}

// proxied are the variables of somebody who uses a proxy.
func proxied(address string) map[string]string {
	return map[string]string{"https_proxy": "http://" + address, "http_proxy": "http://" + address}
}

// preferredProxy is the part of Spotify's preferences that sets a proxy.
func preferredProxy(address string) string {
	return "network.proxy.mode=2\nnetwork.proxy.addr=\"" + address + "@http\"\n"
}
