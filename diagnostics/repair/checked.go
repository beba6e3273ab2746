package repair

import "retune/diagnostics"

// Checked is the outcome of a plan in the light of what the checks found afterwards:
// a Spotify that was restarted and does not run, or was closed and runs, is still as it
// was, whatever the repair saw; so is a hosts file that blocks it again. Findings that say
// nothing about it leave it as it is.
func Checked(plan Plan, outcome Outcome, findings diagnostics.Findings) Outcome {
	if outcome.Result != Repaired {
		return outcome
	}
	if plan.Repair == diagnostics.RepairHosts && findings.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked) {
		hosts, _ := findings.Of(diagnostics.CheckHostsFile)
		args := diagnostics.Args{"Path": hosts.Args["Path"]}
		return Outcome{Repair: outcome.Repair, Result: StillBroken, Reason: ReasonHostsAgain, Args: args}
	}
	process, ok := findings.Of(diagnostics.CheckProcess)
	if !ok {
		return outcome
	}
	gone := process.Observation == diagnostics.SawNotRunning || process.Observation == diagnostics.SawStaleLock
	there := process.Observation == diagnostics.SawFine || process.Observation == diagnostics.SawHung
	broken := Outcome{Repair: outcome.Repair, Result: StillBroken}
	switch {
	case gone && plan.Repair == diagnostics.RepairRestart:
		broken.Reason, broken.Args = ReasonNotStarted, diagnostics.Args{"Program": plan.Start}
		return broken
	case there && plan.Repair == diagnostics.RepairClose:
		broken.Reason = ReasonCameBack
		return broken
	}
	return outcome
}
