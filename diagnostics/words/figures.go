package words

import (
	"strconv"
	"strings"
	"time"

	"retune/diagnostics"
)

// number formats a whole number with the language's digit grouping.
func (w *Words) number(value int64) string { return w.punctuated(strconv.FormatInt(value, 10)) }

// punctuated puts the language's separators between groups of three digits and before
// decimals.
func (w *Words) punctuated(figures string) string {
	whole, parts, broken := strings.Cut(figures, ".")
	digits := strings.TrimPrefix(whole, "-")
	var written strings.Builder
	written.WriteString(whole[:len(whole)-len(digits)])
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			written.WriteString(w.Say("number.group", nil))
		}
		written.WriteRune(digit)
	}
	if broken {
		written.WriteString(w.Say("number.decimal", nil) + parts)
	}
	return written.String()
}

// sizeUnits are the units of sizes, smallest first; each is 1000 of the one before.
func sizeUnits() []string {
	return []string{"bytes", "kilobytes", "megabytes", "gigabytes", "terabytes", "petabytes", "exabytes"}
}

// unitOf returns the unit in which a size reads best, and the size in that unit.
func unitOf(bytes int64) (unit string, value float64) {
	units := sizeUnits()
	value = float64(max(bytes, 0))
	for _, unit := range units[:len(units)-1] {
		if value < 999.5 {
			return unit, value
		}
		value /= 1000
	}
	return units[len(units)-1], value
}

// Size formats a number of bytes for people ("4.3 GB"), in powers of 1000.
func (w *Words) Size(bytes int64) string {
	unit, value := unitOf(bytes)
	return w.Say("size."+unit, diagnostics.Args{"Number": w.amount(unit, value)})
}

// amount formats a value in a unit, with one decimal if it is small ("4.3", "43"), but never
// fractions of a byte.
func (w *Words) amount(unit string, value float64) string {
	digits := 0
	if unit != sizeUnits()[0] && value < 9.95 {
		digits = 1
	}
	return w.punctuated(strconv.FormatFloat(value, 'f', digits, 64))
}

// part formats two sizes, omitting the first one's unit if both have the same, as in "2.1 of
// 4.3 GB".
func (w *Words) part(done, total int64) (string, string) {
	unit, value := unitOf(done)
	if of, _ := unitOf(total); of == unit {
		return w.amount(unit, value), w.Size(total)
	}
	return w.Size(done), w.Size(total)
}

// Month formats a month and its year.
func (w *Words) Month(month time.Time) string {
	return w.Say("date.month", diagnostics.Args{
		"Month": w.Say("month."+month.Format("01"), nil), "Year": month.Format("2006"),
	})
}

// Moment formats a date and time of day, in the time's own location.
func (w *Words) Moment(moment time.Time) string {
	return w.Say("date.moment", diagnostics.Args{
		"Year": moment.Format("2006"), "Month": moment.Format("01"), "Day": moment.Format("02"),
		"Time": moment.Format("15:04"),
	})
}
