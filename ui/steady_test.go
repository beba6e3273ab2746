package ui

import (
	"testing"

	"retune/diagnostics"
)

func TestALineDoesNotFlickerOverOneLostPacket(t *testing.T) {
	r := started(t, hostsBlocked())
	lost := but(hostsBlocked(), diagnostics.CheckStatusFeed, diagnostics.SawTimedOut, nil)
	for _, c := range []struct {
		findings diagnostics.Findings
		want     mark
		when     string
	}{
		{lost, markFine, "after one lost packet"},
		{hostsBlocked(), markFine, "when it was only one"},
		{lost, markFine, "after another single one"},
		{lost, markUnknown, "when a second check confirms it"},
		{lost, markUnknown, "as long as it stays so"},
		{hostsBlocked(), markFine, "when it is there again"},
	} {
		r.findings = c.findings
		r.pass(r.waiting()[0])
		r.finish()
		if got := r.line(4).sign.mark; got != c.want {
			t.Errorf("step 4 is %q %s, want %q", got, c.when, c.want)
		}
	}
}

func TestAProblemIsShownAtOnce(t *testing.T) {
	r := started(t, offlineMode())
	r.findings = but(hostsBlocked(), diagnostics.CheckStatusFeed, diagnostics.SawUnreadable, nil)
	r.pass(firstPause)
	r.finish()
	r.wants("Your computer is told to block Spotify")
	if got := r.line(7).sign.mark; got != markBroken {
		t.Errorf("step 7 is %q", got)
	}
	if got := r.line(4).sign.mark; got != markFine {
		t.Errorf("step 4 is %q after one lost packet", got)
	}
}

func TestWhatIsHeldIsJudgedWithTheRest(t *testing.T) {
	last := reportOf(allFine())
	last.Client = diagnostics.Client{Kind: "snap", Version: "1.2.92", Running: true, Connections: 6}
	ended := but(allFine(), diagnostics.CheckConnections, diagnostics.SawNothingToCheck, nil)
	fresh := reportOf(but(but(ended, diagnostics.CheckDirectory, diagnostics.SawTimedOut, nil),
		diagnostics.CheckInstalls, diagnostics.SawTimedOut, nil))
	if fresh.Verdict.Cause != diagnostics.CauseUnknown {
		t.Fatalf("without the directory the verdict is %q", fresh.Verdict.Cause)
	}
	shown, doubted := steady(last, fresh, nil)
	if shown.Verdict.Cause != diagnostics.CauseNone || shown.Client.Kind != "snap" || shown.Client.Connections != 0 {
		t.Errorf("what is shown is %q with %+v", shown.Verdict.Cause, shown.Client)
	}
	if !doubted[diagnostics.CheckDirectory] || !doubted[diagnostics.CheckInstalls] || len(doubted) != 2 {
		t.Errorf("in doubt are %v", doubted)
	}
	confirmed, _ := steady(shown, fresh, doubted)
	if confirmed.Verdict.Cause != diagnostics.CauseUnknown {
		t.Errorf("confirmed, the verdict is %q", confirmed.Verdict.Cause)
	}
}
