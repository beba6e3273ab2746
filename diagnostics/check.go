package diagnostics

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Check examines one thing and reports what it saw.
type Check struct {
	Name CheckName
	// After names the checks whose findings this one needs. It starts once they are done.
	After []CheckName
	// Timeout limits how long Run may take; 0 means only the context's deadline applies.
	Timeout time.Duration
	// Run examines, and returns as soon as the context ends. It receives the findings
	// of the checks in After and no others.
	Run func(ctx context.Context, earlier Findings) Finding
}

// Event reports that a check started (Finding is nil) or finished.
type Event struct {
	Check   CheckName
	Finding *Finding
}

// grace is how long the remaining checks may continue once the findings are enough,
// so that those about to finish still report what they see.
const grace = 300 * time.Millisecond

// errEnough is the cancellation cause of checks still running when the findings are enough.
var errEnough = errors.New("the findings are enough")

// Run runs the checks concurrently and returns their findings in the order of checks.
//
// If observe is not nil it is called for every start and every finding, one call at a
// time. If enough is not nil it is called with the findings so far; once it reports
// true, the checks still running get a short grace period and are then recorded as
// "not-needed".
//
// A check that panics or exceeds its time becomes a finding that says so, and the others
// continue. Run returns an error only if ctx was cancelled; if its deadline passed, the
// checks still running are recorded as "timed-out".
func Run(ctx context.Context, checks []Check, observe func(Event), enough func(Findings) bool) (Findings, error) {
	inner, end := context.WithCancelCause(ctx)
	defer end(nil)
	run := newRun(checks, observe, enough)
	run.end = func() { end(errEnough) }
	var open sync.WaitGroup
	for i := range checks {
		open.Go(func() { run.check(inner, i) })
	}
	open.Wait()
	run.stopGrace()
	if errors.Is(ctx.Err(), context.Canceled) {
		return run.findings, fmt.Errorf("the diagnosis was stopped: %w", ctx.Err())
	}
	return run.findings, nil
}

// run is the state of one Run: a slot for each check's finding, and a channel for each
// check that is closed once its finding is recorded.
type run struct {
	checks []Check
	done   map[CheckName]chan struct{}
	index  map[CheckName]int

	recording sync.Mutex
	findings  Findings // in an empty slot, Check is empty
	enough    func(Findings) bool
	ending    *time.Timer // the grace period; nil until the findings are enough
	end       func()

	observing sync.Mutex
	observe   func(Event)
}

func newRun(checks []Check, observe func(Event), enough func(Findings) bool) *run {
	if observe == nil {
		observe = func(Event) {}
	}
	if enough == nil {
		enough = func(Findings) bool { return false }
	}
	r := &run{
		checks: checks, findings: make(Findings, len(checks)), observe: observe, enough: enough,
		done: make(map[CheckName]chan struct{}), index: make(map[CheckName]int),
	}
	for i, check := range checks {
		r.done[check.Name] = make(chan struct{})
		r.index[check.Name] = i
	}
	return r
}

func (r *run) check(ctx context.Context, i int) {
	check := r.checks[i]
	defer close(r.done[check.Name])
	earlier := r.wait(ctx, check.After)
	r.tell(Event{Check: check.Name})
	started := time.Now()
	finding := bounded(ctx, check, earlier)
	finding.Check = check.Name
	finding.Elapsed = time.Since(started)
	r.record(i, finding)
	r.tell(Event{Check: check.Name, Finding: &finding})
}

// record stores a finding, and starts the grace period of the remaining checks if this
// finding made the findings enough.
func (r *run) record(i int, finding Finding) {
	r.recording.Lock()
	defer r.recording.Unlock()
	r.findings[i] = finding
	soFar := slices.DeleteFunc(slices.Clone(r.findings), func(f Finding) bool { return f.Check == "" })
	if r.ending == nil && len(soFar) < len(r.checks) && r.enough(soFar) {
		r.ending = time.AfterFunc(grace, r.end)
	}
}

// stopGrace stops the grace timer after all checks are done.
func (r *run) stopGrace() {
	r.recording.Lock()
	defer r.recording.Unlock()
	if r.ending != nil {
		r.ending.Stop()
	}
}

// wait waits for the named checks and returns their findings, or those available when
// the context ended. Names that are not part of this run are ignored.
func (r *run) wait(ctx context.Context, names []CheckName) Findings {
	var earlier Findings
	for _, name := range names {
		done, part := r.done[name]
		if !part {
			continue
		}
		select {
		case <-done:
			earlier = append(earlier, r.finding(name))
		case <-ctx.Done():
		}
	}
	return earlier
}

func (r *run) finding(name CheckName) Finding {
	r.recording.Lock()
	defer r.recording.Unlock()
	return r.findings[r.index[name]]
}

func (r *run) tell(event Event) {
	r.observing.Lock()
	defer r.observing.Unlock()
	r.observe(event)
}

// bounded runs one check and waits for it no longer than its timeout. Check.Run is
// supposed to return when its context ends, but the wait does not rely on that.
func bounded(ctx context.Context, check Check, earlier Findings) Finding {
	if ctx.Err() != nil {
		return ended(ctx, check.Name)
	}
	if check.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, check.Timeout)
		defer cancel()
	}
	result := Apart(func() Finding { return check.Run(ctx, earlier) })
	select {
	case outcome := <-result:
		return unlessEnded(ctx, findingOf(check.Name, outcome))
	case <-ctx.Done():
	}
	// Both channels may have been ready: a real finding is worth more than a timeout.
	select {
	case outcome := <-result:
		return unlessEnded(ctx, findingOf(check.Name, outcome))
	default:
		return ended(ctx, check.Name)
	}
}

// findingOf returns the finding of a check that returned or panicked.
func findingOf(check CheckName, outcome Outcome[Finding]) Finding {
	if crash := outcome.Crash(); crash != nil {
		return Saw(check, SawCrashed, Args{"Panic": fmt.Sprint(crash.Value)})
	}
	return outcome.Value()
}

// unlessEnded replaces the finding of a check that was cancelled because the findings
// were enough: what it reports may be nothing but its own cancellation.
func unlessEnded(ctx context.Context, finding Finding) Finding {
	if errors.Is(context.Cause(ctx), errEnough) {
		return ended(ctx, finding.Check)
	}
	return finding
}

// ended is the finding of a check that was stopped before it saw anything.
func ended(ctx context.Context, check CheckName) Finding {
	if errors.Is(context.Cause(ctx), errEnough) {
		return Saw(check, SawNotNeeded, nil)
	}
	return Saw(check, SawTimedOut, nil)
}
