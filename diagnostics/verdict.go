package diagnostics

import "slices"

// RepairName names a repair, as in "retune fix NAME".
type RepairName string

// The repairs of this version.
const (
	RepairClose      RepairName = "close"
	RepairRestart    RepairName = "restart"
	RepairClearCache RepairName = "clear-cache"
	RepairStaleLock  RepairName = "stale-lock"
	RepairProxy      RepairName = "proxy"
	RepairUpdate     RepairName = "update"
	RepairHosts      RepairName = "hosts"
)

// Action is the one thing to do next that is not a repair: something to look at
// again, or to open.
type Action string

// The actions that the faces offer.
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

// Verdict is the one answer of a diagnosis.
type Verdict struct {
	Cause Cause
	// Evidence names the checks whose findings prove the cause, the strongest first.
	Evidence []CheckName
	// Step is the step of the guide to take, 1 to 7, or 0.
	Step int
	// Repair is the repair that treats the cause, or empty.
	Repair RepairName
	// Action is what to do where no repair does it; empty where there is a repair
	// or nothing to do.
	Action Action
}

// Conclude turns the findings of one diagnosis into its verdict: the first rule,
// deepest cause first, that the findings prove. It returns the findings with those
// that only follow from the verdict's cause marked as such; the ones it was given
// stay as they are.
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

// doubtful names the checks that did not end well: all there is to show when
// nothing is proved.
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
