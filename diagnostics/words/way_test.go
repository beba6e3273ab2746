package words

import (
	"testing"

	"retune/diagnostics"
)

func TestVerdictsOfTheWay(t *testing.T) {
	words := english(t)
	fine := func(check diagnostics.CheckName) diagnostics.Finding {
		return diagnostics.Saw(check, diagnostics.SawFine, nil)
	}
	none := diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawNone, nil)
	for name, test := range map[string]struct {
		findings  []diagnostics.Finding
		proof, do string
	}{
		"clock": {
			[]diagnostics.Finding{
				diagnostics.Saw(diagnostics.CheckClock, diagnostics.SawSkewed, diagnostics.Args{"Seconds": int64(-63_072_000), "Servers": 2}),
				diagnostics.Saw(diagnostics.CheckSecure, diagnostics.SawUntimely, diagnostics.Args{"Host": "dealer.spotify.com", "Issuer": "Certainly"}),
			},
			"By the servers on the internet it is 2 years behind. With a wrong clock no secure connection can be trusted, so Spotify makes none.",
			"Turn on “set the time automatically” in the system’s date and time settings.",
		},
		"proxy": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckProxy, diagnostics.SawFailing, diagnostics.Args{"Source": "system", "Failure": "connect-refused"}), none},
			"Through the proxy that is set in the system’s settings nothing is reached: the connection was refused. Without it the internet answers.",
			"Turn the proxy off in the system’s settings, unless your network asks for it.",
		},
		"proxy of Spotify's own": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckProxy, diagnostics.SawFailing, diagnostics.Args{"Source": "spotify", "Failure": "connect-refused"}), none},
			"Through it nothing is reached: the connection was refused. Without it the internet answers.",
			"Take it out, so that Spotify connects without one. Everything else in its preferences stays, and you can undo it.",
		},
		"proxy with a log-in": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckProxy, diagnostics.SawDenied, diagnostics.Args{"Source": "system", "Answer": 407})},
			"The proxy that is set in the system’s settings lets nobody through without a log-in (answer 407).",
			"Ask whoever runs the network for the log-in of the proxy, or turn the proxy off in the system’s settings if your network does without.",
		},
		"VPN": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckTunnel, diagnostics.SawDead, diagnostics.Args{"Tunnel": "wireguard"})},
			"What goes through the VPN (WireGuard) does not arrive. What goes around it does.",
			"Turn the VPN off and see whether Spotify connects. If it does, have the VPN leave Spotify out.",
		},
		"somebody in between": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckSecure, diagnostics.SawIntercepted, diagnostics.Args{"Host": "dealer.spotify.com", "Issuer": "Some Filter"})},
			"The certificate shown for Spotify is not Spotify’s own: it comes from Some Filter. Spotify may refuse it, and then it stays offline.",
			"If an antivirus program or a filter looks into encrypted traffic, have it leave Spotify out. On a network at work or school, ask whoever runs it.",
		},
		"a rule": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckFirewall, diagnostics.SawRule, diagnostics.Args{"Source": "ufw", "Rule": "program"}), none},
			"A rule of this computer’s firewall blocks Spotify: it names Spotify’s program.",
			"Take that rule out of the firewall (ufw), or let it leave Spotify out.",
		},
		"this computer forbids it, in an incident": {
			[]diagnostics.Finding{
				diagnostics.Saw(diagnostics.CheckAccessPoints, diagnostics.SawClosed, diagnostics.Args{"Tried": 3, "Failure": "connect-prohibited"}),
				fine(diagnostics.CheckPlaces), diagnostics.Saw(diagnostics.CheckStatusFeed, diagnostics.SawIncident, nil),
			},
			"It forbids every connection to Spotify’s servers itself, while the rest of the internet works.",
			"Allow Spotify in this computer’s firewall or security program. A VPN’s kill switch can do the same: connect the VPN, or turn the kill switch off.",
		},
		"cut handshakes": {
			[]diagnostics.Finding{
				diagnostics.Saw(diagnostics.CheckSecure, diagnostics.SawUnreachable, diagnostics.Args{"Host": "dealer.spotify.com", "Failure": "handshake-reset"}),
				diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable, diagnostics.Args{"Failure": "handshake-reset"}),
				fine(diagnostics.CheckStatusFeed), fine(diagnostics.CheckPlaces),
			},
			"Secure connections to Spotify’s servers, such as dealer.spotify.com, cannot be made (the connection was cut), while the rest of the internet works and Spotify itself is fine.",
			"Allow Spotify in the firewall of this computer. If it is allowed there, the network blocks it: try another one, such as a phone’s hotspot.",
		},
		"a certificate that ran out": {
			[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckSecure, diagnostics.SawExpired, diagnostics.Args{"Host": "dealer.spotify.com", "Issuer": "Certainly"})},
			"The certificate of dealer.spotify.com has run out, and only Spotify can renew it. Your connection works.",
			"Wait until Spotify has fixed it. Nothing on this computer needs to be changed.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			verdict := words.Verdict(report(diagnostics.Client{}, test.findings...))
			if verdict.Proof != test.proof || verdict.Do != test.do {
				t.Errorf("the verdict is %q, %q", verdict.Proof, verdict.Do)
			}
		})
	}
}
