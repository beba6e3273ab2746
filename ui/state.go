package ui

import (
	"time"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
)

// state is everything that the page shows, apart from the guide's text. It is only accessed
// on the screen's thread.
type state struct {
	check check
	job   job
	// aside are the caches that can be restored or deleted.
	aside []repair.SetAside
	// done are the repairs that have worked since the window opened.
	done map[diagnostics.RepairName]bool
	// open are the steps that are open; matter is the one that opened by itself.
	open   map[int]bool
	matter int
	// evidence is whether "How we know" is open.
	evidence bool
	device   guide.Device
	notice   notice
	report   report
	// copied is which button has just copied something.
	copied intentKind
	// again is whether a quiet check is running; stale is whether something was changed since
	// the last result, so that it should be checked again.
	again, stale bool
	// watching is the state of the Stability tab.
	watching watching
	// unseen is whether the window is no longer in use.
	unseen bool
	// asking is whether the window is asking about closing during a repair; closing is
	// whether it closes once the work is safely over; finishing is whether it lets the work
	// finish.
	asking, closing, finishing bool
}

// phase is the progress of a diagnosis.
type phase int

const (
	checking phase = iota
	stopped
	failed
	finished
)

// check is the current or latest diagnosis.
type check struct {
	phase phase
	// after is the repair that this diagnosis follows, or empty.
	after   diagnostics.RepairName
	started map[diagnostics.CheckName]bool
	// findings are those received so far; once it has finished, the report's.
	findings diagnostics.Findings
	report   diagnostics.Report
	// pause is how long the window waits before it checks again by itself; unwatched is
	// whether the user has turned that off.
	pause     time.Duration
	unwatched bool
	// doubted are the checks whose previous result is still shown although they could not
	// tell when they last ran.
	doubted map[diagnostics.CheckName]bool
	// recovered is whether the problem went away by itself while the window was open.
	recovered bool
}

// stage is the progress of a job.
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

// job is the one change that is planned, in progress, or last done.
type job struct {
	stage    stage
	act      act
	repair   diagnostics.RepairName
	step     int
	plan     repair.Plan
	progress repair.Progress
	outcome  repair.Outcome
	// halted is whether the user stopped it; recheck is whether a diagnosis followed it.
	halted, recheck bool
}

// running reports whether the job is making changes right now.
func (j job) running() bool { return j.stage == acting }

// busy reports whether the job is doing anything, planning included.
func (j job) busy() bool { return j.stage == planning || j.stage == acting }

// notice is a line about a page or a settings window that could not be opened.
type notice struct {
	step    int // the step that shows it; 0 for the Support tab
	action  diagnostics.Action
	address string // what to open by hand; empty if there is no address
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

// begin starts a diagnosis; after is the repair that it follows, or empty.
func (s *state) begin(after diagnostics.RepairName) {
	s.check = newCheck(after)
	s.evidence, s.again, s.stale = false, false, false
}

// heard handles an event of the running diagnosis.
func (s *state) heard(event diagnostics.Event) {
	s.check.started[event.Check] = true
	if event.Finding != nil {
		s.check.findings = append(s.check.findings, *event.Finding)
	}
}

// judged revises the repair's own outcome by what the diagnosis after it found.
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

// concluded handles the report, and opens the step that matters.
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

// concludedAgain handles the report of a quiet check. While the verdict stays the same, the
// steps stay as the user left them.
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

// free reports whether a check may start by itself: there is a result, and nothing is planned
// or in progress that it could disturb.
func (s *state) free() bool {
	return s.check.phase == finished && !s.job.busy() && s.job.stage != planned && !s.closing
}

// watched reports whether the window is checking again by itself.
func (s *state) watched() bool { return s.watchable() && !s.unseen }

// watchable reports whether the window should check again by itself while it is being looked
// at: there is a problem that may pass, or a Spotify that has yet to connect, and the user
// has not turned that off.
func (s *state) watchable() bool {
	return (s.troubled() || s.starting()) && !s.check.unwatched && !s.check.report.OnlyForeign()
}

// starting reports whether the last diagnosis met a Spotify that had only just started, so
// that it is not known yet whether it can connect.
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

// asideBytes returns the total size of the caches that were set aside.
func (s *state) asideBytes() int64 {
	var bytes int64
	for _, cache := range s.aside {
		bytes += cache.Bytes
	}
	return bytes
}

// fixed reports whether the last diagnosis found nothing wrong after a repair, or after a
// problem that went away by itself. After merely closing Spotify that proves nothing yet.
func (s *state) fixed() bool {
	mended := s.check.recovered || s.check.after != "" && s.check.after != diagnostics.RepairClose
	return s.check.phase == finished && mended && s.check.report.Verdict.Cause == diagnostics.CauseNone
}
