package guide

import (
	"slices"

	"retune/diagnostics"
)

// State is the progress or result of a step, as window and terminal show it.
type State string

// The states of a step.
const (
	Waiting   State = "waiting"   // none of its checks has started, or it has none
	Checking  State = "checking"  // some of its checks are not done yet
	Fine      State = "fine"      // none of its checks found anything
	Attention State = "attention" // the user should look at it or do it
	Broken    State = "broken"    // the cause is here
	Unsure    State = "unsure"    // its checks could not tell
	Skipped   State = "skipped"   // a consequence of a cause elsewhere, or there was nothing to check
)

// StateOf returns the state of a step, given the checks that have started, the findings so
// far, and the verdict, which is nil until there is one. While a diagnosis runs, a step is
// judged only once all of its checks are done: otherwise its sign would flip back and forth.
// If no diagnosis is running nothing is started, and the step is judged by the findings there
// are.
func StateOf(step Step, started map[diagnostics.CheckName]bool, findings diagnostics.Findings, verdict *diagnostics.Verdict) State {
	if verdict != nil && verdict.Step == step.Number && verdict.Cause.Fault() {
		return guilty(verdict.Cause)
	}
	if verdict == nil {
		if open, begun := progress(step, started, findings); open {
			return Checking
		} else if !begun {
			return Waiting
		}
	}
	finding, ok := Telling(step, findings, verdict)
	if !ok {
		return Waiting
	}
	switch weigh(finding, verdict) {
	case weightProblem:
		return Attention
	case weightUnknown:
		return Unsure
	case weightFine:
		return Fine
	default:
		return Skipped
	}
}

// guilty is the state of the step that a verdict points to. If nothing is broken and the user
// only has to do something, the step asks for attention.
func guilty(cause diagnostics.Cause) State {
	asks := []diagnostics.Cause{diagnostics.CauseOfflineMode, diagnostics.CauseClientMissing, diagnostics.CauseClientOutdated}
	if slices.Contains(asks, cause) {
		return Attention
	}
	return Broken
}

// progress reports whether the step still expects findings, and whether any of its checks has
// started.
func progress(step Step, started map[diagnostics.CheckName]bool, findings diagnostics.Findings) (open, begun bool) {
	for _, check := range step.Checks {
		_, found := findings.Of(check)
		begun = begun || found || started[check]
		open = open || !found
	}
	return open && begun && len(started) > 0, begun
}

// Telling returns the finding to show in a step's row: the one that proves the verdict if the
// verdict points to this step, else the worst of the step's findings, the first of equals.
// There is none until a check of the step is done.
func Telling(step Step, findings diagnostics.Findings, verdict *diagnostics.Verdict) (diagnostics.Finding, bool) {
	if verdict != nil && verdict.Step == step.Number && verdict.Cause.Fault() {
		for _, check := range verdict.Evidence {
			if finding, ok := findings.Of(check); ok {
				return finding, true
			}
		}
	}
	var telling diagnostics.Finding
	worst := weightNone
	for _, check := range step.Checks {
		finding, ok := findings.Of(check)
		if weight := weigh(finding, verdict); ok && weight > worst {
			telling, worst = finding, weight
		}
	}
	return telling, worst > weightNone
}

// weight orders findings by how much they tell, least first.
type weight int

const (
	weightNone weight = iota
	weightSkipped
	weightFine
	weightFollows
	weightUnknown
	weightProblem
)

func weigh(finding diagnostics.Finding, verdict *diagnostics.Verdict) weight {
	switch {
	case finding.BecauseOf != "":
		return weightFollows
	case toldElsewhere(finding, verdict):
		return weightSkipped
	case finding.Status == diagnostics.Problem:
		return weightProblem
	case finding.Status == diagnostics.Unknown:
		return weightUnknown
	case finding.Status == diagnostics.OK:
		return weightFine
	default:
		return weightSkipped
	}
}

// toldElsewhere reports whether a problem proves the verdict but the verdict points to
// another step. It is shown there and is no problem of this step, such as a resolver that
// blocks one of Spotify's names while the internet works.
func toldElsewhere(finding diagnostics.Finding, verdict *diagnostics.Verdict) bool {
	return finding.Status == diagnostics.Problem && verdict != nil && verdict.Step != 0 &&
		slices.Contains(verdict.Evidence, finding.Check)
}
