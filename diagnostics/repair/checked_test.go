package repair

import (
	"reflect"
	"slices"
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
	unhelped := Outcome{Repair: diagnostics.RepairStaleLock, Result: StillBroken}
	lock := diagnostics.Findings{diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawStaleLock, nil)}
	if got := Checked(Plan{Repair: diagnostics.RepairStaleLock}, Outcome{Repair: diagnostics.RepairStaleLock, Result: Repaired}, lock); !reflect.DeepEqual(got, unhelped) {
		t.Errorf("with the lock still there: %+v", got)
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

func TestAProxyThatIsStillInTheWayContradictsItsRepair(t *testing.T) {
	for source, want := range map[string]Result{"spotify": StillBroken, "system": Repaired} {
		for _, saw := range []diagnostics.Observation{diagnostics.SawFailing, diagnostics.SawNone} {
			found := diagnostics.Saw(diagnostics.CheckProxy, saw, diagnostics.Args{"Source": source})
			got := Checked(Plan{Repair: diagnostics.RepairProxy}, Outcome{Repair: diagnostics.RepairProxy, Result: Repaired}, diagnostics.Findings{found})
			if still := saw == diagnostics.SawFailing; still && got.Result != want || !still && got.Result != Repaired {
				t.Errorf("%s of %s: %+v", saw, source, got)
			}
		}
	}
}

func TestTheCheckThatAskedForARepairIsAskedAgain(t *testing.T) {
	for name, want := range map[diagnostics.RepairName]diagnostics.CheckName{
		diagnostics.RepairProxy: diagnostics.CheckProxy, diagnostics.RepairHosts: diagnostics.CheckHostsFile,
		diagnostics.RepairStaleLock: diagnostics.CheckProcess, diagnostics.RepairRestart: diagnostics.CheckConnections,
	} {
		if after := ChecksAfter(name); !slices.Contains(after, want) {
			t.Errorf("after %s: %q, without %q", name, after, want)
		}
	}
	if after := ChecksAfter(diagnostics.RepairClearCache); slices.Contains(after, diagnostics.CheckProxy) || len(after) != 3 {
		t.Errorf("after a cleared cache: %q", after)
	}
}
