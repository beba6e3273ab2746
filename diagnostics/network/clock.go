package network

import (
	"context"
	"time"

	"retune/diagnostics"
)

const (
	// clockTolerance is how far off a clock may be. Tickets of a log-in bear five minutes
	// (RFC 4120 recommends that for Kerberos); certificates bear more.
	clockTolerance = 5 * time.Minute
	// clockAgreement is how far apart servers may be that say the same.
	clockAgreement = 90 * time.Second
	// longestCertificate is how long a server's certificate is good for at most (section
	// 6.3.2 of the CA/Browser Forum's Baseline Requirements). A clock that is off by more
	// finds none that is good.
	longestCertificate = 398 * 24 * time.Hour
	spanYears          = "years"
)

// clock compares this computer's clock with the servers that answered so far.
func (d *diagnosis) clock(context.Context, diagnostics.Findings) diagnostics.Finding {
	defer d.clockCompared.happen()
	return d.compareClock()
}

// compareClock compares the clock with all answers that there are.
func (d *diagnosis) compareClock() diagnostics.Finding {
	if d.clockWasSet() {
		return diagnostics.Saw(diagnostics.CheckClock, diagnostics.SawUncompared, nil)
	}
	return judgeClock(d.clocks.all())
}

// clockWasSet reports whether somebody set the clock since the diagnosis began: then it
// has not gone as far as time has. What was seen by it before and after cannot be compared.
func (d *diagnosis) clockWasSet() bool {
	gone := d.Now().Round(0).Sub(d.clockBegan)
	return (gone - time.Since(d.began)).Abs() > clockTolerance
}

// judgeClock blames the clock when servers of two operators agree that it is off, and
// none says that it is right.
func judgeClock(readings []clockReading) diagnostics.Finding {
	const check = diagnostics.CheckClock
	for _, reading := range readings {
		if reading.ahead.Abs() <= clockTolerance {
			return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{"Seconds": seconds(reading.ahead)})
		}
	}
	for _, reading := range readings {
		if operators := agreeing(readings, reading); operators >= 2 {
			args := diagnostics.Args{"Seconds": seconds(reading.ahead), "Servers": operators}
			if reading.ahead.Abs() > longestCertificate {
				args["Span"] = spanYears
			}
			return diagnostics.Saw(check, diagnostics.SawSkewed, args)
		}
	}
	return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
}

// agreeing counts the operators that say what one of them says.
func agreeing(readings []clockReading, with clockReading) int {
	operators := map[string]bool{}
	for _, reading := range readings {
		if (reading.ahead - with.ahead).Abs() <= clockAgreement {
			operators[reading.operator] = true
		}
	}
	return len(operators)
}

func seconds(duration time.Duration) int64 {
	return int64(duration.Round(time.Second) / time.Second)
}
