package network

import (
	"testing"
	"time"

	"retune/diagnostics"
)

func TestAClockThatIsSetMeanwhileIsNotJudged(t *testing.T) {
	const years = 2 * 365 * 24 * time.Hour
	for name, test := range map[string]struct {
		set  time.Duration
		want diagnostics.Observation
	}{
		"left alone":     {0, diagnostics.SawSkewed},
		"set a bit":      {time.Minute, diagnostics.SawSkewed},
		"set back":       {-years, diagnostics.SawUncompared},
		"set to 2 years": {years, diagnostics.SawUncompared},
	} {
		t.Run(name, func(t *testing.T) {
			now := time.Now().Add(years)
			d := &diagnosis{
				Doors: Doors{Now: func() time.Time { return now }},
				began: time.Now(), clockBegan: now.Round(0), clockCompared: newEvent(),
			}
			d.clocks.add(clockReading{"one", years})
			d.clocks.add(clockReading{"two", years})
			now = now.Add(test.set)
			if saw := d.clock(t.Context(), nil).Observation; saw != test.want {
				t.Errorf("it saw %q", saw)
			}
		})
	}
}
