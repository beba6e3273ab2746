package diagnostics

import "slices"

// RepairName names a repair, as in the command "retune fix NAME".
type RepairName string

// The repairs that Retune knows.
const (
	RepairClose      RepairName = "close"
	RepairRestart    RepairName = "restart"
	RepairClearCache RepairName = "clear-cache"
	RepairStaleLock  RepairName = "stale-lock"
	RepairProxy      RepairName = "proxy"
	RepairUpdate     RepairName = "update"
	RepairHosts      RepairName = "hosts"
)

// Action is what to do next when no repair helps: check again, or open something.
type Action string

// The actions that window and terminal offer.
const (
	ActionCheckAgain           Action = "check-again"
	ActionShowOfflineMode      Action = "show-offline-mode"
	ActionOpenNetworkSettings  Action = "open-network-settings"
	ActionOpenFirewallSettings Action = "open-firewall-settings"
	ActionOpenProxySettings    Action = "open-proxy-settings"
	ActionOpenVPNSettings      Action = "open-vpn-settings"
	ActionOpenStatus           Action = "open-status"
	ActionOpenDownload         Action = "open-download"
	ActionOpenSupport          Action = "open-support"
	ActionOpenPortal           Action = "open-portal"
)

// Verdict is the conclusion of a diagnosis.
type Verdict struct {
	Cause Cause
	// Evidence names the checks whose findings prove the cause, strongest first.
	Evidence []CheckName
	// Step is the guide's step that helps, 1 to 7, or 0 for none.
	Step int
	// Repair is the repair that fixes the cause, or empty.
	Repair RepairName
	// Action is what to do if there is no repair; empty if there is one, or nothing to do.
	Action Action
}

// Conclude returns the verdict of the first rule, deepest cause first, that the findings
// prove. It also returns a copy of the findings in which BecauseOf marks those that are
// only consequences of the verdict's cause. The findings passed in are not modified.
func Conclude(findings Findings) (Verdict, Findings) {
	marked := slices.Clone(findings)
	court := atEnd(findings)
	for _, rule := range rules() {
		result, evidence := court.judge(rule)
		if result != proved {
			continue
		}
		verdict := Verdict{
			Cause: rule.cause, Evidence: evidence,
			Step: rule.step, Repair: rule.repair, Action: rule.action,
		}
		markConsequences(marked, rule)
		return verdict, marked
	}
	return Verdict{Cause: CauseUnknown, Evidence: doubtful(findings), Action: ActionOpenSupport}, marked
}

func markConsequences(findings Findings, rule rule) {
	for i := range findings {
		bad := findings[i].Status == Problem || findings[i].Status == Unknown
		if bad && findings[i].Cause != rule.cause && slices.Contains(rule.explains, findings[i].Check) {
			findings[i].BecauseOf = rule.cause
		}
	}
}

// doubtful names the checks that found a problem or could not tell, problems first. They
// are all there is to show when nothing is proved.
func doubtful(findings Findings) []CheckName {
	var names []CheckName
	for _, status := range []Status{Problem, Unknown} {
		for _, finding := range findings {
			if finding.Status == status {
				names = append(names, finding.Check)
			}
		}
	}
	return names
}
