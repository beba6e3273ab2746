package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// drawn compares a part of the window with the accepted picture. If a change of looks is
// intended, copy ui/testdata/failed over ui/testdata and inspect the difference.
func drawn(t *testing.T, name string, part fyne.CanvasObject) {
	t.Helper()
	test.AssertObjectRendersToMarkup(t, name+".xml", part)
}

// job returns the part of a step that shows a repair.
func (r *rig) job(step int) fyne.CanvasObject { return r.line(step).body.job.box }

// actingRig is a rig that is clearing the cache; then continues from there.
func actingRig(t *testing.T, then func(*rig) repair.Outcome) *rig {
	t.Helper()
	r := planShown(t)
	r.apply = func(_ context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error) {
		progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 2_100_000_000, Total: 4_300_000_000})
		r.show()
		outcome := then(r)
		outcome.Repair = plan.Repair
		return outcome, nil
	}
	r.press("Clear the cache")
	r.finish()
	return r
}

func TestTheWindowIsDrawnAsAgreed(t *testing.T) {
	r := newRig(t)
	r.calm() // the angle of a turning ring does not matter
	r.Start()
	drawn(t, "checking", r.scroll.Content)
	r.finish()
	drawn(t, "healthy", r.scroll.Content)
}

func TestARepairIsDrawnAsAgreed(t *testing.T) {
	for name, scene := range map[string]func() *rig{
		"planned": scenes(t)["plan"], "refused": scenes(t)["refused"], "done": scenes(t)["fixed"],
		"failed": func() *rig {
			return actingRig(t, func(*rig) repair.Outcome {
				return repair.Outcome{Result: repair.StillBroken, Reason: repair.ReasonDiskFull}
			})
		},
	} {
		t.Run(name, func(t *testing.T) { drawn(t, "repair-"+name, scene().job(5)) })
	}
	actingRig(t, func(r *rig) repair.Outcome {
		drawn(t, "repair-running", r.job(5))
		r.leave()
		drawn(t, "repair-leaving", r.verdict.panel)
		return repair.Outcome{Result: repair.Repaired}
	})
}

func TestTheOtherPagesAreDrawnAsAgreed(t *testing.T) {
	drawn(t, "search", scenes(t)["search"]().faq.lists.Objects[0])
	drawn(t, "report", scenes(t)["report"]().support.report.panel)
	drawn(t, "stability", scenes(t)["stability, dropped"]().stability.scroll.Content)
	r := started(t, allFine())
	r.toggleShortcuts()
	drawn(t, "keys", r.shortcuts.Content)
}

// groups has one cause for each group in which the user has to do much the same.
func groups() map[string]diagnostics.Verdict {
	return map[string]diagnostics.Verdict{
		"network":  {Cause: diagnostics.CauseNoNetwork, Step: 1, Action: diagnostics.ActionOpenNetworkSettings},
		"internet": {Cause: diagnostics.CauseNoInternet, Step: 1, Action: diagnostics.ActionOpenNetworkSettings},
		"log-in":   {Cause: diagnostics.CauseCaptivePortal, Step: 1, Action: diagnostics.ActionOpenPortal},
		"clock":    {Cause: diagnostics.CauseClockWrong, Step: 7, Action: diagnostics.ActionCheckAgain},
		"names":    {Cause: diagnostics.CauseDNSBlocked, Step: 7, Action: diagnostics.ActionOpenNetworkSettings},
		"way":      {Cause: diagnostics.CauseVPN, Step: 7, Action: diagnostics.ActionOpenVPNSettings},
		"outage":   {Cause: diagnostics.CauseSpotifyOutage, Step: 4, Action: diagnostics.ActionOpenStatus},
		"missing":  {Cause: diagnostics.CauseClientMissing, Step: 6, Action: diagnostics.ActionOpenDownload},
		"client":   {Cause: diagnostics.CauseClientHung, Step: 3, Repair: diagnostics.RepairRestart},
		"offline":  {Cause: diagnostics.CauseOfflineMode, Step: 2, Action: diagnostics.ActionShowOfflineMode},
		"unknown":  {Cause: diagnostics.CauseUnknown, Action: diagnostics.ActionCheckAgain},
	}
}

func TestEachGroupOfCausesIsDrawnAsAgreed(t *testing.T) {
	for name, verdict := range groups() {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.state.concluded(diagnostics.Report{Verdict: verdict, Findings: diagnostics.Findings{
				diagnostics.Saw(diagnostics.CheckInterfaces, diagnostics.SawFine, nil),
			}})
			r.draw()
			r.verdict.panel.Resize(fyne.NewSize(648, r.verdict.panel.MinSize().Height))
			drawn(t, "verdict-"+name, r.verdict.panel)
		})
	}
}
