package guide

import (
	"testing"

	"retune/diagnostics"
)

// stage is what is known about a diagnosis at some time.
type stage struct {
	started  map[diagnostics.CheckName]bool
	findings diagnostics.Findings
	verdict  *diagnostics.Verdict
}

func saw(check diagnostics.CheckName, observation diagnostics.Observation) diagnostics.Finding {
	return diagnostics.Saw(check, observation, nil)
}

// ended is the stage after a diagnosis with these findings.
func ended(findings ...diagnostics.Finding) stage {
	verdict, marked := diagnostics.Conclude(findings)
	return stage{findings: marked, verdict: &verdict}
}

func well() []diagnostics.Finding {
	var findings []diagnostics.Finding
	for _, check := range diagnostics.CheckNames() {
		seen := diagnostics.SawFine
		if check == diagnostics.CheckProxy || check == diagnostics.CheckTunnel {
			seen = diagnostics.SawNone
		}
		findings = append(findings, saw(check, seen))
	}
	return findings
}

// but is a healthy computer except for the given findings.
func but(different ...diagnostics.Finding) stage {
	findings := well()
	for i := range findings {
		for _, finding := range different {
			if finding.Check == findings[i].Check {
				findings[i] = finding
			}
		}
	}
	return ended(findings...)
}

func TestStateOfEachStep(t *testing.T) {
	offline := but(
		saw(diagnostics.CheckPlaces, diagnostics.SawSilent), saw(diagnostics.CheckPortal, diagnostics.SawSilent),
		saw(diagnostics.CheckResolver, diagnostics.SawUncompared), saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable),
		saw(diagnostics.CheckClock, diagnostics.SawUncompared), saw(diagnostics.CheckFamilies, diagnostics.SawUncompared),
		saw(diagnostics.CheckSecure, diagnostics.SawUnreachable),
		saw(diagnostics.CheckAccessPoints, diagnostics.SawUncompared), saw(diagnostics.CheckStatusFeed, diagnostics.SawUnreadable),
		saw(diagnostics.CheckConnections, diagnostics.SawNone))
	for name, test := range map[string]struct {
		stage stage
		want  [7]State
	}{
		"nothing started": {stage{}, [7]State{Waiting, Waiting, Waiting, Waiting, Waiting, Waiting, Waiting}},
		"under way": {
			stage{
				started: map[diagnostics.CheckName]bool{diagnostics.CheckPlaces: true, diagnostics.CheckPortal: true, diagnostics.CheckInstalls: true, diagnostics.CheckProcess: true},
				findings: diagnostics.Findings{
					saw(diagnostics.CheckPlaces, diagnostics.SawFine),
					saw(diagnostics.CheckInstalls, diagnostics.SawMissing),
					saw(diagnostics.CheckProcess, diagnostics.SawUnreadable),
				},
			},
			[7]State{Checking, Waiting, Unsure, Waiting, Waiting, Attention, Waiting},
		},
		"between two checks of a step": {
			stage{
				started:  map[diagnostics.CheckName]bool{diagnostics.CheckInterfaces: true},
				findings: diagnostics.Findings{saw(diagnostics.CheckInterfaces, diagnostics.SawNoInterface)},
			},
			[7]State{Checking, Waiting, Waiting, Waiting, Waiting, Waiting, Waiting},
		},
		"stopped": {
			stage{findings: diagnostics.Findings{saw(diagnostics.CheckInterfaces, diagnostics.SawNoInterface)}},
			[7]State{Attention, Waiting, Waiting, Waiting, Waiting, Waiting, Waiting},
		},
		"all well":          {but(), [7]State{Fine, Fine, Fine, Fine, Waiting, Fine, Fine}},
		"no internet":       {offline, [7]State{Broken, Skipped, Fine, Skipped, Waiting, Fine, Skipped}},
		"offline mode":      {but(saw(diagnostics.CheckConnections, diagnostics.SawNone)), [7]State{Fine, Attention, Fine, Fine, Waiting, Fine, Fine}},
		"no Spotify":        {but(saw(diagnostics.CheckInstalls, diagnostics.SawMissing), saw(diagnostics.CheckProcess, diagnostics.SawNothingToCheck), saw(diagnostics.CheckConnections, diagnostics.SawNothingToCheck)), [7]State{Fine, Skipped, Skipped, Fine, Waiting, Attention, Fine}},
		"Spotify's outage":  {but(saw(diagnostics.CheckDirectory, diagnostics.SawServerErrors), saw(diagnostics.CheckConnections, diagnostics.SawNone)), [7]State{Fine, Skipped, Fine, Broken, Waiting, Fine, Fine}},
		"hosts file":        {but(saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked), saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable), saw(diagnostics.CheckConnections, diagnostics.SawNone)), [7]State{Fine, Skipped, Fine, Skipped, Waiting, Fine, Broken}},
		"shown at its step": {but(saw(diagnostics.CheckResolver, diagnostics.SawBlocked), saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable), saw(diagnostics.CheckConnections, diagnostics.SawNone)), [7]State{Fine, Skipped, Fine, Skipped, Waiting, Fine, Broken}},
		"not proved":        {but(saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable), saw(diagnostics.CheckStatusFeed, diagnostics.SawUnreadable)), [7]State{Fine, Fine, Fine, Attention, Waiting, Fine, Fine}},
		"could not tell":    {but(saw(diagnostics.CheckStatusFeed, diagnostics.SawUnreadable)), [7]State{Fine, Fine, Fine, Unsure, Waiting, Fine, Fine}},
	} {
		t.Run(name, func(t *testing.T) {
			for i, step := range theGuide(t).Steps {
				if got := StateOf(step, test.stage.started, test.stage.findings, test.stage.verdict); got != test.want[i] {
					t.Errorf("step %d is %q, want %q", i+1, got, test.want[i])
				}
			}
		})
	}
}

func TestTelling(t *testing.T) {
	blocked := but(saw(diagnostics.CheckResolver, diagnostics.SawBlocked), saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable),
		saw(diagnostics.CheckConnections, diagnostics.SawNone))
	for name, test := range map[string]struct {
		stage stage
		step  int
		check diagnostics.CheckName
		sees  diagnostics.Observation
	}{
		"the first of equals":     {but(), 1, diagnostics.CheckPlaces, diagnostics.SawFine},
		"the worst":               {but(saw(diagnostics.CheckResolver, diagnostics.SawUncompared)), 1, diagnostics.CheckResolver, diagnostics.SawUncompared},
		"a problem over a doubt":  {but(saw(diagnostics.CheckStatusFeed, diagnostics.SawUnreadable), saw(diagnostics.CheckDirectory, diagnostics.SawStrange)), 4, diagnostics.CheckStatusFeed, diagnostics.SawUnreadable},
		"the proof from afar":     {blocked, 7, diagnostics.CheckResolver, diagnostics.SawBlocked},
		"what works beside it":    {blocked, 1, diagnostics.CheckPlaces, diagnostics.SawFine},
		"what follows from it":    {blocked, 4, diagnostics.CheckDirectory, diagnostics.SawUnreachable},
		"nothing where none does": {but(), 5, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			step, _ := theGuide(t).Step(test.step)
			finding, ok := Telling(step, test.stage.findings, test.stage.verdict)
			if finding.Check != test.check || finding.Observation != test.sees || ok != (test.check != "") {
				t.Errorf("it tells %s %s, %v", finding.Check, finding.Observation, ok)
			}
		})
	}
}
