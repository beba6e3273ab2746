package diagnostics

import (
	"context"
	"errors"
	"fmt"
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

// Run runs the checks side by side and returns their findings in the order of the
// checks. The observer, if there is one, hears every start and every finding, one
// at a time. A check that panics or outlasts its time gives a finding that says
// so; the others go on. The only error is the context's own, when it was
// cancelled; where its deadline passed, the open checks are findings "timed-out".
func Run(ctx context.Context, checks []Check, observe func(Event)) (Findings, error) {
	run := newRun(checks, observe)
	var open sync.WaitGroup
	for i := range checks {
		open.Go(func() { run.check(ctx, i) })
	}
	open.Wait()
	if errors.Is(ctx.Err(), context.Canceled) {
		return run.findings, fmt.Errorf("the diagnosis was stopped: %w", ctx.Err())
	}
	return run.findings, nil
}

// run is the state of one Run: a place for each finding, and a channel for each
// check that is closed when its finding is there.
type run struct {
	checks   []Check
	findings Findings
	done     map[CheckName]chan struct{}
	index    map[CheckName]int

	observing sync.Mutex
	observe   func(Event)
}

func newRun(checks []Check, observe func(Event)) *run {
	if observe == nil {
		observe = func(Event) {}
	}
	r := &run{
		checks: checks, findings: make(Findings, len(checks)), observe: observe,
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
	r.findings[i] = finding
	r.tell(Event{Check: check.Name, Finding: &finding})
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
			earlier = append(earlier, r.findings[r.index[name]])
		case <-ctx.Done():
		}
	}
	return earlier
}

func (r *run) tell(event Event) {
	r.observing.Lock()
	defer r.observing.Unlock()
	r.observe(event)
}

// bounded runs one check and waits for it no longer than its time. Check.Run
// promises to end with its context; the wait does not depend on that promise.
func bounded(ctx context.Context, check Check, earlier Findings) Finding {
	if check.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, check.Timeout)
		defer cancel()
	}
	result := make(chan Finding, 1)
	go func() {
		defer func() {
			if crash := recover(); crash != nil {
				result <- Saw(check.Name, SawCrashed, Args{"Panic": fmt.Sprint(crash)})
			}
		}()
		result <- check.Run(ctx, earlier)
	}()
	select {
	case finding := <-result:
		return finding
	case <-ctx.Done():
	}
	// Both can be ready at once: what the check did find is worth more.
	select {
	case finding := <-result:
		return finding
	default:
		return Saw(check.Name, SawTimedOut, nil)
	}
}
