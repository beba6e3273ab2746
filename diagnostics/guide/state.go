package guide

import (
	"slices"

	"retune/diagnostics"
)

// State is where a step stands, as both faces show it.
type State string

// The states of a step.
const (
	Waiting   State = "waiting"   // none of its checks started, or it has none
	Checking  State = "checking"  // not all of its checks are done
	Fine      State = "fine"      // all its checks are content
	Attention State = "attention" // a person should look at it or do it
	Broken    State = "broken"    // the cause is here
	Unsure    State = "unsure"    // could not tell
	Skipped   State = "skipped"   // it follows from a cause elsewhere, or there was nothing to check
)

// StateOf returns the state of a step from the checks that were started, the findings so
// far, and the verdict (nil as long as there is none). Nothing is started where no
// diagnosis is under way, and nothing more will be found then. As long as one is, a step is
// judged when all of its checks are done: else its sign would change back and forth.
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

// guilty: where nothing is damaged and only the person's own hand is needed, the
// step asks for attention; everything else is broken.
func guilty(cause diagnostics.Cause) State {
	asks := []diagnostics.Cause{diagnostics.CauseOfflineMode, diagnostics.CauseClientMissing, diagnostics.CauseClientOutdated}
	if slices.Contains(asks, cause) {
		return Attention
	}
	return Broken
}

// progress tells whether more will be found in the step, and whether a check of it has begun.
func progress(step Step, started map[diagnostics.CheckName]bool, findings diagnostics.Findings) (open, begun bool) {
	for _, check := range step.Checks {
		_, found := findings.Of(check)
		begun = begun || found || started[check]
		open = open || !found
	}
	return open && begun && len(started) > 0, begun
}

// Telling returns the finding to show in a step's row: what proves the verdict where
// the verdict points here, else the worst of the step's own findings, the first
// listed where several are equal. There is none before a check of the step is done.
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

// weight orders findings from the least telling to the most.
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

// toldElsewhere: a problem that proves the verdict is shown at the verdict's step, and
// is no trouble of its own in another one: such as a resolver that blocks one of
// Spotify's names while the internet is well.
func toldElsewhere(finding diagnostics.Finding, verdict *diagnostics.Verdict) bool {
	return finding.Status == diagnostics.Problem && verdict != nil && verdict.Step != 0 &&
		slices.Contains(verdict.Evidence, finding.Check)
}
