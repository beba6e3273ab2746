package words

import (
	"maps"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// Check names a check in a few words.
func (w *Words) Check(name diagnostics.CheckName) string {
	return w.Say("check."+string(name)+".name", nil)
}

// Title sums up a finding in a few words, for the right-hand side of a row.
func (w *Words) Title(finding diagnostics.Finding) string {
	return w.Say(keyOf(finding)+".title", readable(finding.Args))
}

// Detail explains a finding in a sentence or two.
func (w *Words) Detail(finding diagnostics.Finding) string {
	return w.Say(keyOf(finding)+".detail", readable(finding.Args))
}

// readable returns the arguments with versions shortened for people: "1.2.92.147.gabcdef12"
// ends in the revision it was built from, which only reports and JSON show.
func readable(args diagnostics.Args) diagnostics.Args {
	shown := maps.Clone(args)
	for _, name := range []string{"Version", "Newest"} {
		if version, ok := args[name].(string); ok {
			shown[name], _, _ = strings.Cut(version, ".g")
		}
	}
	return shown
}

func keyOf(finding diagnostics.Finding) string {
	return "check." + string(finding.Check) + "." + string(finding.Observation)
}

// Status says in a word or two how a check ended.
func (w *Words) Status(status diagnostics.Status) string { return w.coded("status", string(status)) }

// Cause names a cause in a few words that fit into a sentence ("the hosts file").
func (w *Words) Cause(cause diagnostics.Cause) string { return w.coded("cause", string(cause)) }

// Follows says that a finding is a consequence of a cause ("Follows from no internet").
func (w *Words) Follows(cause diagnostics.Cause) string {
	return w.Say("step.follows", diagnostics.Args{"Cause": w.Cause(cause)})
}

// Verdict is a verdict in words.
type Verdict struct {
	Title string // the headline
	Proof string // one or two sentences on how Retune knows
	Do    string // what to do next
	Label string // what the main button says
}

// Verdict returns the sentences for a report's verdict.
func (w *Words) Verdict(report diagnostics.Report) Verdict {
	key, args := variant(report), readable(report.VerdictArgs())
	if report.Verdict.Cause == diagnostics.CauseNone && report.Client.Connections > 0 {
		args["Count"] = report.Client.Connections
	}
	return Verdict{
		Title: w.Say(key+".title", args),
		Proof: w.Say(key+".proof", args),
		Do:    w.Say(key+".do", args),
		Label: w.Say(key+".label", args),
	}
}

// variant returns the key of the verdict's sentences. Some causes need different sentences: a
// proxy set in Spotify itself can be removed from it; if this computer itself forbids
// connections, that is proved regardless of Spotify's state; if Retune's rights are all that
// keeps it from knowing, the user can change them; a network is not mentioned if the system
// reported none; and all being well reads differently when Spotify is connected and when it
// is not running.
func variant(report diagnostics.Report) string {
	key := "verdict." + string(report.Verdict.Cause)
	switch {
	case report.Verdict.Repair == diagnostics.RepairProxy:
		return key + ".of-spotify"
	case report.ForbiddenHere():
		return key + ".here"
	case report.OnlyForeign():
		return key + ".foreign"
	case report.Verdict.Cause == diagnostics.CauseNoInternet && !report.Findings.Saw(diagnostics.CheckInterfaces, diagnostics.SawFine):
		return key + ".untold"
	case report.Verdict.Cause != diagnostics.CauseNone:
		return key
	case report.Client.Connections > 0:
		return key + ".connected"
	case report.Findings.Saw(diagnostics.CheckProcess, diagnostics.SawNotRunning):
		return key + ".not-running"
	}
	return key
}

// State names the state of a step in a word or two.
func (w *Words) State(state guide.State) string { return w.coded("state", string(state)) }

// Step sums up a step in a few words for the right-hand side of its row. The arguments are
// those of guide.StateOf. It is empty if there is nothing to say yet.
func (w *Words) Step(step guide.Step, started map[diagnostics.CheckName]bool, findings diagnostics.Findings, verdict *diagnostics.Verdict) string {
	state := guide.StateOf(step, started, findings, verdict)
	finding, told := guide.Telling(step, findings, verdict)
	switch {
	case state == guide.Checking:
		return w.Say("step.checking", nil)
	case state == guide.Waiting:
		return w.untold(step, verdict)
	case state == guide.Skipped && finding.BecauseOf != "":
		return w.Follows(finding.BecauseOf)
	case told:
		return w.Title(finding)
	}
	return ""
}

// untold is for steps without checks: only the verdict tells whether they are needed.
func (w *Words) untold(step guide.Step, verdict *diagnostics.Verdict) string {
	switch {
	case verdict == nil || len(step.Checks) > 0 || verdict.Step == step.Number:
		return ""
	case verdict.Cause == diagnostics.CauseUnknown:
		return w.Say("step.worth-a-try", nil)
	}
	return w.Say("step.not-needed", nil)
}
