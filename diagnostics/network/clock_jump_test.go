package network_test

import (
	"slices"
	"testing"
	"time"

	"retune/diagnostics"
)

// jumping is a clock that is off by so much at first, and by something else from a moment on.
func jumping(before, after, moment time.Duration) func() time.Time {
	// Made-up time begins with the year 2000.
	start := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	return func() time.Time {
		if time.Since(start) < moment {
			return time.Now().Add(before)
		}
		return time.Now().Add(after)
	}
}

// Somebody sets the clock while Retune looks: what was seen by the one time and by the
// other cannot be compared, so nobody is blamed, and least of all Spotify for its
// certificates.
func TestAClockThatIsSetDuringTheDiagnosis(t *testing.T) {
	const years = 2 * 365 * 24 * time.Hour
	for name, off := range map[string]struct{ before, after time.Duration }{
		"set right":       {years, 0},
		"set two years":   {0, years},
		"set back":        {0, -years},
		"from old to new": {-years, years},
	} {
		for moment := 20 * time.Millisecond; moment < 700*time.Millisecond; moment += 20 * time.Millisecond {
			now := jumping(off.before, off.after, moment)
			w := world{now: now, present: brief}
			_, findings, _ := measure(t, delayed(w.doors(), 50*time.Millisecond))
			allowed := []diagnostics.Cause{diagnostics.CauseNone, diagnostics.CauseUnknown}
			// What was proved before the clock was set was so.
			if clock, _ := findings.Of(diagnostics.CheckClock); clock.Observation == diagnostics.SawSkewed && off.before != 0 {
				allowed = append(allowed, diagnostics.CauseClockWrong)
			}
			if cause := verdictOf(findings); !slices.Contains(allowed, cause) {
				t.Errorf("%s after %v: the verdict is %q: %v", name, moment, cause, findings)
			}
		}
	}
}
