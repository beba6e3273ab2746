package words

import (
	"strconv"
	"strings"
	"time"

	"retune/diagnostics"
)

// number writes a whole number, in groups of digits as the language has them.
func (w *Words) number(value int64) string { return w.punctuated(strconv.FormatInt(value, 10)) }

// punctuated gives a number the signs that the language has between groups of three digits,
// and before the parts of one.
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

// sizeUnits are the units of a size from the smallest; each is 1000 of the one before.
func sizeUnits() []string {
	return []string{"bytes", "kilobytes", "megabytes", "gigabytes", "terabytes", "petabytes", "exabytes"}
}

// unitOf returns the unit in which a size is read best, and the size in it.
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

// Size writes a number of bytes as people read it ("4.3 GB"), in steps of 1000.
func (w *Words) Size(bytes int64) string {
	unit, value := unitOf(bytes)
	return w.Say("size."+unit, diagnostics.Args{"Number": w.amount(unit, value)})
}

// amount writes how many of a unit there are: parts of it where they are few ("4.3",
// "43"), and never parts of a byte.
func (w *Words) amount(unit string, value float64) string {
	digits := 0
	if unit != sizeUnits()[0] && value < 9.95 {
		digits = 1
	}
	return w.punctuated(strconv.FormatFloat(value, 'f', digits, 64))
}

// part writes the first of two sizes without its unit where both have the same, as
// in "2.1 of 4.3 GB".
func (w *Words) part(done, total int64) (string, string) {
	unit, value := unitOf(done)
	if of, _ := unitOf(total); of == unit {
		return w.amount(unit, value), w.Size(total)
	}
	return w.Size(done), w.Size(total)
}

// Month writes a month with its year.
func (w *Words) Month(month time.Time) string {
	return w.Say("date.month", diagnostics.Args{
		"Month": w.Say("month."+month.Format("01"), nil), "Year": month.Format("2006"),
	})
}

// Moment writes a day and the time of day, as the time's own clock shows it.
func (w *Words) Moment(moment time.Time) string {
	return w.Say("date.moment", diagnostics.Args{
		"Year": moment.Format("2006"), "Month": moment.Format("01"), "Day": moment.Format("02"),
		"Time": moment.Format("15:04"),
	})
}
