package network_test

import (
	"errors"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

func TestTheSystemsOpinion(t *testing.T) {
	for _, test := range []struct {
		name string
		computer
		saw     diagnostics.Observation
		verdict diagnostics.Cause
	}{
		{"it has none", computer{}, diagnostics.SawNothingToCheck, ""},
		{"it believes", computer{opinion: &network.Opinion{Online: true}}, diagnostics.SawFine, ""},
		{"it does not", computer{opinion: &network.Opinion{}}, diagnostics.SawOffline, diagnostics.CauseOSOffline},
		{"it would not say", computer{opinionError: errors.New("access denied")}, diagnostics.SawUnreadable, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			findings := diagnose(t, world{computer: test.computer})
			if !findings.Saw(diagnostics.CheckOpinion, test.saw) {
				t.Errorf("saw %v, want %q", findings, test.saw)
			}
			want := test.verdict
			if want == "" {
				want = diagnostics.CauseNone
			}
			if verdict := verdictOf(findings); verdict != want {
				t.Errorf("verdict %q, want %q", verdict, want)
			}
		})
	}
}

func TestWhatKeepsTheSystemFromKnowingIsNamed(t *testing.T) {
	findings := diagnose(t, world{computer: computer{opinion: &network.Opinion{Service: "netprofm"}}})
	finding, _ := findings.Of(diagnostics.CheckOpinion)
	if finding.Args["Service"] != "netprofm" {
		t.Errorf("says %v, want the service", finding.Args)
	}
}
