package ui

import "retune/diagnostics"

// verdictView is what the panel at the top shows.
type verdictView struct {
	mark     mark
	headline string
	proof    string
	do       string // what to do next; empty if nothing
	offers   []offer
	note     noteView
	// evidence is the list below it; shown is whether the list is open.
	evidence []evidenceView
	shown    bool
	copy     []offer // copies the list
}

// noteView is the quiet line about checking again.
type noteView struct {
	text   string
	offers []offer
	busy   bool
}

// evidenceView is one entry of the list "How we know".
type evidenceView struct {
	mark      mark
	word      string
	title     string
	detail    string
	technical string
}

// verdict returns what is wrong, and the one thing to do next.
func (v viewer) verdict() verdictView {
	switch {
	case v.asking:
		return v.askingToClose()
	case v.finishing:
		return v.finishingFirst()
	case v.closing:
		return verdictView{mark: markBusy, headline: v.say("closing"), proof: v.say("closing.proof")}
	case v.job.running():
		return v.working()
	case v.check.phase == checking:
		return v.checking()
	case v.check.phase == finished:
		return v.concluded()
	default:
		return v.unfinished()
	}
}

func (v viewer) working() verdictView {
	view := verdictView{mark: markBusy, headline: v.say("working." + string(v.job.act)), proof: v.progress()}
	if v.job.act == applying {
		view.headline = v.say("working." + string(v.job.repair))
	}
	view.offers = []offer{{label: v.say("stop"), intent: intent{kind: intentStop}}}
	return view
}

func (v viewer) checking() verdictView {
	done := diagnostics.Args{"Done": len(v.check.findings), "Count": len(diagnostics.CheckNames())}
	return verdictView{
		mark: markBusy, headline: v.say("checking"), proof: v.sayWith("checking.proof", done),
		offers: []offer{{label: v.say("stop"), intent: intent{kind: intentStop}}},
	}
}

// unfinished returns the panel for a diagnosis that was stopped or failed.
func (v viewer) unfinished() verdictView {
	key := "stopped"
	if v.check.phase == failed {
		key = "failed"
	}
	return verdictView{
		mark: markUnknown, headline: v.say(key), proof: v.say(key + ".proof"),
		offers: []offer{{label: v.say("check-again"), look: v.mainLook(), intent: intent{kind: intentCheck}}},
	}
}

// mainLook returns the look of the verdict's button, which is plain while a step has a filled
// one.
func (v viewer) mainLook() look {
	if v.stepFilled() {
		return plain
	}
	return filled
}

func (v viewer) concluded() verdictView {
	report := v.check.report
	said := v.words.Verdict(report)
	view := verdictView{
		mark: blame(report.Verdict.Cause), headline: said.Title,
		proof: said.Proof, do: said.Do,
		evidence: v.evidenceList(), shown: v.evidence,
		copy: []offer{{label: v.copyLabel("copy", intentCopy), intent: intent{kind: intentCopy}}},
	}
	if v.fixed() {
		view.headline, view.proof = v.fixedWords()
		view.do = ""
	}
	view.offers = v.verdictOffers(said.Label, len(view.evidence) > 0)
	view.note = v.note()
	return view
}

// note describes the quiet check in progress, or says that there will be one.
func (v viewer) note() noteView {
	switch {
	case v.again:
		stop := offer{label: v.say("stop"), look: link, intent: intent{kind: intentStopAgain}}
		return noteView{busy: true, text: v.say("again"), offers: []offer{stop}}
	case v.watchable():
		return noteView{text: v.say("again.watching")}
	default:
		return noteView{}
	}
}

func (v viewer) fixedWords() (headline, proof string) {
	report := v.check.report
	if report.Client.Connections == 0 {
		return v.say("fixed"), v.say("fixed.proof")
	}
	count := diagnostics.Args{"Count": report.Client.Connections}
	return v.say("connected"), v.sayWith("connected.proof", count)
}

// verdictOffers returns the main button and the secondary ones below it.
func (v viewer) verdictOffers(label string, evidence bool) []offer {
	main := v.mainOffer(label)
	offers := []offer{main}
	if v.fixed() && v.undoable() {
		offers = append(offers, offer{label: v.say("undo-change"), look: link, intent: v.undoIntent()})
	}
	if main.intent.kind != intentCheck && !v.fixed() {
		offers = append(offers, offer{label: v.say("check-again"), look: link, intent: intent{kind: intentCheck}})
	}
	if evidence {
		how := offer{label: v.say("how"), look: link, intent: intent{kind: intentEvidence}}
		if v.evidence {
			how.label = v.say("how.hide")
		}
		offers = append(offers, how)
	}
	return offers
}

// mainOffer returns the one thing to do next. If there is nothing to do, the button checks
// again, and is plain if all is well or checking is pointless.
func (v viewer) mainOffer(label string) offer {
	verdict := v.check.report.Verdict
	main := offer{label: label, look: v.mainLook()}
	switch {
	case v.fixed():
		main.label, main.intent = v.say("done"), intent{kind: intentDone}
	case verdict.Repair != "":
		main.intent = intent{kind: intentPlan, repair: verdict.Repair, step: verdict.Step}
	case verdict.Action != "" && verdict.Action != diagnostics.ActionCheckAgain:
		main.intent = intent{kind: intentAction, action: verdict.Action, step: verdict.Step}
	default:
		main.intent = intent{kind: intentCheck}
		main.label = v.say("check-again")
		if verdict.Cause == diagnostics.CauseNone || v.check.report.OnlyForeign() {
			main.look = plain
		}
	}
	if main.label == "" {
		main.label = v.words.Action(verdict.Action)
	}
	return main
}

// undoable reports whether the last change can be undone.
func (v viewer) undoable() bool {
	worked := v.job.stage == ended && v.job.act == applying && v.job.outcome.Result != "" && v.job.plan.Undo
	return worked && v.done[v.job.repair]
}

// undoIntent undoes the last change.
func (v viewer) undoIntent() intent {
	return intent{kind: intentUndo, repair: v.job.repair, step: v.job.step}
}

// evidenceList returns the findings that prove the verdict, strongest first.
func (v viewer) evidenceList() []evidenceView {
	var list []evidenceView
	for _, check := range v.check.report.Verdict.Evidence {
		finding, ok := v.check.findings.Of(check)
		if !ok {
			continue
		}
		shown := v.markOf(finding)
		list = append(list, evidenceView{
			mark: shown, word: v.word(shown),
			title: v.words.Check(check), detail: v.words.Detail(finding),
			technical: v.sayWith("evidence.technical", diagnostics.Args{
				"Check": string(finding.Check), "Saw": string(finding.Observation),
				"Milliseconds": finding.Elapsed.Milliseconds(),
			}),
		})
	}
	return list
}
