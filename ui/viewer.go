package ui

import (
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// viewer turns the state into what is to be seen, as plain data. It draws nothing.
type viewer struct {
	*state
	guide *guide.Guide
	words *words.Words
	ticks Ticks
	home  guide.Device // the device in use
}

func (v viewer) say(key string) string { return v.words.Say("window."+key, nil) }

func (v viewer) sayWith(key string, args diagnostics.Args) string {
	return v.words.Say("window."+key, args)
}

// word names the state of a sign.
func (v viewer) word(m mark) string { return v.say("mark." + string(m)) }

// progress says how far the job is, in figures where there are some.
func (v viewer) progress() string {
	if v.job.progress.Phase == "" {
		return v.say("job.planning")
	}
	return v.words.Progress(v.job.progress)
}

// markOf is the sign of one finding, in the light of the verdict if there is one.
func (v viewer) markOf(finding diagnostics.Finding) mark {
	switch {
	case finding.BecauseOf != "", finding.Status == diagnostics.Skipped:
		return markWaiting
	case finding.Status == diagnostics.OK:
		return markFine
	case finding.Status == diagnostics.Unknown:
		return markUnknown
	case v.proves(finding.Check):
		return blame(v.check.report.Verdict.Cause)
	default:
		return markAttention
	}
}

// proves reports whether the check's finding is what a proved cause rests on.
func (v viewer) proves(check diagnostics.CheckName) bool {
	verdict := v.check.report.Verdict
	return v.check.phase == finished && verdict.Cause.Fault() && slices.Contains(verdict.Evidence, check)
}

// blame is the sign of a cause. A switch that is on or an app that is not there is
// nothing broken: it asks for a person's hand.
func blame(cause diagnostics.Cause) mark {
	switch cause {
	case diagnostics.CauseNone:
		return markFine
	case diagnostics.CauseUnknown:
		return markUnknown
	case diagnostics.CauseOfflineMode, diagnostics.CauseClientMissing, diagnostics.CauseClientOutdated:
		return markAttention
	default:
		return markBroken
	}
}
