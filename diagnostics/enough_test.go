package diagnostics_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"retune/diagnostics"
)

// once is enough as soon as the named check has a finding.
func once(check diagnostics.CheckName) func(diagnostics.Findings) bool {
	return func(findings diagnostics.Findings) bool {
		_, ok := findings.Of(check)
		return ok
	}
}

func TestRunEndsShortlyAfterTheFindingsAreEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		findings, err := diagnostics.Run(t.Context(), []diagnostics.Check{
			{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, time.Second)},
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 1200*time.Millisecond)},
			{Name: diagnostics.CheckDirectory, Timeout: 4 * time.Second, Run: after(diagnostics.CheckDirectory, time.Hour)},
			{
				Name: diagnostics.CheckAccessPoints, After: []diagnostics.CheckName{diagnostics.CheckDirectory},
				Run: func(context.Context, diagnostics.Findings) diagnostics.Finding {
					t.Error("a check was begun after the end")
					return diagnostics.Finding{}
				},
			},
		}, nil, once(diagnostics.CheckInterfaces))
		if err != nil {
			t.Fatal(err)
		}
		if elapsed := time.Since(started); elapsed != 1300*time.Millisecond {
			t.Errorf("it ended after %v", elapsed)
		}
		wanted := sees{
			diagnostics.CheckInterfaces: diagnostics.SawFine, diagnostics.CheckPlaces: diagnostics.SawFine,
			diagnostics.CheckDirectory: diagnostics.SawNotNeeded, diagnostics.CheckAccessPoints: diagnostics.SawNotNeeded,
		}
		for check, want := range wanted {
			if finding, _ := findings.Of(check); finding.Observation != want {
				t.Errorf("%s saw %q, want %q", check, finding.Observation, want)
			}
		}
	})
}

func TestRunDoesNotWaitOutTheGraceForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		_, err := diagnostics.Run(t.Context(), []diagnostics.Check{
			{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, time.Second)},
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 1100*time.Millisecond)},
		}, nil, once(diagnostics.CheckInterfaces))
		if elapsed := time.Since(started); err != nil || elapsed != 1100*time.Millisecond {
			t.Errorf("it ended after %v with %v", elapsed, err)
		}
	})
}

// What a check reports while it is being cancelled may be about nothing but the cancellation.
func TestRunDropsWhatIsSaidAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		findings, _ := diagnostics.Run(t.Context(), []diagnostics.Check{
			{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, 0)},
			{
				Name: diagnostics.CheckPlaces,
				Run: func(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
					<-ctx.Done()
					return diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent, nil)
				},
			},
		}, nil, once(diagnostics.CheckInterfaces))
		if finding, _ := findings.Of(diagnostics.CheckPlaces); finding.Observation != diagnostics.SawNotNeeded {
			t.Errorf("a check that was ended says %q", finding.Observation)
		}
	})
}

func TestRunStopsAtOnceInTheGraceToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(1100*time.Millisecond, cancel)
		started := time.Now()
		_, err := diagnostics.Run(ctx, []diagnostics.Check{
			{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, time.Second)},
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, time.Hour)},
		}, nil, once(diagnostics.CheckInterfaces))
		if !errors.Is(err, context.Canceled) || time.Since(started) != 1100*time.Millisecond {
			t.Errorf("after %v: %v", time.Since(started), err)
		}
	})
}

func TestDiagnosisEndsWhenNothingCanChangeTheVerdict(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		portal := diagnostics.Check{Name: diagnostics.CheckPortal, Run: func(context.Context, diagnostics.Findings) diagnostics.Finding {
			return diagnostics.Saw(diagnostics.CheckPortal, diagnostics.SawChanged, nil)
		}}
		silent := func(check diagnostics.CheckName, observation diagnostics.Observation) diagnostics.Check {
			return diagnostics.Check{Name: check, Run: func(context.Context, diagnostics.Findings) diagnostics.Finding {
				time.Sleep(time.Second)
				return diagnostics.Saw(check, observation, nil)
			}}
		}
		diagnosis := diagnostics.Diagnosis{
			Timeout: 5 * time.Second, Now: time.Now,
			Checks: func() []diagnostics.Check {
				return []diagnostics.Check{
					portal,
					{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, 0)},
					silent(diagnostics.CheckDirectory, diagnostics.SawUnreachable),
					silent(diagnostics.CheckStatusFeed, diagnostics.SawUnreadable),
					silent(diagnostics.CheckSecure, diagnostics.SawUnreachable),
					{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, 4*time.Second)},
				}
			},
		}
		report, err := diagnosis.Run(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if report.Elapsed != 1300*time.Millisecond || report.Verdict.Cause != diagnostics.CauseCaptivePortal {
			t.Errorf("after %v the verdict is %q", report.Elapsed, report.Verdict.Cause)
		}
	})
}

func TestEndingEarlyLeavesNothingBehind(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for range 50 {
		_, err := diagnostics.Run(t.Context(), []diagnostics.Check{
			{Name: diagnostics.CheckInterfaces, Run: after(diagnostics.CheckInterfaces, 0)},
			{Name: diagnostics.CheckPlaces, Run: after(diagnostics.CheckPlaces, time.Millisecond)},
		}, nil, once(diagnostics.CheckInterfaces))
		if err != nil {
			t.Fatal(err)
		}
	}
}
