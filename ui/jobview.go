package ui

import (
	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
)

type jobKind int

const (
	jobNone jobKind = iota
	jobPlan
	jobProgress
	jobOutcome
)

// jobView shows what is planned, in progress or over, in the step that it belongs to.
type jobView struct {
	kind   jobKind
	plan   []planLine // while it is being carried out, only what is kept
	mark   mark
	word   string
	text   string
	after  string  // what the check afterwards found; empty until then
	part   float32 // progress, 0 to 1
	counts bool    // whether part is known
	offers []offer
}

// planLine is a line of a plan. A path is set in a monospaced font.
type planLine struct {
	text   string
	figure string // a size, at the right
	path   bool
	strong bool
}

func (v viewer) jobView(step guide.Step) jobView {
	if v.job.step != step.Number {
		return jobView{}
	}
	switch v.job.stage {
	case planning, acting:
		return v.progressView()
	case planned:
		return v.planView()
	case ended:
		return v.outcomeView()
	default:
		return jobView{}
	}
}

func (v viewer) progressView() jobView {
	view := jobView{kind: jobProgress, text: v.progress(), plan: v.planKept(v.job.plan)}
	if total := v.job.progress.Total; total > 0 {
		view.part, view.counts = float32(v.job.progress.Done)/float32(total), true
	}
	view.offers = []offer{{label: v.say("stop"), intent: intent{kind: intentStopJob}}}
	return view
}

// planView shows the very plan that consenting carries out.
func (v viewer) planView() jobView {
	plan := v.job.plan
	view := jobView{kind: jobPlan}
	view.plan = append(view.plan, v.planItems(plan)...)
	view.plan = append(view.plan, v.planCommands(plan)...)
	view.plan = append(view.plan, v.planChanges(plan)...)
	view.plan = append(view.plan, v.planProcesses(plan)...)
	view.plan = append(view.plan, v.planKept(plan)...)
	if plan.Undo {
		view.plan = append(view.plan, planLine{text: v.say(undoKey(plan.Repair))})
	}
	view.offers = []offer{
		{label: v.words.Repair(plan.Repair), look: filled, intent: intent{kind: intentConsent}},
		{label: v.say("cancel"), intent: intent{kind: intentCancel}},
	}
	return view
}

// undoKey is the sentence that a plan can be undone.
func undoKey(name diagnostics.RepairName) string {
	if name == diagnostics.RepairClearCache {
		return "plan.undo"
	}
	return "plan.undo.change"
}

func (v viewer) planItems(plan repair.Plan) []planLine {
	if len(plan.Items) == 0 {
		return nil
	}
	lines := []planLine{{strong: true, text: v.sayWith("plan.items", diagnostics.Args{
		"Size": v.words.Size(plan.Bytes), "Count": plan.Files,
	})}}
	for _, item := range plan.Items {
		lines = append(lines, planLine{text: item.Path, figure: v.words.Size(item.Bytes), path: true})
	}
	return lines
}

func (v viewer) planCommands(plan repair.Plan) []planLine {
	var lines []planLine
	if len(plan.Commands) > 0 {
		lines = append(lines, planLine{strong: true, text: v.say("plan.commands")})
	}
	for _, command := range plan.Commands {
		lines = append(lines, planLine{text: command, path: true})
	}
	if plan.Administrator {
		lines = append(lines, planLine{text: v.say("plan.administrator")})
	}
	return lines
}

// planChanges shows changed lines in the way diff tools do.
func (v viewer) planChanges(plan repair.Plan) []planLine {
	var lines []planLine
	path := ""
	for _, change := range plan.Changes {
		if change.Path != path {
			path = change.Path
			lines = append(lines, planLine{strong: true, text: v.say("plan.changes")}, planLine{text: path, path: true})
		}
		number := v.sayWith("plan.line", diagnostics.Args{"Line": change.Line})
		if change.Before != "" {
			lines = append(lines, planLine{text: "− " + change.Before, figure: number, path: true})
		}
		if change.After != "" {
			lines = append(lines, planLine{text: "+ " + change.After, figure: number, path: true})
		}
	}
	return lines
}

func (v viewer) planProcesses(plan repair.Plan) []planLine {
	var lines []planLine
	if len(plan.Processes) > 0 {
		lines = append(lines, planLine{strong: true, text: v.say("plan.processes")})
	}
	for _, process := range plan.Processes {
		number := v.sayWith("plan.process", diagnostics.Args{"PID": process.PID})
		lines = append(lines, planLine{text: process.Program, figure: number, path: true})
	}
	if plan.Start != "" {
		lines = append(lines,
			planLine{strong: true, text: v.say("plan.start")}, planLine{text: plan.Start, path: true})
	}
	if len(plan.Processes) > 0 {
		lines = append(lines, planLine{text: v.say("plan.music")})
	}
	return lines
}

func (v viewer) planKept(plan repair.Plan) []planLine {
	var lines []planLine
	if len(plan.Kept) > 0 {
		lines = append(lines, planLine{strong: true, text: v.say("plan.kept")})
	}
	for _, kept := range plan.KeptByReason() {
		lines = append(lines, planLine{text: v.words.Kept(kept)})
	}
	return lines
}

func (v viewer) outcomeView() jobView {
	job := v.job
	view := jobView{kind: jobOutcome, mark: v.endingMark(), text: v.ending()}
	if job.halted {
		view.text = v.say("job.halted")
	}
	view.word = v.word(view.mark)
	view.after = v.rechecked()
	view.offers = v.outcomeOffers()
	return view
}

// rechecked says what the diagnosis after the job found.
func (v viewer) rechecked() string {
	switch {
	case !v.job.recheck:
		return ""
	case v.check.phase == checking:
		return v.say("again")
	case v.check.phase == finished:
		return v.sayWith("job.rechecked", diagnostics.Args{"Title": v.words.Verdict(v.check.report).Title})
	default:
		return ""
	}
}

// ending says how the job ended, and what to do if it did not help.
func (v viewer) ending() string {
	switch v.job.act {
	case undoing:
		return v.words.Undone(v.job.outcome)
	case discarding:
		return v.words.Discarded(v.job.outcome)
	default:
		return v.words.Outcome(v.job.outcome)
	}
}

// endingMark returns the sign for how the job ended.
func (v viewer) endingMark() mark {
	if v.job.halted {
		return markUnknown
	}
	switch v.job.outcome.Result {
	case repair.Repaired, repair.NothingToDo:
		return markFine
	case repair.Refused:
		return markAttention
	default:
		return markBroken
	}
}

// outcomeOffers are the buttons that help after a job: closing Spotify if it is in the way,
// and undoing the change unless that is offered with the old cache.
func (v viewer) outcomeOffers() []offer {
	if v.job.outcome.Reason == repair.ReasonRunning && v.job.act == applying {
		return []offer{{
			label: v.words.Repair(diagnostics.RepairClose), look: filled,
			intent: intent{kind: intentCloseThen, repair: v.job.repair, step: v.job.step},
		}}
	}
	if v.undoable() && len(v.aside) == 0 {
		return []offer{{label: v.say("undo-change"), intent: v.undoIntent()}}
	}
	return nil
}

// stepFilled reports whether an open step shows a filled button.
func (v viewer) stepFilled() bool {
	if v.job.step == 0 || !v.open[v.job.step] {
		return false
	}
	var offers []offer
	switch v.job.stage {
	case planned:
		offers = v.planView().offers
	case ended:
		offers = v.outcomeOffers()
	default: // the only button is Stop, which is plain
	}
	for _, offer := range offers {
		if offer.look == filled {
			return true
		}
	}
	return false
}
