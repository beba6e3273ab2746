package main

import (
	"context"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// checkClient looks at Spotify again. The error is the context's.
func (j *job) checkClient(ctx context.Context) (diagnostics.Findings, error) {
	client := []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckProcess, diagnostics.CheckConnections}
	again := j.diagnosis
	again.Checks = func() []diagnostics.Check {
		return slices.DeleteFunc(j.diagnosis.Checks(), func(check diagnostics.Check) bool {
			return !slices.Contains(client, check.Name)
		})
	}
	report, err := again.Run(ctx, nil)
	return report.Findings, err //nolint:wrapcheck // the context's own error
}

// checked is the outcome where the findings afterwards agree with it. A Spotify that
// was restarted and does not run, or was closed and runs, is still as it was.
func checked(plan repair.Plan, outcome repair.Outcome, findings diagnostics.Findings) repair.Outcome {
	process, ok := findings.Of(diagnostics.CheckProcess)
	gone := process.Observation == diagnostics.SawNotRunning || process.Observation == diagnostics.SawStaleLock
	there := process.Observation == diagnostics.SawFine || process.Observation == diagnostics.SawHung
	broken := repair.Outcome{Repair: outcome.Repair, Result: repair.StillBroken}
	switch {
	case ok && gone && plan.Repair == diagnostics.RepairRestart:
		broken.Reason, broken.Args = repair.ReasonNotStarted, diagnostics.Args{"Program": plan.Start}
		return broken
	case ok && there && plan.Repair == diagnostics.RepairClose:
		broken.Reason = repair.ReasonCameBack
		return broken
	}
	return outcome
}
