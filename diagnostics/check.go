package diagnostics

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Check looks at one thing.
type Check struct {
	Name CheckName
	// After names the checks whose findings this one needs; it starts when they are done.
	After []CheckName
	// Timeout is how long the check may take by itself; 0 leaves only the whole's deadline.
	Timeout time.Duration
	// Run looks, and returns as soon as the context ends. It is given the findings
	// of the checks in After, and only those.
	Run func(ctx context.Context, earlier Findings) Finding
}

// Event tells that a check started (Finding is nil) or finished.
type Event struct {
	Check   CheckName
	Finding *Finding
}

// grace is how long the open checks may go on when the findings are enough: those
// that are nearly there still say what they see.
const grace = 300 * time.Millisecond

// errEnough ends the checks that are still open when the findings are enough.
var errEnough = errors.New("the findings are enough")

// Run runs the checks side by side and returns their findings in the order of the
// checks. The observer, if there is one, hears every start and every finding, one
// at a time. A check that panics or outlasts its time gives a finding that says
// so; the others go on. As soon as the findings so far are enough, by the function
// of that name, if there is one, the open checks have a short grace and then end as
// "not-needed". The only error is the context's own, when it was cancelled; where its
// deadline passed, the open checks are findings "timed-out".
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

// run is the state of one Run: a place for each finding, and a channel for each
// check that is closed when its finding is there.
type run struct {
	checks []Check
	done   map[CheckName]chan struct{}
	index  map[CheckName]int

	recording sync.Mutex
	findings  Findings // a place that is still empty has no check
	enough    func(Findings) bool
	ending    *time.Timer // runs since the findings are enough
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

// record keeps a finding, and starts the grace of the others when it is the one that
// makes the findings enough.
func (r *run) record(i int, finding Finding) {
	r.recording.Lock()
	defer r.recording.Unlock()
	r.findings[i] = finding
	so := slices.DeleteFunc(slices.Clone(r.findings), func(f Finding) bool { return f.Check == "" })
	if r.ending == nil && len(so) < len(r.checks) && r.enough(so) {
		r.ending = time.AfterFunc(grace, r.end)
	}
}

// stopGrace stops the grace that nobody needs any more.
func (r *run) stopGrace() {
	r.recording.Lock()
	defer r.recording.Unlock()
	if r.ending != nil {
		r.ending.Stop()
	}
}

// wait returns the findings of the named checks, or as many as came before the
// context ended. A name that is not part of this run is not waited for.
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

// bounded runs one check and waits for it no longer than its time. Check.Run
// promises to end with its context; the wait does not depend on that promise.
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
	// Both can be ready at once: what the check did find is worth more.
	select {
	case outcome := <-result:
		return unlessEnded(ctx, findingOf(check.Name, outcome))
	default:
		return ended(ctx, check.Name)
	}
}

// findingOf returns the finding of a check that came to its end or crashed.
func findingOf(check CheckName, outcome Outcome[Finding]) Finding {
	if crash := outcome.Crash(); crash != nil {
		return Saw(check, SawCrashed, Args{"Panic": fmt.Sprint(crash.Value)})
	}
	return outcome.Value()
}

// unlessEnded drops what a check says after the others were enough: all that it saw
// may be its own end.
func unlessEnded(ctx context.Context, finding Finding) Finding {
	if errors.Is(context.Cause(ctx), errEnough) {
		return ended(ctx, finding.Check)
	}
	return finding
}

// ended is the finding of a check that was ended before it saw anything.
func ended(ctx context.Context, check CheckName) Finding {
	if errors.Is(context.Cause(ctx), errEnough) {
		return Saw(check, SawNotNeeded, nil)
	}
	return Saw(check, SawTimedOut, nil)
}
