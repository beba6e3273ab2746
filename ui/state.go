package ui

import (
	"time"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
)

// state is everything that the page shows, apart from the guide's text. It is
// touched on the screen's thread alone.
type state struct {
	check check
	job   job
	// aside are the caches that wait to be brought back or deleted.
	aside []repair.SetAside
	// done are the repairs that worked since the window opened.
	done map[diagnostics.RepairName]bool
	// open are the steps that show their inside; matter is the one that opened itself.
	open   map[int]bool
	matter int
	// evidence tells whether "How we know" is shown.
	evidence bool
	device   guide.Device
	notice   notice
	report   report
	// copied is what a button has copied a moment ago.
	copied intentKind
	// again tells that a check runs behind the last result; stale, that something was
	// changed since that result, so that it is to be looked at anew.
	again, stale bool
	// watching is the watch of the Stability tab.
	watching watching
	// unseen tells that the window is in use no longer.
	unseen bool
	// asking tells that the window asks whether to close under a repair; closing, that it
	// closes as soon as the work is safely over; finishing, that the work is let finish.
	asking, closing, finishing bool
}

// phase is how far a diagnosis is.
type phase int

const (
	checking phase = iota
	stopped
	failed
	finished
)

// check is the diagnosis that runs, or the last one.
type check struct {
	phase phase
	// after is the repair that this diagnosis follows, or empty.
	after   diagnostics.RepairName
	started map[diagnostics.CheckName]bool
	// findings are those that arrived; when it is finished, the report's.
	findings diagnostics.Findings
	report   diagnostics.Report
	// pause is how long the window waits until it checks again by itself; unwatched
	// tells that the person wants no such checks.
	pause     time.Duration
	unwatched bool
	// doubted are the checks whose last result still holds, though they could not tell
	// any more when they were asked again.
	doubted map[diagnostics.CheckName]bool
	// recovered tells that the trouble went away while the window watched.
	recovered bool
}

// stage is how far a job is.
type stage int

const (
	idle stage = iota
	planning
	planned
	acting
	ended
)

// act is what a job does.
type act string

const (
	applying   act = "apply"
	undoing    act = "undo"
	discarding act = "discard"
)

// job is the one change that is planned, under way, or ended last.
type job struct {
	stage    stage
	act      act
	repair   diagnostics.RepairName
	step     int
	plan     repair.Plan
	progress repair.Progress
	outcome  repair.Outcome
	// halted tells that the person stopped it; recheck, that a diagnosis followed it.
	halted, recheck bool
}

// running reports whether the job is changing something right now.
func (j job) running() bool { return j.stage == acting }

// busy reports whether the job works on something, a plan included.
func (j job) busy() bool { return j.stage == planning || j.stage == acting }

// notice is a line about a page or a settings window that did not open.
type notice struct {
	step    int // the step that shows it; 0: the Support tab
	action  diagnostics.Action
	address string // what to open by hand; empty where there is no address
}

func newCheck(after diagnostics.RepairName) check {
	return check{after: after, started: map[diagnostics.CheckName]bool{}, pause: firstPause}
}

func newState(device guide.Device) *state {
	return &state{
		check:  newCheck(""),
		done:   map[diagnostics.RepairName]bool{},
		open:   map[int]bool{},
		device: device,
	}
}

// begin starts a diagnosis, after a repair or without one.
func (s *state) begin(after diagnostics.RepairName) {
	s.check = newCheck(after)
	s.evidence, s.again, s.stale = false, false, false
}

// heard takes an event of the running diagnosis.
func (s *state) heard(event diagnostics.Event) {
	s.check.started[event.Check] = true
	if event.Finding != nil {
		s.check.findings = append(s.check.findings, *event.Finding)
	}
}

// judged holds what the diagnosis after a repair saw against the repair's own outcome.
func (s *state) judged(findings diagnostics.Findings) {
	if s.check.after == "" || s.job.stage != ended || s.job.repair != s.check.after {
		return
	}
	s.job.outcome = repair.Checked(s.job.plan, s.job.outcome, findings)
	if s.job.outcome.Result != repair.Repaired {
		delete(s.done, s.job.repair)
		s.check.after = ""
	}
}

// concluded takes the report, and opens the step that matters.
func (s *state) concluded(report diagnostics.Report) {
	s.take(report)
	if s.matter != 0 && s.matter != s.job.step {
		delete(s.open, s.matter)
	}
	s.matter = report.Verdict.Step
	if s.matter != 0 {
		s.open[s.matter] = true
	}
}

func (s *state) take(report diagnostics.Report) {
	s.check.phase, s.check.report, s.check.findings = finished, report, report.Findings
}

// concludedAgain takes the report of a quiet check. As long as the verdict is the same,
// the steps stay as the person has them.
func (s *state) concludedAgain(fresh diagnostics.Report) {
	last := s.check.report.Verdict
	report, doubted := steady(s.check.report, fresh, s.check.doubted)
	s.check.doubted = doubted
	if report.Verdict.Cause == last.Cause && report.Verdict.Step == last.Step {
		s.check.pause = longer(s.check.pause)
		s.take(report)
		return
	}
	s.check.pause = firstPause
	healthy := report.Verdict.Cause == diagnostics.CauseNone
	s.check.recovered = healthy && report.Client.Connections > 0
	s.concluded(report)
}

// free reports whether a check may run without having been asked for: there is a
// result, and nothing is planned or under way that it could disturb.
func (s *state) free() bool {
	return s.check.phase == finished && !s.job.busy() && s.job.stage != planned && !s.closing
}

// watched reports whether the window checks again by itself.
func (s *state) watched() bool { return s.watchable() && !s.unseen }

// watchable reports whether the window is to check again by itself as long as it is
// looked at: there is trouble that can pass or a Spotify that has yet to connect, and the
// person has not said no.
func (s *state) watchable() bool {
	return (s.troubled() || s.starting()) && !s.check.unwatched && !s.check.report.OnlyForeign()
}

// starting reports whether the last diagnosis met a Spotify that had only just started:
// whether it gets through is still to be seen.
func (s *state) starting() bool {
	connections, _ := s.check.report.Findings.Of(diagnostics.CheckConnections)
	return s.check.phase == finished && connections.Observation == diagnostics.SawStarting
}

// troubled reports whether the last diagnosis found something wrong, or could not tell.
func (s *state) troubled() bool {
	return s.check.phase == finished && s.check.report.Verdict.Cause != diagnostics.CauseNone
}

// toggle opens or closes a step.
func (s *state) toggle(step int) {
	if s.open[step] {
		delete(s.open, step)
		return
	}
	s.open[step] = true
}

// asideBytes is the size of all caches that wait.
func (s *state) asideBytes() int64 {
	var bytes int64
	for _, cache := range s.aside {
		bytes += cache.Bytes
	}
	return bytes
}

// fixed reports whether the last diagnosis found nothing wrong after a repair, or after
// trouble that went away by itself. A Spotify that was only closed shows nothing yet.
func (s *state) fixed() bool {
	mended := s.check.recovered || s.check.after != "" && s.check.after != diagnostics.RepairClose
	return s.check.phase == finished && mended && s.check.report.Verdict.Cause == diagnostics.CauseNone
}
