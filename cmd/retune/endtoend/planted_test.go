//go:build linux

package endtoend

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// planted are things about a person that no report may tell, whoever says them: the
// system, a settings file, or a server.
func planted() map[string]string {
	return map[string]string{
		"user name":            "klaramuster",
		"host name":            "klaras-klappkiste",
		"wireless network":     "Villa Kunterbunt 5G",
		"hardware address":     "a4:83:e7:2b:5c:19",
		"public address":       "84.165.77.3",
		"public IPv6 address":  "2003:e5:7f2a:8b00::17",
		"own IPv6 address":     "2003:e5:7f2a:8b00::99",
		"address in the home":  "192.168.77.9",
		"mail address":         "klara@muster-familie.example",
		"Spotify account":      "klara.muster.1987",
		"token":                "BQDkZ3xQ9mT7vLw2Rj8sYp4Hn6Ux1Ca5Eb0",
		"password of a proxy":  "hunter2hunter2",
		"account at a proxy":   "klara-at-work",
		"host of the employer": "proxy.werk7.example",
	}
}

func TestTheReportTellsNothingAboutThePerson(t *testing.T) {
	t.Parallel()
	p := planted()
	gossip := "Down for " + p["user name"] + " (" + p["mail address"] + ") on " + p["host name"] + ", SSID: " + p["wireless network"]
	numbers := "Down at " + p["public address"] + " and " + p["public IPv6 address"] + " for " + p["hardware address"] + " token=" + p["token"]
	shut := func(l *lab) { l.nft(`ip daddr `+accessPoint+` drop`, `ip6 daddr `+accessPointSixth+` drop`) }
	// What the diagnosis itself says is there to be blanked; what it leaves unsaid never gets
	// as far as the report.
	for _, s := range []scenario{
		{name: "a status page that gossips", world: world{Incident: gossip}, prepare: shut, says: p["mail address"]},
		{name: "a status page that gossips of numbers", world: world{Incident: numbers}, prepare: shut, says: p["hardware address"]},
		{name: "a resolver that sends into the home", unsaid: p["address in the home"], world: world{Names: spotifyNames(p["address in the home"])}},
		{name: "a resolver that sends to this computer", world: world{Names: map[string]string{"ap.spotify.com": p["public address"]}}},
		{name: "a hosts file with comments", unsaid: p["address in the home"], prepare: func(l *lab) {
			l.replace("/etc/hosts", "# "+gossip+"\n"+p["address in the home"]+" ap.spotify.com "+p["host name"]+" # "+numbers+"\n")
		}},
		{name: "a hosts file with an address of its own", prepare: func(l *lab) {
			l.replace("/etc/hosts", p["public address"]+" ap.spotify.com\n"+p["public IPv6 address"]+" dealer.spotify.com\n")
		}},
		{
			name: "a proxy with a password", variables: proxied(p["account at a proxy"] + ":" + p["password of a proxy"] + "@" + p["host of the employer"] + ":3128"),
			world: world{Names: map[string]string{p["host of the employer"]: p["address in the home"]}},
		},
		{name: "a firewall with comments", unsaid: p["wireless network"], prepare: func(l *lab) {
			l.nftHere(`tcp dport { 4070, 443, 80 } ip daddr ` + accessPoint + ` reject comment "` + p["user name"] + ` SSID: ` + p["wireless network"] + `"`)
		}},
		{
			name: "a folder of hers that nobody can look at", says: "/mnt/" + p["user name"], variables: map[string]string{"XDG_STATE_HOME": "/mnt/" + p["user name"] + "/state"},
			prepare: func(l *lab) {
				l.do(`mount -t tmpfs none /mnt; mkdir '/mnt/` + p["user name"] + `'; ln -s state '/mnt/` + p["user name"] + `/state'`)
			},
		},
		{name: "a VPN", prepare: func(l *lab) {
			l.startTunnel()
			l.loseTunnel()
		}},
	} {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.world.IPv6 = true
			l := newLabApart(t, s.world)
			if s.prepare != nil {
				s.prepare(l)
			}
			person := klara(t, l).with(s.variables)
			report := person.reportOn(p["host name"])
			secrets := maps.Clone(p)
			secrets["home"] = filepath.Dir(person.home)
			for what, secret := range secrets {
				if strings.Contains(strings.ToLower(report), strings.ToLower(secret)) {
					t.Errorf("the report tells the %s %q:\n%s", what, secret, report)
				}
			}
			if !strings.Contains(report, "not running") || !strings.Contains(report, "[directory/") {
				t.Errorf("the report does not tell what was found:\n%s", report)
			}
			s.listen(t, person.run("diagnose", "--json").output)
		})
	}
}

// klara moves somebody into the lab about whom there is a lot to tell.
func klara(t *testing.T, l *lab) *person {
	t.Helper()
	planted := planted()
	l.replace("/etc/passwd", planted["user name"]+":x:0:0:Klara Muster:/home/klaramuster:/bin/sh\n")
	l.do(`
		ip addr add ` + planted["public address"] + `/32 dev eth0
		ip addr add ` + planted["own IPv6 address"] + `/128 dev eth0 nodad`)
	l.internet.do(`
		ip route add ` + planted["public address"] + ` dev eth0 table local
		ip route add ` + planted["own IPv6 address"] + ` dev eth0 table local`)
	p := l.newPerson()
	p.home = filepath.Join(p.home, planted["user name"])
	must(t, os.MkdirAll(p.home, 0o755))
	p = p.with(map[string]string{
		"HOME": p.home, "USER": planted["user name"], "LOGNAME": planted["user name"], "SPOTIFY_TOKEN": planted["token"],
	})
	p.install(behavior{})
	write(t, p.path(configFolder, "prefs"), `autologin.canonical_username="`+planted["Spotify account"]+`"
autologin.blob="`+planted["token"]+`"
storage.last-location="`+p.path("Music")+`"
network.proxy.user="`+planted["account at a proxy"]+`"
network.proxy.pass="`+planted["password of a proxy"]+`"
`)
	p.fillCache()
	p.run("fix", "clear-cache", "--yes") // it goes into the journal
	return p
}

// reportOn asks for the report on a computer of some name.
func (p *person) reportOn(host string) string {
	p.t.Helper()
	command := p.command(p.t.Context(), "unshare", "--uts", "sh", "-euc", `echo `+host+` >/proc/sys/kernel/hostname; exec "$0" report`, program("retune"))
	command.Env = p.environment()
	return finish(p.t, command).mustEnd(p.t, 0).output
}
