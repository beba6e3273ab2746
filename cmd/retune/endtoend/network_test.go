//go:build linux

package endtoend

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// connected is a client that talks to Spotify.
func connected() behavior { return behavior{Renderers: 1, Connect: accessPoint + ":4070"} }

// troubles are states of the network and the verdict that each must get. Spotify is
// installed and runs in all of them; it cannot connect where nothing can.
func troubles() []trouble {
	return []trouble{
		{name: "all is well", verdict: "none", status: 0},
		{
			name: "the cable is out", verdict: "no-network", status: 1, step: 1,
			prepare: func(l *lab) { l.unplug() },
		},
		{
			name: "the internet is silent", verdict: "no-internet", status: 1, step: 1,
			prepare: func(l *lab) { l.nft(`ip daddr != ` + router + ` drop`) },
		},
		{
			name: "a log-in page stands in the way", verdict: "captive-portal", status: 1, step: 1,
			world:   world{portal: true},
			prepare: func(l *lab) { l.nft(`tcp dport { 443, 4070 } drop`, `ip daddr != `+router+` udp dport 53 drop`) },
		},
		{
			name: "the name server is dead", verdict: "dns-failing", status: 1, step: 1,
			prepare: func(l *lab) { l.nft(`ip daddr `+router+` udp dport 53 drop`, `ip daddr `+router+` tcp dport 53 drop`) },
		},
		{
			name: "the name server refuses", verdict: "dns-failing", status: 1, step: 1,
			prepare: func(l *lab) { l.nft(`ip daddr ` + router + ` udp dport 53 reject`) },
		},
		{
			name: "the name server sinks Spotify", verdict: "dns-blocked", status: 1, step: 7,
			world: world{sunk: "apresolve.spotify.com,ap.spotify.com,spclient.wg.spotify.com"},
			says:  "spotify.com",
		},
		{
			name: "the hosts file sends Spotify nowhere", verdict: "hosts-blocked", status: 1, step: 7,
			prepare: func(l *lab) { l.replace("/etc/hosts", "127.0.0.1 localhost\n0.0.0.0 spclient.wg.spotify.com\n") },
			says:    "spclient.wg.spotify.com",
		},
		{
			name: "the access points are shut off", verdict: "firewall", status: 1, step: 7,
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` drop`) },
		},
		{
			name: "the access points are refused", verdict: "firewall", status: 1, step: 7,
			prepare: func(l *lab) { l.nft(`ip daddr ` + accessPoint + ` reject with tcp reset`) },
		},
		{
			name: "only port 4070 is shut off", verdict: "none", status: 0,
			client:  behavior{Connect: accessPoint + ":443"},
			prepare: func(l *lab) { l.nft(`tcp dport 4070 drop`) },
		},
		{
			name: "Spotify has an outage", verdict: "spotify-outage", status: 1, step: 4,
			world: world{directory: 503},
		},
		{
			name: "Spotify says that it has an outage", verdict: "spotify-outage", status: 1, step: 4,
			world: world{directory: 503, incident: "Playback is down"}, says: "Playback is down",
		},
		{
			name: "an incident that harms nothing here", verdict: "none", status: 0,
			world: world{incident: "Slow log-ins"},
		},
		{name: "every answer takes 400 ms", verdict: "none", status: 0, world: world{delay: 400 * time.Millisecond}},
	}
}

type trouble struct {
	name    string
	world   world
	client  behavior
	prepare func(*lab)
	verdict string
	status  int
	step    int
	says    string
}

func TestEveryTroubleGetsItsVerdict(t *testing.T) {
	for _, trouble := range troubles() {
		t.Run(trouble.name, func(t *testing.T) {
			l := newLab(t, trouble.world)
			if trouble.prepare != nil {
				trouble.prepare(l)
			}
			p := l.newPerson()
			how := trouble.client
			if how.Connect == "" {
				how = connected()
			}
			pid := p.startClient(p.install(how), how)
			if trouble.verdict == "none" {
				await(t, "the client's connection", func() bool { return l.holdsConnection(pid) })
			}

			o := p.run("diagnose", "--json").mustEnd(t, trouble.status)
			got := decode[report](t, o)
			if got.Verdict.Cause != trouble.verdict || got.Verdict.Step == nil || *got.Verdict.Step != trouble.step {
				t.Errorf("the verdict is %s, step %v\n%s", got.Verdict.Cause, got.Verdict.Step, o.output)
			}
			if !strings.Contains(o.output, trouble.says) {
				t.Errorf("nothing says %q:\n%s", trouble.says, o.output)
			}
			if !got.Client.Running || got.Client.Kind != "launcher" {
				t.Errorf("the client was not seen: %+v", got.Client)
			}
			if trouble.verdict == "none" && got.Client.Connections != 1 {
				t.Errorf("the client's connection was not seen: %+v", got.Client)
			}
		})
	}
}

// holdsConnection reports whether a process of the lab has a connection.
func (l *lab) holdsConnection(pid int) bool {
	connections, err := l.command(l.t.Context(), "ss", "--no-header", "--tcp", "--processes", "state", "established").Output()
	return err == nil && slices.ContainsFunc(strings.Split(string(connections), "\n"), func(line string) bool {
		return strings.Contains(line, "pid="+strconv.Itoa(pid)+",")
	})
}

func TestNoSpotifyIsAVerdictWhereTheNetworkIsFine(t *testing.T) {
	p := newLab(t, world{}).newPerson()
	got := decode[report](t, p.run("diagnose", "--json").mustEnd(t, 1))
	if got.Verdict.Cause != "client-missing" || *got.Verdict.Step != 6 {
		t.Errorf("%+v", got.Verdict)
	}
}

func TestASpotifyThatDoesNotRunIsNoFault(t *testing.T) {
	p := newLab(t, world{}).newPerson()
	p.install(behavior{})
	got := decode[report](t, p.run("diagnose", "--json").mustEnd(t, 0))
	if got.Verdict.Cause != "none" || got.Client.Running {
		t.Errorf("%+v %+v", got.Verdict, got.Client)
	}
}

// A client that has just started is not accused, so this waits until it has had time.
func TestASpotifyThatTalksToNobodyIsInOfflineMode(t *testing.T) {
	p := newLab(t, world{}).newPerson()
	p.startClient(p.install(behavior{}), behavior{})
	var got report
	await(t, "the verdict offline-mode", func() bool {
		got = decode[report](t, p.run("diagnose", "--json"))
		return got.Verdict.Cause == "offline-mode"
	})
	if *got.Verdict.Step != 2 || got.Client.Connections != 0 {
		t.Errorf("%+v %+v", got.Verdict, got.Client)
	}
}
