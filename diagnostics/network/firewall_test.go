package network_test

import (
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

func TestLocalFirewall(t *testing.T) {
	const own, store = `C:\Users\ann\AppData\Roaming\Spotify\Spotify.exe`, "SpotifyAB.SpotifyMusic_zpdnekdrzrea0"
	about := func(program string) []network.FirewallRule {
		return []network.FirewallRule{{Program: program}}
	}
	closing := func(ports ...uint16) network.FirewallRule { return network.FirewallRule{Ports: ports} }
	on := func(rules ...network.FirewallRule) *network.Firewall {
		return &network.Firewall{Name: "ufw", Active: true, Blocks: rules}
	}
	for _, test := range []struct {
		name     string
		firewall *network.Firewall
		saw      diagnostics.Observation
	}{
		{"none to be read", nil, diagnostics.SawNothingToCheck},
		{"off", &network.Firewall{Blocks: about(own)}, diagnostics.SawFine},
		{"on, without rules", on(), diagnostics.SawActive},
		{"on, for administrators alone", &network.Firewall{Name: "ufw", Active: true, Unread: true}, diagnostics.SawUnreadRules},
		{"against Spotify, and there may be more", &network.Firewall{Name: "ufw", Active: true, Unread: true, Blocks: about(own)}, diagnostics.SawRule},
		{"against Spotify", on(about(own)...), diagnostics.SawRule},
		{"against Spotify of the Store", on(about(store)...), diagnostics.SawRule},
		{"against a namesake", on(about(`C:\Tools\Spotify.exe\other.exe`)...), diagnostics.SawActive},
		{"against another namesake", on(about(`C:\Tools\spotifyd.exe`)...), diagnostics.SawActive},
		{"against 4070 alone: two doors are left", on(closing(4070)), diagnostics.SawActive},
		{"against the web, which needs no Spotify", on(closing(80, 443)), diagnostics.SawActive},
		{"against all doors", on(closing(4070, 443, 80)), diagnostics.SawRule},
		{"against all doors, a rule each", on(closing(443), closing(80), closing(4070)), diagnostics.SawRule},
	} {
		t.Run(test.name, func(t *testing.T) {
			doors := world{computer: computer{firewall: test.firewall}}.doors()
			finding := checkAlone(t, doors, diagnostics.CheckFirewall)
			if finding.Observation != test.saw {
				t.Errorf("saw %q (%v), want %q", finding.Observation, finding.Args, test.saw)
			}
			how := network.RuleProgram
			if strings.HasPrefix(test.name, "against all doors") {
				how = network.RulePorts
			}
			if finding.Observation == diagnostics.SawRule && finding.Args["Rule"] != string(how) {
				t.Errorf("the rule is said to be about %v, not %q", finding.Args["Rule"], how)
			}
		})
	}
}
