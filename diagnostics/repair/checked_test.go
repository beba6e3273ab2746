package repair

import (
	"testing"

	"retune/diagnostics"
)

func TestWhatIsSeenAfterwardsCanContradictAnOutcome(t *testing.T) {
	for _, c := range []struct {
		name   string
		repair diagnostics.RepairName
		saw    diagnostics.Observation
		want   Reason
	}{
		{"restarted, and does not run", diagnostics.RepairRestart, diagnostics.SawNotRunning, ReasonNotStarted},
		{"restarted, and left a lock", diagnostics.RepairRestart, diagnostics.SawStaleLock, ReasonNotStarted},
		{"restarted, and runs", diagnostics.RepairRestart, diagnostics.SawFine, ReasonNone},
		{"closed, and runs", diagnostics.RepairClose, diagnostics.SawFine, ReasonCameBack},
		{"closed, and hangs", diagnostics.RepairClose, diagnostics.SawHung, ReasonCameBack},
		{"closed, and does not run", diagnostics.RepairClose, diagnostics.SawNotRunning, ReasonNone},
		{"cleared, and runs", diagnostics.RepairClearCache, diagnostics.SawFine, ReasonNone},
		{"closed, and nobody could look", diagnostics.RepairClose, diagnostics.SawUnreadable, ReasonNone},
	} {
		t.Run(c.name, func(t *testing.T) {
			worked := Outcome{Repair: c.repair, Result: Repaired}
			got := Checked(Plan{Repair: c.repair}, worked, diagnostics.Findings{diagnostics.Saw(diagnostics.CheckProcess, c.saw, nil)})
			if got.Reason != c.want || (got.Result == Repaired) != (c.want == ReasonNone) {
				t.Errorf("the outcome is %q, %q; want %q", got.Result, got.Reason, c.want)
			}
		})
	}
	unseen := Checked(Plan{Repair: diagnostics.RepairClose}, Outcome{Result: Repaired}, nil)
	if unseen.Result != Repaired {
		t.Errorf("without any finding the outcome is %q", unseen.Result)
	}
	refused := Outcome{Result: Refused, Reason: ReasonBusy}
	if got := Checked(Plan{Repair: diagnostics.RepairClose}, refused, diagnostics.Findings{diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawFine, nil)}); got.Reason != ReasonBusy {
		t.Errorf("a refusal became %q", got.Reason)
	}
}
