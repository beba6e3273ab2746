package ui

import (
	"slices"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// unseenClient is what is found with another account's rights.
func unseenClient(findings diagnostics.Findings) diagnostics.Findings {
	for _, check := range []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckProcess, diagnostics.CheckConnections} {
		findings = but(findings, check, diagnostics.SawForeign, nil)
	}
	return findings
}

func TestTheRightsOfAnotherAccountAreNoNewsOfTheCache(t *testing.T) {
	r := newRig(t)
	r.findings = unseenClient(allFine())
	refusal := &repair.Refusal{Result: repair.Refused, Reason: repair.ReasonOtherAccount}
	r.looksAside = refusal
	r.Start()
	r.finish()
	outcome, err := repair.Conclude(diagnostics.RepairClearCache, refusal)
	if err != nil {
		t.Fatal(err)
	}
	r.Recovered(outcome)
	r.finish()
	r.wants("Your Spotify could not be looked at")
	r.wantsNot("Not done")
	if len(r.state.open) > 0 || r.state.job.stage != idle {
		t.Errorf("nobody asked for anything, and the steps %v are open, the job is %+v", r.state.open, r.state.job)
	}
}

func TestTheWindowDoesNotWaitForOtherRights(t *testing.T) {
	r := started(t, unseenClient(allFine()))
	r.wantsNot("Retune checks again by itself.")
	if got := r.waiting(); len(got) > 0 {
		t.Errorf("the rights stay as they are, and the window waits for %v", got)
	}
	if again := r.button("Check again"); again.look != plain {
		t.Errorf("the button that helps nothing asks for attention (look %d)", again.look)
	}
	r.findings = unseenClient(hostsBlocked())
	r.press("Check again")
	r.finish()
	if got := r.waiting(); !slices.Equal(got, []time.Duration{firstPause}) {
		t.Errorf("trouble that can pass is not watched: the window waits for %v", got)
	}
}
