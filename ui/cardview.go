package ui

import (
	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// needView is a thing the user needs, ticked off if it is known to be there.
type needView struct {
	mark  mark
	word  string
	title string
	note  string
}

// needs returns the things the user needs, in the guide's order.
func (v viewer) needs() []needView {
	views := make([]needView, len(v.guide.Needs))
	for i, need := range v.guide.Needs {
		shown, note := v.lookUp(need)
		views[i] = needView{mark: shown, word: v.word(shown), title: need.Title, note: note}
	}
	return views
}

// lookUp returns the state of a need. A need that Retune cannot check keeps the guide's note.
func (v viewer) lookUp(need guide.Need) (mark, string) {
	switch need.ID {
	case guide.NeedSpotify:
		return v.needFinding(need, diagnostics.CheckInstalls)
	case guide.NeedInternet:
		return v.needFinding(need, diagnostics.CheckPlaces)
	default:
		return markWaiting, need.Note
	}
}

func (v viewer) needFinding(need guide.Need, check diagnostics.CheckName) (mark, string) {
	finding, ok := v.check.findings.Of(check)
	switch {
	case ok && finding.BecauseOf != "" && finding.Status == diagnostics.Problem:
		return markBroken, v.words.Title(finding) // it is missing, even if only as a consequence of something else
	case ok:
		return v.markOf(finding), v.words.Title(finding)
	}
	if v.check.phase == checking {
		return markBusy, v.say("need.checking")
	}
	return markWaiting, need.Note
}

// fact is a line of the card, such as severity.
type fact struct{ name, value string }

// facts are the card's three facts.
func (v viewer) facts() []fact {
	card := v.guide.Card
	return []fact{
		{v.say("card.severity"), v.words.Severity(card.Severity)},
		{v.say("card.difficulty"), v.words.Difficulty(card.Difficulty)},
		{v.say("card.time"), v.sayWith("card.minutes", diagnostics.Args{
			"From": card.FastestMinutes, "To": card.SlowestMinutes,
		})},
	}
}

// checked says in which month the facts were last checked.
func (v viewer) checked() string {
	return v.sayWith("card.checked", diagnostics.Args{"Month": v.words.Month(v.guide.Card.Checked)})
}
