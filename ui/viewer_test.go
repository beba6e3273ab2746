package ui

import (
	"slices"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
	"retune/diagnostics/words"
)

// newViewer makes a viewer of a state without a window.
func newViewer(t *testing.T) viewer {
	t.Helper()
	english, err := guide.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	said, err := words.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	return viewer{state: newState(guide.Linux), guide: &english, words: said, ticks: ticks{}}
}

func TestEveryCauseHasAHeadlineAndAButton(t *testing.T) {
	for _, cause := range diagnostics.Causes() {
		v := newViewer(t)
		v.concludedWith(cause)
		view := v.verdict()
		main := view.offers[0]
		if view.headline == "" || strings.Contains(view.headline, "verdict.") {
			t.Errorf("%s: the headline is %q", cause, view.headline)
		}
		if main.label == "" || main.intent.kind == noIntent {
			t.Errorf("%s: the button %q does nothing", cause, main.label)
		}
	}
}

// concludedWith returns a state after a report with nothing but a cause.
func (v viewer) concludedWith(cause diagnostics.Cause) {
	v.state.concluded(diagnostics.Report{Verdict: diagnostics.Verdict{Cause: cause}})
}

func TestARepairIsPlannedFromTheVerdict(t *testing.T) {
	v := newViewer(t)
	v.state.concluded(diagnostics.Report{Verdict: diagnostics.Verdict{
		Cause: diagnostics.CauseClientHung, Step: 3, Repair: diagnostics.RepairRestart,
	}})
	want := intent{kind: intentPlan, repair: diagnostics.RepairRestart, step: 3}
	if got := v.verdict().offers[0].intent; got != want {
		t.Errorf("the verdict's button is for %+v, want %+v", got, want)
	}
}

func TestTheTintSpeaksForTheState(t *testing.T) {
	for cause, want := range map[diagnostics.Cause]mark{
		diagnostics.CauseNone:         markFine,
		diagnostics.CauseUnknown:      markUnknown,
		diagnostics.CauseOfflineMode:  markAttention,
		diagnostics.CauseHostsBlocked: markBroken,
	} {
		v := newViewer(t)
		v.concludedWith(cause)
		if got := v.verdict().mark; got != want {
			t.Errorf("%s: the sign is %q, want %q", cause, got, want)
		}
	}
}

func TestOnlyOneChangeAtATime(t *testing.T) {
	v := newViewer(t)
	v.concludedWith(diagnostics.CauseNone)
	v.job = job{stage: acting, act: applying, repair: diagnostics.RepairClearCache, step: 5}
	for _, offer := range v.offers(v.guide.Steps[2]) {
		if !offer.off {
			t.Errorf("%q can be pressed while another repair is at work", offer.label)
		}
	}
}

func TestAClosedSpotifyIsNotCalledConnected(t *testing.T) {
	v := newViewer(t)
	v.begin(diagnostics.RepairClose)
	v.concludedWith(diagnostics.CauseNone)
	if v.fixed() {
		t.Error("closing Spotify counts as having fixed it")
	}
}

func TestStepsWithoutChecksSayWhetherTheyAreNeeded(t *testing.T) {
	for cause, want := range map[diagnostics.Cause]string{
		diagnostics.CauseHostsBlocked: "Not needed",
		diagnostics.CauseUnknown:      "Worth a try",
	} {
		v := newViewer(t)
		v.concludedWith(cause)
		if got := v.steps()[4].short; got != want {
			t.Errorf("%s: the cache's step says %q, want %q", cause, got, want)
		}
	}
}

func TestProgressWithoutFigures(t *testing.T) {
	v := newViewer(t)
	v.job = job{stage: acting, act: applying, repair: diagnostics.RepairRestart, step: 3}
	v.job.progress = repair.Progress{Phase: repair.PhaseClosing}
	if view := v.jobView(v.guide.Steps[2]); view.counts || view.text == "" {
		t.Errorf("a phase that counts nothing shows %+v", view)
	}
}

func TestAProblemIsNoDoubtWhereNoCauseIsProved(t *testing.T) {
	v := newViewer(t)
	findings := but(but(offlineMode(), diagnostics.CheckInstalls, diagnostics.SawMissing, nil),
		diagnostics.CheckDirectory, diagnostics.SawStrange, nil)
	v.state.concluded(reportOf(findings))
	if cause := v.check.report.Verdict.Cause; cause != diagnostics.CauseUnknown {
		t.Fatalf("the verdict is %q", cause)
	}
	if got := v.needs()[0]; got.mark != markAttention || got.note != "Not found" {
		t.Errorf("the missing Spotify is shown as %q, %q", got.mark, got.note)
	}
}

func TestWhatIsNeededAndLackingIsShownAsLacking(t *testing.T) {
	for _, cause := range []struct {
		check diagnostics.CheckName
		saw   diagnostics.Observation
	}{{diagnostics.CheckInterfaces, diagnostics.SawNoInterface}, {diagnostics.CheckPortal, diagnostics.SawChanged}} {
		v := newViewer(t)
		v.state.concluded(reportOf(diagnostics.Findings{
			diagnostics.Saw(cause.check, cause.saw, nil), diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent, nil),
		}))
		if got := v.needs()[1]; got.mark != markBroken || got.note != "Nothing answers" {
			t.Errorf("%s: the internet is shown as %q, %q", cause.saw, got.mark, got.note)
		}
	}
}

func TestWithoutASpotifyNothingIsOfferedToBeDoneWithIt(t *testing.T) {
	v := newViewer(t)
	gone := but(but(allFine(), diagnostics.CheckInstalls, diagnostics.SawMissing, nil),
		diagnostics.CheckProcess, diagnostics.SawNothingToCheck, nil)
	v.state.concluded(reportOf(but(gone, diagnostics.CheckConnections, diagnostics.SawNothingToCheck, nil)))
	var labels []string
	for _, number := range []int{3, 6} {
		for _, offer := range v.offers(v.guide.Steps[number-1]) {
			labels = append(labels, offer.label)
		}
	}
	if want := []string{"Open the download page"}; !slices.Equal(labels, want) {
		t.Errorf("it offers %q, want %q", labels, want)
	}
}

func TestWhatIsWrongComesFirstInAStep(t *testing.T) {
	v := newViewer(t)
	v.state.concluded(reportOf(hostsBlocked()))
	found := v.found(v.guide.Steps[6])
	if len(found) < 3 || found[0].mark != markBroken || found[0].name != "Hosts file" || found[1].mark != markFine {
		t.Errorf("the step shows %+v", found)
	}
}
