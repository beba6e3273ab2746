//go:build linux

package endtoend

// hostsScenarios are about this computer's hosts file.
func hostsScenarios() []scenario {
	files := []struct{ name, text, verdict, says string }{
		{"a host of Spotify by IPv4", "0.0.0.0 spclient.wg.spotify.com\n", "hosts-blocked", "spclient.wg.spotify.com"},
		{"a host of Spotify by the loopback", "127.0.0.1 apresolve.spotify.com\n", "hosts-blocked", "apresolve.spotify.com"},
		{"a host of Spotify by IPv6", "::1 dealer.spotify.com\n", "hosts-blocked", "dealer.spotify.com"},
		{"a host of Spotify by the IPv6 nowhere", ":: accounts.spotify.com\n", "hosts-blocked", "accounts.spotify.com"},
		{"a host of Spotify in the home", "192.168.77.9 login5.spotify.com\n", "hosts-blocked", "login5.spotify.com"},
		{"a host of Spotify by IPv4 and IPv6", "0.0.0.0 ap.spotify.com\n:: ap.spotify.com\n", "hosts-blocked", "ap.spotify.com"},
		{"the line ends of Windows", "127.0.0.1 localhost\r\n0.0.0.0 ap.spotify.com\r\n", "hosts-blocked", "ap.spotify.com"},
		{"a byte order mark", "\ufeff0.0.0.0 ap.spotify.com\n", "hosts-blocked", "ap.spotify.com"},
		{"tabs", "\t0.0.0.0\t\tlogin5.spotify.com\t\n", "hosts-blocked", "login5.spotify.com"},
		{"upper case", "0.0.0.0 SPCLIENT.WG.Spotify.COM\n", "hosts-blocked", "spclient.wg.spotify.com"},
		{"several names in a line", "0.0.0.0 ads.example.org spclient.wg.spotify.com tracker.example.org\n", "hosts-blocked", "spclient.wg.spotify.com"},
		{"a comment behind", "0.0.0.0 accounts.spotify.com # managed by a privacy tool\n", "hosts-blocked", "accounts.spotify.com"},
		{"no line end at the end", "127.0.0.1 localhost\n0.0.0.0 ap.spotify.com", "hosts-blocked", "ap.spotify.com"},
		{"a long list of blocked hosts around it", longList() + "0.0.0.0 dealer.spotify.com\n" + longList(), "hosts-blocked", "dealer.spotify.com"},
		{"what is commented out", "#0.0.0.0 spclient.wg.spotify.com\n # 0.0.0.0 ap.spotify.com\n", "none", ""},
		{"only advertising", "0.0.0.0 ads-fa.spotify.com\n0.0.0.0 log.spotify.com\n0.0.0.0 adeventtracker.spotify.com\n", "none", ""},
		{"a twin of Spotify's name", "0.0.0.0 spclient.wg.spotify.com.example.org\n0.0.0.0 notspotify.com\n", "none", ""},
		{"a host of Spotify where it is", directory + " apresolve.spotify.com\n", "none", ""},
		{"nothing that anybody could read", "\x00\xff\xfe\x1b[31m spclient.wg.spotify.com\n0.0.0.0\n", "none", ""},
	}
	var scenarios []scenario
	for _, file := range files {
		scenarios = append(scenarios, scenario{
			name: "the hosts file has " + file.name, verdict: file.verdict, says: file.says,
			prepare: func(l *lab) { l.replace("/etc/hosts", file.text) },
		})
	}
	return append(scenarios, scenario{
		name: "the hosts file has a host of Spotify, and Spotify plays all the same", verdict: "none", says: "dealer.spotify.com",
		client: plays(), beside: []string{"hosts-file"},
		prepare: func(l *lab) { l.replace("/etc/hosts", "0.0.0.0 dealer.spotify.com\n") },
	}, scenario{
		name: "the hosts file is gone", verdict: "none",
		prepare: func(l *lab) { l.do(`umount /etc/hosts; mount --bind /dev/null /etc/hosts`) },
	})
}

// longList is a block list of some length that has nothing to do with Spotify.
func longList() string {
	list := make([]byte, 0, 1<<18)
	for len(list) < 1<<18-64 {
		list = append(list, "0.0.0.0 tracker-"...)
		list = append(list, byte('a'+len(list)%26), byte('a'+len(list)/26%26))
		list = append(list, ".example.org\n"...)
	}
	return string(list)
}
