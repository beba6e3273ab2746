package ui

import (
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// viewer turns the state into what to show, as plain data. It draws nothing.
type viewer struct {
	*state
	guide *guide.Guide
	words *words.Words
	ticks Ticks
	home  guide.Device // the kind of this computer
}

func (v viewer) say(key string) string { return v.words.Say("window."+key, nil) }

func (v viewer) sayWith(key string, args diagnostics.Args) string {
	return v.words.Say("window."+key, args)
}

// word returns the name of a sign's state.
func (v viewer) word(m mark) string { return v.say("mark." + string(m)) }

// progress describes the job's progress, with numbers if there are any.
func (v viewer) progress() string {
	if v.job.progress.Phase == "" {
		return v.say("job.planning")
	}
	return v.words.Progress(v.job.progress)
}

// markOf returns the sign of one finding, taking the verdict into account if there is one.
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

// proves reports whether the verdict's proof rests on the check's finding.
func (v viewer) proves(check diagnostics.CheckName) bool {
	verdict := v.check.report.Verdict
	return v.check.phase == finished && verdict.Cause.Fault() && slices.Contains(verdict.Evidence, check)
}

// blame returns the sign of a cause. If a switch is on or an app is missing nothing is
// broken, and the user has to do something.
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
