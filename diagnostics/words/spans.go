package words

import "retune/diagnostics"

// The units of a span, in seconds. A year is the mean year of the calendar.
const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
	year   = 31_556_952
)

// clock says how far a clock is off, given the seconds that it is ahead, or behind if
// negative.
func (w *Words) clock(seconds int64) string {
	if seconds < 0 {
		return w.Say("clock.behind", diagnostics.Args{"Span": w.span(-seconds)})
	}
	return w.Say("clock.ahead", diagnostics.Args{"Span": w.span(seconds)})
}

// span formats a duration in the largest unit of which it is at least two, so that rounding
// loses little ("90 minutes", "3 hours").
func (w *Words) span(seconds int64) string {
	for _, unit := range []struct {
		key     string
		seconds int64
	}{{"count.years", year}, {"count.days", day}, {"count.hours", hour}, {"count.minutes", minute}} {
		if seconds >= 2*unit.seconds-unit.seconds/2 {
			return w.Count(unit.key, (seconds+unit.seconds/2)/unit.seconds)
		}
	}
	return w.Count("count.seconds", seconds)
}
