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

// Title names a finding in a few words, as the right side of a row does.
func (w *Words) Title(finding diagnostics.Finding) string {
	return w.Say(keyOf(finding)+".title", readable(finding.Args))
}

// Detail says a finding in a sentence or two.
func (w *Words) Detail(finding diagnostics.Finding) string {
	return w.Say(keyOf(finding)+".detail", readable(finding.Args))
}

// readable is the arguments of a finding as people read them: of a version such as
// "1.2.92.147.gabcdef12", which ends in the revision that it was built from, only the
// numbers. Reports and JSON have all of it.
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

// Status says how a check ended, in a word or two.
func (w *Words) Status(status diagnostics.Status) string { return w.coded("status", string(status)) }

// Cause names a cause in a few words that can stand in a sentence ("the hosts file").
func (w *Words) Cause(cause diagnostics.Cause) string { return w.coded("cause", string(cause)) }

// Follows says that a finding only follows from a cause ("Follows from no internet").
func (w *Words) Follows(cause diagnostics.Cause) string {
	return w.Say("step.follows", diagnostics.Args{"Cause": w.Cause(cause)})
}

// Verdict is a verdict in words.
type Verdict struct {
	Title string // the headline
	Proof string // one or two sentences: how we know
	Do    string // what to do next
	Label string // what the main button says
}

// Verdict returns the sentences of a report's verdict.
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

// variant returns the key of the verdict's words. A proxy of Spotify's own can be taken
// out of it; what this computer itself forbids is proved without a word about how Spotify
// is; where only Retune's rights keep it from knowing, it is the person who can change
// that; no network is spoken of that the system did not tell of; and that nothing is wrong
// reads differently beside a Spotify that is connected, and one that is not running.
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

// Step says in a few words what is to say of a step, for the right side of its row;
// the arguments are those of guide.StateOf. It is empty where there is nothing to
// say yet.
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

// untold is for the steps that no check speaks for: whether they are needed is known
// from the verdict alone.
func (w *Words) untold(step guide.Step, verdict *diagnostics.Verdict) string {
	switch {
	case verdict == nil || len(step.Checks) > 0 || verdict.Step == step.Number:
		return ""
	case verdict.Cause == diagnostics.CauseUnknown:
		return w.Say("step.worth-a-try", nil)
	}
	return w.Say("step.not-needed", nil)
}
