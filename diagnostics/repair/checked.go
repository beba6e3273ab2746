package repair

import (
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// ChecksAfter names the checks that show whether a repair has helped: those of Spotify
// itself, and the one whose finding led to the repair.
func ChecksAfter(name diagnostics.RepairName) []diagnostics.CheckName {
	client := []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckProcess, diagnostics.CheckConnections}
	for _, sign := range signsOfFailure() {
		if sign.repair == name && !slices.Contains(client, sign.check) {
			client = append(client, sign.check)
		}
	}
	return client
}

// sign is a finding that proves that a repair has not helped, whatever the repair itself saw.
type sign struct {
	repair diagnostics.RepairName
	check  diagnostics.CheckName
	saw    []diagnostics.Observation
	with   diagnostics.Args // arguments that the finding must have
	reason Reason           // empty if nothing more is known
}

func signsOfFailure() []sign {
	saw := func(seen ...diagnostics.Observation) []diagnostics.Observation { return seen }
	return []sign{
		{
			repair: diagnostics.RepairRestart, check: diagnostics.CheckProcess,
			saw: saw(diagnostics.SawNotRunning, diagnostics.SawStaleLock), reason: ReasonNotStarted,
		},
		{
			repair: diagnostics.RepairClose, check: diagnostics.CheckProcess,
			saw: saw(diagnostics.SawFine, diagnostics.SawHung), reason: ReasonCameBack,
		},
		{repair: diagnostics.RepairStaleLock, check: diagnostics.CheckProcess, saw: saw(diagnostics.SawStaleLock)},
		{
			// The repair removes only Spotify's own proxy, so a different one proves nothing.
			repair: diagnostics.RepairProxy, check: diagnostics.CheckProxy, saw: saw(diagnostics.SawFailing),
			with: diagnostics.Args{"Source": string(network.ProxyOfSpotify)},
		},
		{
			repair: diagnostics.RepairHosts, check: diagnostics.CheckHostsFile,
			saw: saw(diagnostics.SawBlocked), reason: ReasonHostsAgain,
		},
	}
}

// in reports whether the findings contain the sign.
func (s sign) in(findings diagnostics.Findings) bool {
	finding, ok := findings.Of(s.check)
	if !ok || !slices.Contains(s.saw, finding.Observation) {
		return false
	}
	for name, value := range s.with {
		if finding.Args[name] != value {
			return false
		}
	}
	return true
}

// Checked returns a repair's outcome revised by later findings, those of ChecksAfter or of a
// whole diagnosis. If they still show the problem that the repair was for, the outcome
// becomes one that did not help, whatever the repair itself saw. Findings that say nothing
// about it change nothing.
func Checked(plan Plan, outcome Outcome, findings diagnostics.Findings) Outcome {
	if outcome.Result != Repaired {
		return outcome
	}
	for _, sign := range signsOfFailure() {
		if sign.repair == plan.Repair && sign.in(findings) {
			return Outcome{
				Repair: outcome.Repair, Result: StillBroken, Reason: sign.reason,
				Args: argsAfter(plan, findings),
			}
		}
	}
	return outcome
}

// argsAfter are the arguments for the sentence about a repair that did not help.
func argsAfter(plan Plan, findings diagnostics.Findings) diagnostics.Args {
	if plan.Repair == diagnostics.RepairRestart {
		return diagnostics.Args{"Program": plan.Start}
	}
	if plan.Repair != diagnostics.RepairHosts {
		return nil
	}
	hosts, _ := findings.Of(diagnostics.CheckHostsFile)
	return diagnostics.Args{"Path": hosts.Args["Path"]}
}
