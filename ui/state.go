package ui

import (
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
	// closing is set when the window closes as soon as the work is safely over.
	closing bool
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
	// halted tells that the person stopped it.
	halted bool
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

func newState(device guide.Device) *state {
	return &state{
		check:  check{started: map[diagnostics.CheckName]bool{}},
		done:   map[diagnostics.RepairName]bool{},
		open:   map[int]bool{},
		device: device,
	}
}

// begin starts a diagnosis, after a repair or without one.
func (s *state) begin(after diagnostics.RepairName) {
	s.check = check{after: after, started: map[diagnostics.CheckName]bool{}}
	s.evidence = false
}

// heard takes an event of the running diagnosis.
func (s *state) heard(event diagnostics.Event) {
	s.check.started[event.Check] = true
	if event.Finding != nil {
		s.check.findings = append(s.check.findings, *event.Finding)
	}
}

// concluded takes the report, and opens the step that matters.
func (s *state) concluded(report diagnostics.Report) {
	s.check.phase, s.check.report, s.check.findings = finished, report, report.Findings
	if s.matter != 0 && s.matter != s.job.step {
		delete(s.open, s.matter)
	}
	s.matter = report.Verdict.Step
	if s.matter != 0 {
		s.open[s.matter] = true
	}
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

// fixed reports whether the last diagnosis followed a repair and found nothing wrong.
// A Spotify that was only closed shows nothing yet.
func (s *state) fixed() bool {
	mended := s.check.after != "" && s.check.after != diagnostics.RepairClose
	return s.check.phase == finished && mended && s.check.report.Verdict.Cause == diagnostics.CauseNone
}
