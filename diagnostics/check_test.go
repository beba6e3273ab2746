package diagnostics_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
)

type runFunc = func(context.Context, diagnostics.Findings) diagnostics.Finding

// after is a check that takes a while and then is fine, or stops with its context.
func after(check diagnostics.CheckName, wait time.Duration) runFunc {
	return func(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
		select {
		case <-time.After(wait):
			return diagnostics.Saw(check, diagnostics.SawFine, nil)
		case <-ctx.Done():
			return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
		}
	}
}

func TestRunChecksSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		findings, err := diagnostics.Run(t.Context(), []diagnostics.Check{
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 3*time.Second)},
			{Name: diagnostics.CheckPortal, Run: after(diagnostics.CheckPortal, 2*time.Second)},
			{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, time.Second)},
		}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if elapsed := time.Since(started); elapsed != 3*time.Second {
			t.Errorf("three checks of 3, 2 and 1 s took %v", elapsed)
		}
		// In the order of the checks, whichever came first.
		for i, want := range []diagnostics.CheckName{diagnostics.CheckPlaces, diagnostics.CheckPortal, diagnostics.CheckInterfaces} {
			if findings[i].Check != want || findings[i].Status != diagnostics.OK {
				t.Errorf("finding %d is %+v, want %s fine", i, findings[i], want)
			}
		}
		if findings[1].Elapsed != 2*time.Second {
			t.Errorf("the second check says it took %v", findings[1].Elapsed)
		}
	})
}

func TestRunGivesACheckWhatItComesAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var earlier diagnostics.Findings
		var begun time.Time
		started := time.Now()
		_, err := diagnostics.Run(t.Context(), []diagnostics.Check{
			{
				Name:  diagnostics.CheckAccessPoints,
				After: []diagnostics.CheckName{diagnostics.CheckDirectory, diagnostics.CheckProcess},
				Run: func(_ context.Context, given diagnostics.Findings) diagnostics.Finding {
					earlier, begun = given, time.Now()
					return diagnostics.Saw(diagnostics.CheckAccessPoints, diagnostics.SawFine, nil)
				},
			},
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 0)},
			{Name: diagnostics.CheckDirectory, Run: after(diagnostics.CheckDirectory, time.Second)},
		}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if begun.Sub(started) != time.Second {
			t.Errorf("it began after %v, not when the directory was done", begun.Sub(started))
		}
		if len(earlier) != 1 || earlier[0].Check != diagnostics.CheckDirectory {
			t.Errorf("it was given %+v, want the directory's finding alone", earlier)
		}
	})
}

func TestRunEndsAWaitingCheckInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		findings, _ := diagnostics.Run(t.Context(), []diagnostics.Check{
			{Name: diagnostics.CheckPlaces, Timeout: time.Second, Run: after(diagnostics.CheckPlaces, time.Hour)},
		}, nil, nil)
		if time.Since(started) != time.Second || !findings.Saw(diagnostics.CheckPlaces, diagnostics.SawTimedOut) {
			t.Errorf("after %v it found %+v", time.Since(started), findings)
		}
	})
}

func TestRunDoesNotWaitForACheckThatIgnoresItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		started := time.Now()
		findings, _ := diagnostics.Run(t.Context(), []diagnostics.Check{
			{
				Name: diagnostics.CheckPlaces, Timeout: time.Second,
				Run: func(context.Context, diagnostics.Findings) diagnostics.Finding {
					<-release
					return diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawFine, nil)
				},
			},
			{Name: diagnostics.CheckPortal, Run: after(diagnostics.CheckPortal, 0)},
		}, nil, nil)
		if time.Since(started) != time.Second || !findings.Saw(diagnostics.CheckPlaces, diagnostics.SawTimedOut) {
			t.Errorf("after %v it found %+v", time.Since(started), findings)
		}
		if !findings.Saw(diagnostics.CheckPortal, diagnostics.SawFine) {
			t.Errorf("the other check was lost: %+v", findings)
		}
	})
}

func TestRunTurnsACrashIntoAFinding(t *testing.T) {
	findings, err := diagnostics.Run(t.Context(), []diagnostics.Check{
		{
			Name: diagnostics.CheckPortal,
			Run:  func(context.Context, diagnostics.Findings) diagnostics.Finding { panic("no page left") },
		},
		{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 0)},
	}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if crash := findings[0]; crash.Observation != diagnostics.SawCrashed || crash.Args["Panic"] != "no page left" {
		t.Errorf("the crash is %+v", crash)
	}
	if !findings.Saw(diagnostics.CheckPlaces, diagnostics.SawFine) {
		t.Errorf("the other check was lost: %+v", findings)
	}
}

func TestRunStopsAtOnceWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		started := time.Now()
		_, err := diagnostics.Run(ctx, []diagnostics.Check{
			{Name: diagnostics.CheckDirectory, Timeout: time.Minute, Run: after(diagnostics.CheckDirectory, time.Hour)},
			{
				Name: diagnostics.CheckAccessPoints, After: []diagnostics.CheckName{diagnostics.CheckDirectory},
				Run: after(diagnostics.CheckAccessPoints, time.Hour),
			},
		}, nil, nil)
		if !errors.Is(err, context.Canceled) || time.Since(started) != time.Second {
			t.Errorf("after %v: %v", time.Since(started), err)
		}
	})
}

func TestRunKeepsWhatItFoundWhenTheWholeIsOutOfTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		findings, err := diagnostics.Run(ctx, []diagnostics.Check{
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, time.Second)},
			{Name: diagnostics.CheckDirectory, Run: after(diagnostics.CheckDirectory, time.Hour)},
			{
				Name: diagnostics.CheckAccessPoints, After: []diagnostics.CheckName{diagnostics.CheckDirectory},
				Run: after(diagnostics.CheckAccessPoints, time.Hour),
			},
		}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !findings.Saw(diagnostics.CheckPlaces, diagnostics.SawFine) ||
			!findings.Saw(diagnostics.CheckDirectory, diagnostics.SawTimedOut) ||
			!findings.Saw(diagnostics.CheckAccessPoints, diagnostics.SawTimedOut) {
			t.Errorf("it found %+v", findings)
		}
	})
}

func TestRunTellsEventsOneAtATimeAndInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type told struct {
			check diagnostics.CheckName
			done  bool
		}
		var events []told
		var observing atomic.Int32
		_, err := diagnostics.Run(t.Context(), []diagnostics.Check{
			{
				Name: diagnostics.CheckAccessPoints, After: []diagnostics.CheckName{diagnostics.CheckDirectory},
				Run: after(diagnostics.CheckAccessPoints, 0),
			},
			{Name: diagnostics.CheckDirectory, Run: after(diagnostics.CheckDirectory, time.Second)},
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 3*time.Second)},
		}, func(event diagnostics.Event) {
			if observing.Add(1) != 1 {
				t.Error("two events at once")
			}
			runtime.Gosched()
			events = append(events, told{event.Check, event.Finding != nil})
			observing.Add(-1)
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		position := func(check diagnostics.CheckName, done bool) int {
			return slices.Index(events, told{check, done})
		}
		order := []int{
			position(diagnostics.CheckDirectory, false), position(diagnostics.CheckDirectory, true),
			position(diagnostics.CheckAccessPoints, false), position(diagnostics.CheckAccessPoints, true),
			position(diagnostics.CheckPlaces, true),
		}
		if len(events) != 6 || order[0] < 0 || !slices.IsSorted(order) {
			t.Errorf("the events came as %v", events)
		}
	})
}

func TestDiagnosisReportsVerdictAndClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		saw := func(check diagnostics.CheckName, args diagnostics.Args) diagnostics.Check {
			return diagnostics.Check{Name: check, Run: func(context.Context, diagnostics.Findings) diagnostics.Finding {
				return diagnostics.Saw(check, diagnostics.SawFine, args)
			}}
		}
		clock := time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
		diagnosis := diagnostics.Diagnosis{
			Timeout: 5 * time.Second, Now: func() time.Time { return clock },
			Checks: func() []diagnostics.Check {
				return []diagnostics.Check{
					saw(diagnostics.CheckDirectory, diagnostics.Args{"Milliseconds": int64(20), "Count": 6}),
					saw(diagnostics.CheckAccessPoints, diagnostics.Args{"Milliseconds": int64(30), "Port": 443}),
					saw(diagnostics.CheckInstalls, diagnostics.Args{"Kind": "deb", "Version": "1.2.3"}),
					saw(diagnostics.CheckProcess, nil),
					saw(diagnostics.CheckConnections, diagnostics.Args{"Count": 4}),
				}
			},
		}
		report, err := diagnosis.Run(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		want := diagnostics.Client{Kind: "deb", Version: "1.2.3", Running: true, Connections: 4}
		if report.Client != want || report.Verdict.Cause != diagnostics.CauseNone || !report.Started.Equal(clock) {
			t.Errorf("the report is %+v", report)
		}
		// The client's own connections are stronger evidence than the directory.
		if args := report.VerdictArgs(); args["Milliseconds"] != int64(20) || args["Count"] != 4 {
			t.Errorf("the verdict's arguments are %v", args)
		}
	})
}

func TestDiagnosisReturnsNothingWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	diagnosis := diagnostics.Diagnosis{
		Timeout: time.Second, Now: time.Now, Checks: func() []diagnostics.Check { return nil },
	}
	if report, err := diagnosis.Run(ctx, nil); !errors.Is(err, context.Canceled) || report.Findings != nil {
		t.Errorf("report %+v, error %v", report, err)
	}
}
