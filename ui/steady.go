package ui

import "retune/diagnostics"

// steady keeps lines from flickering because of a single lost packet: if a check was fine and
// can no longer tell, its last result is kept until a second run confirms the change. A
// problem is never held back. steady returns the report to show, and the checks that are now
// in doubt; doubted are those that were in doubt after the previous run.
func steady(last, fresh diagnostics.Report, doubted map[diagnostics.CheckName]bool,
) (diagnostics.Report, map[diagnostics.CheckName]bool) {
	held := map[diagnostics.CheckName]bool{}
	findings := make(diagnostics.Findings, len(fresh.Findings))
	for i, finding := range fresh.Findings {
		finding.BecauseOf = "" // Conclude sets it again
		before, known := last.Findings.Of(finding.Check)
		if known && before.Status == diagnostics.OK && finding.Status == diagnostics.Unknown && !doubted[finding.Check] {
			finding, held[finding.Check] = before, true
		}
		findings[i] = finding
	}
	if len(held) == 0 {
		return fresh, held
	}
	shown := fresh
	shown.Client = steadyClient(last.Client, fresh.Client, held)
	shown.Verdict, shown.Findings = diagnostics.Conclude(findings)
	return shown, held
}

// steadyClient returns the client as described by the findings that are shown.
func steadyClient(last, fresh diagnostics.Client, held map[diagnostics.CheckName]bool) diagnostics.Client {
	if held[diagnostics.CheckInstalls] {
		fresh.Kind, fresh.Version = last.Kind, last.Version
	}
	if held[diagnostics.CheckProcess] {
		fresh.Running = last.Running
	}
	if held[diagnostics.CheckConnections] {
		fresh.Connections = last.Connections
	}
	return fresh
}
