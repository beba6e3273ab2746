package ui

import (
	"fmt"
	"slices"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
)

// stepView is what a line of the list shows, and its content if it is open.
type stepView struct {
	number int
	title  string
	mark   mark
	word   string
	short  string // what was found, in a few words
	spoken string // how a screen reader says the whole line
	open   bool
	body   bodyView
}

// bodyView is the content of an open step.
type bodyView struct {
	why    string
	found  []foundView
	how    howView
	job    jobView
	aside  asideView
	notice noticeView
	offers []offer
	tick   tickView
}

// foundView is what one check found, in a sentence or two.
type foundView struct {
	mark mark
	word string
	name string
	text string
}

// tickView is the checkbox of a step that no check can see done.
type tickView struct {
	shown  bool
	label  string
	ticked bool
	note   string // how a screen reader says whether it is ticked
}

// steps returns the seven lines.
func (v viewer) steps() []stepView {
	views := make([]stepView, len(v.guide.Steps))
	for i, step := range v.guide.Steps {
		views[i] = v.step(step)
	}
	return views
}

func (v viewer) step(step guide.Step) stepView {
	view := stepView{number: step.Number, title: step.Title, open: v.open[step.Number]}
	view.mark, view.word, view.short = v.stepState(step)
	view.spoken = v.sayWith("step.name", diagnostics.Args{
		"Step": view.number, "Title": view.title, "State": view.word, "Short": view.short,
	})
	if view.open {
		view.body = v.body(step)
	}
	return view
}

// stepState returns a step's sign, the name of its state, and its short text.
func (v viewer) stepState(step guide.Step) (shown mark, word, short string) {
	if v.job.busy() && v.job.step == step.Number {
		if v.open[step.Number] {
			return markBusy, v.word(markBusy), "" // its content shows the progress
		}
		return markBusy, v.word(markBusy), v.progress()
	}
	if len(step.Checks) == 0 && v.repaired(step) {
		return markFine, v.word(markFine), v.doneWords(step)
	}
	if len(v.aside) > 0 && clearsCache(step) {
		return markAttention, v.word(markAttention), v.doneWords(step)
	}
	state := guide.StateOf(step, v.started(), v.check.findings, v.conclusion())
	if state == guide.Waiting && v.ticked(step) {
		return markFine, v.word(markFine), v.say("step.done-by-you")
	}
	shown = stateMark(state)
	if ending := v.undone(step); ending.weight() < shown.weight() {
		return ending, v.word(ending), v.say("step.not-done")
	}
	return shown, v.words.State(state), v.short(step, state)
}

// undone returns the sign of a job in this step that did not achieve its purpose, unless
// Spotify is online all the same. It returns waiting if there is no such job.
func (v viewer) undone(step guide.Step) mark {
	online := v.check.phase == finished && v.check.report.Client.Connections > 0 && !v.troubled()
	if v.job.stage != ended || v.job.step != step.Number || online {
		return markWaiting
	}
	return v.endingMark()
}

// doneWords says that a step's repair is done, and mentions the old cache while that still
// exists.
func (v viewer) doneWords(step guide.Step) string {
	if len(v.aside) > 0 && clearsCache(step) {
		return v.sayWith("step.aside", diagnostics.Args{"Size": v.words.Size(v.asideBytes())})
	}
	return v.say("step.done")
}

// stateMark returns the sign of a step's state.
func stateMark(state guide.State) mark {
	switch state {
	case guide.Checking:
		return markBusy
	case guide.Fine:
		return markFine
	case guide.Attention:
		return markAttention
	case guide.Broken:
		return markBroken
	case guide.Unsure:
		return markUnknown
	default:
		return markWaiting
	}
}

// short sums up in a few words what is known about a step, or what it is checking right now.
func (v viewer) short(step guide.Step, state guide.State) string {
	if state == guide.Checking {
		return v.looking(step)
	}
	return v.words.Step(step, v.started(), v.check.findings, v.conclusion())
}

// looking names the first of the step's running checks.
func (v viewer) looking(step guide.Step) string {
	for _, name := range step.Checks {
		if _, done := v.check.findings.Of(name); v.check.started[name] && !done {
			return v.say("looking." + string(name))
		}
	}
	return ""
}

// started returns the checks that the running diagnosis has started, or none.
func (v viewer) started() map[diagnostics.CheckName]bool {
	if v.check.phase != checking {
		return nil
	}
	return v.check.started
}

// conclusion returns the verdict, or nil if there is none yet.
func (v viewer) conclusion() *diagnostics.Verdict {
	if v.check.phase != finished {
		return nil
	}
	return &v.check.report.Verdict
}

func (v viewer) repaired(step guide.Step) bool {
	for _, name := range step.Repairs {
		if v.done[name] {
			return true
		}
	}
	return false
}

// clearsCache reports whether this is the step for the cache.
func clearsCache(step guide.Step) bool {
	for _, name := range step.Repairs {
		if name == diagnostics.RepairClearCache {
			return true
		}
	}
	return false
}

func (v viewer) ticked(step guide.Step) bool { return v.ticks.Bool(tickKey(step.Number)) }

// tickKey is the preference that stores whether a step is ticked.
func tickKey(step int) string { return fmt.Sprintf("step.%d.done", step) }

// body returns the content of a step. While something is planned or in progress in it, the
// content shows only that.
func (v viewer) body(step guide.Step) bodyView {
	view := bodyView{why: step.Why, job: v.jobView(step), notice: v.noticeFor(step.Number)}
	if view.job.kind == jobPlan || view.job.kind == jobProgress {
		return view
	}
	view.found = v.found(step)
	view.how = v.how(step)
	view.aside = v.asideFor(step)
	view.offers = v.offers(step)
	if step.Manual {
		view.tick = v.tickView(step)
	}
	return view
}

func (v viewer) tickView(step guide.Step) tickView {
	view := tickView{shown: true, label: v.say("step.tick"), ticked: v.ticked(step), note: v.say("unticked")}
	if view.ticked {
		view.note = v.say("ticked")
	}
	return view
}

// found returns what the step's checks found, problems first.
func (v viewer) found(step guide.Step) []foundView {
	var found []foundView
	for _, name := range step.Checks {
		if finding, ok := v.check.findings.Of(name); ok && finding.Tells() {
			shown := v.markOf(finding)
			found = append(found, foundView{
				mark: shown, word: v.words.Status(finding.Status),
				name: v.words.Check(name), text: v.words.Detail(finding),
			})
		}
	}
	slices.SortStableFunc(found, func(a, b foundView) int { return a.mark.weight() - b.mark.weight() })
	return found
}

// offers returns the repairs and actions of a step, none while a change is in progress: only
// one can be made at a time.
func (v viewer) offers(step guide.Step) []offer {
	var offers []offer
	for _, name := range step.Repairs {
		if v.occasional(name) {
			continue
		}
		offers = append(offers, offer{
			label: v.words.Repair(name), off: v.job.busy(),
			intent: intent{kind: intentPlan, repair: name, step: step.Number},
		})
	}
	for _, action := range step.Actions {
		if action == diagnostics.ActionShowOfflineMode {
			continue // the step itself shows it
		}
		offers = append(offers, offer{
			label: v.words.Action(action), off: action == diagnostics.ActionCheckAgain && v.check.phase == checking,
			intent: intent{kind: intentAction, action: action, step: step.Number},
		})
	}
	return offers
}

// occasional reports whether a repair is for a problem that does not exist, or for a Spotify
// that does not: its button would be useless.
func (v viewer) occasional(name diagnostics.RepairName) bool {
	switch name {
	case diagnostics.RepairStaleLock, diagnostics.RepairProxy, diagnostics.RepairHosts:
		return v.check.report.Verdict.Repair != name
	case diagnostics.RepairClose, diagnostics.RepairRestart, diagnostics.RepairUpdate:
		return v.check.findings.Saw(diagnostics.CheckProcess, diagnostics.SawNothingToCheck)
	default:
		return false
	}
}

// asideView is a cache that was set aside, with its buttons.
type asideView struct {
	text   string
	offers []offer
}

func (v viewer) asideFor(step guide.Step) asideView {
	bytes := v.asideBytes()
	if len(v.aside) == 0 || !clearsCache(step) {
		return asideView{}
	}
	return asideView{
		text: v.sayWith("aside", diagnostics.Args{"Size": v.words.Size(bytes)}),
		offers: []offer{
			{label: v.say("aside.back"), off: v.job.busy(), intent: intent{
				kind: intentUndo, repair: diagnostics.RepairClearCache, step: step.Number,
			}},
			{label: v.say("aside.delete"), off: v.job.busy(), intent: intent{kind: intentDiscard, step: step.Number}},
		},
	}
}

// noticeView is a line about something that could not be opened.
type noticeView struct {
	text    string
	address string
	offer   offer
}

func (v viewer) noticeFor(step int) noticeView {
	if v.notice.action == "" || v.notice.step != step {
		return noticeView{}
	}
	if step == 0 {
		return noticeView{text: v.say("support.not-opened")}
	}
	if v.notice.address == "" {
		return noticeView{text: v.sayWith("not-opened", diagnostics.Args{"What": v.words.Action(v.notice.action)})}
	}
	return noticeView{
		text: v.say("not-opened.address"), address: v.notice.address,
		offer: offer{label: v.copyLabel("copy", intentCopyNotice), intent: intent{kind: intentCopyNotice}},
	}
}

// worked reports whether an outcome is what the user wanted.
func worked(outcome repair.Outcome) bool {
	return outcome.Result == repair.Repaired || outcome.Result == repair.NothingToDo
}

// plain returns the line and what is below it as text.
func (s stepView) plain() string {
	lines := []string{s.spoken}
	for _, found := range s.body.found {
		lines = append(lines, found.name+": "+found.text)
	}
	if s.body.job.kind == jobOutcome {
		lines = append(lines, s.body.job.text, s.body.job.after)
	}
	return strings.TrimSpace(strings.Join(lines, "\n")) + "\n"
}
