package diagnostics_test

import (
	"slices"
	"testing"

	"retune/diagnostics"
)

// findingsWith returns findings of which one has arguments.
func (s sees) findingsWith(check diagnostics.CheckName, arguments diagnostics.Args) diagnostics.Findings {
	findings := s.findings()
	i := slices.IndexFunc(findings, func(f diagnostics.Finding) bool { return f.Check == check })
	findings[i].Args = arguments
	return findings
}

// What this computer's own firewall does can be proved regardless of Spotify's state, and is
// refuted by whatever gets through.
func TestTheFirewallOfThisComputer(t *testing.T) {
	ruled := healthy().but(sees{diagnostics.CheckFirewall: diagnostics.SawRule, diagnostics.CheckConnections: diagnostics.SawNone})
	walledIn := spotifySilent().but(sees{
		diagnostics.CheckFirewall: diagnostics.SawRule, diagnostics.CheckStatusFeed: diagnostics.SawUnreadable,
		diagnostics.CheckPortal: diagnostics.SawSilent,
	})
	proxied := sees{diagnostics.CheckProxy: diagnostics.SawFine, diagnostics.CheckConnections: diagnostics.SawNothingToCheck}
	unread := spotifySilent().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawUnreadable})
	incident := spotifySilent().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawIncident})
	spotifyOnline := sees{diagnostics.CheckConnections: diagnostics.SawFine}
	const firewall, doors = diagnostics.CheckFirewall, diagnostics.CheckAccessPoints
	program, ports := diagnostics.Args{"Rule": "program"}, diagnostics.Args{"Rule": "ports"}
	prohibited, silent := diagnostics.Args{"Failure": "connect-prohibited"}, diagnostics.Args{"Failure": "connect-timeout"}
	for _, test := range []struct {
		name     string
		findings diagnostics.Findings
		cause    diagnostics.Cause
		evidence diagnostics.CheckName
	}{
		{"a rule names Spotify", ruled.findingsWith(firewall, program), diagnostics.CauseFirewall, firewall},
		{"a rule names Spotify, which is connected", ruled.but(spotifyOnline).findingsWith(firewall, program), diagnostics.CauseNone, ""},
		{"rules close the ports", walledIn.findingsWith(firewall, ports), diagnostics.CauseFirewall, firewall},
		{
			"rules close the ports, a proxy leads to Spotify, and it does not run",
			ruled.but(proxied).but(sees{doors: diagnostics.SawUncompared}).findingsWith(firewall, ports), diagnostics.CauseNone, "",
		},
		{
			"rules close the ports, and a proxy works",
			walledIn.but(proxied).findingsWith(firewall, ports), diagnostics.CauseUnknown, "",
		},
		{
			"rules close the ports to others, and Spotify has an incident",
			incident.but(sees{firewall: diagnostics.SawRule}).findingsWith(firewall, ports), diagnostics.CauseSpotifyOutage, diagnostics.CheckStatusFeed,
		},
		{
			"rules close the ports to others, and Spotify does not run",
			ruled.but(sees{diagnostics.CheckConnections: diagnostics.SawNothingToCheck}).findingsWith(firewall, ports), diagnostics.CauseNone, "",
		},
		{"rules close the ports to others", ruled.findingsWith(firewall, ports), diagnostics.CauseOfflineMode, ""},
		{"this computer prohibits it, and nobody knows how Spotify is", unread.findingsWith(doors, prohibited), diagnostics.CauseFirewall, doors},
		{"this computer prohibits it, in an incident", incident.findingsWith(doors, prohibited), diagnostics.CauseFirewall, doors},
		{
			"this computer prohibits everything",
			cutOff().but(sees{doors: diagnostics.SawClosed}).findingsWith(doors, prohibited), diagnostics.CauseNoInternet, "",
		},
		{
			"this computer prohibits it, and a proxy leads to Spotify",
			healthy().but(sees{doors: diagnostics.SawClosed, diagnostics.CheckProxy: diagnostics.SawFine, diagnostics.CheckConnections: diagnostics.SawNothingToCheck}).
				findingsWith(doors, prohibited), diagnostics.CauseNone, "",
		},
		{"silence, and nobody knows how Spotify is", unread.findingsWith(doors, silent), diagnostics.CauseUnknown, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			verdict, marked := diagnostics.Conclude(test.findings)
			here := test.cause == diagnostics.CauseFirewall && test.evidence == doors
			if got := (diagnostics.Report{Verdict: verdict, Findings: marked}).ForbiddenHere(); got != here {
				t.Errorf("that this computer itself forbids it is said: %v", got)
			}
			if verdict.Cause != test.cause || test.evidence != "" && verdict.Evidence[0] != test.evidence {
				t.Errorf("verdict %q on the evidence of %v, want %q by %q", verdict.Cause, verdict.Evidence, test.cause, test.evidence)
			}
		})
	}
}
