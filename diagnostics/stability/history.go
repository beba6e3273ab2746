package stability

import "time"

// levels are the resolutions of a history: the length of time that a cell covers, and how
// many cells there are. They reach back 25 minutes, three hours and a day.
func levels() []level {
	return []level{newLevel(time.Second, 1500), newLevel(10*time.Second, 1080), newLevel(time.Minute, 1440)}
}

// hold is how long an observation stays valid without a newer one: the slowest pace plus a
// slow probe.
const hold = 10 * time.Second

// History keeps rounds for a day, older ones at a coarser resolution. Its memory is allocated
// once and does not grow.
type History struct {
	levels      []level
	first, last time.Time
}

// NewHistory returns an empty history.
func NewHistory() *History { return &History{levels: levels()} }

// level is a ring of cells that each cover the same length of time.
type level struct {
	width time.Duration
	cells []cell
}

func newLevel(width time.Duration, count int) level { return level{width, make([]cell, count)} }

// cell is what was seen within one such length of time.
type cell struct {
	number  int64 // counted in widths since 1970; tells whether a reused cell is current
	link    LinkKind
	targets [targetCount]tally
}

// tally counts what was seen of one target.
type tally struct {
	answered, failed, unsure uint16
	slowest                  uint16 // milliseconds
}

func (l level) number(at time.Time) int64 {
	return (at.UnixNano() - remainder(at.UnixNano(), int64(l.width))) / int64(l.width)
}

func (l level) at(number int64) *cell { return &l.cells[remainder(number, int64(len(l.cells)))] }

// remainder is the modulus, which unlike % is never negative. Numbers are negative before
// 1970, where a clock with an empty battery may start.
func remainder(number, by int64) int64 { return (number%by + by) % by }

// First returns when the first round was; zero if there is none.
func (h *History) First() time.Time { return h.first }

// Add adds a round.
func (h *History) Add(round Round) {
	if h.first.IsZero() {
		h.first = round.At
	}
	h.last = round.At
	for _, level := range h.levels {
		number := level.number(round.At)
		into := level.at(number)
		if into.number != number {
			*into = cell{number: number}
		}
		into.add(round)
	}
}

func (c *cell) add(round Round) {
	c.link = round.Link
	for target, seen := range round.Seen {
		c.targets[target].add(seen)
	}
}

func (t *tally) add(seen Sighting) {
	switch seen.State {
	case Answered:
		t.answered++
		t.slowest = max(t.slowest, uint16(min(seen.Took.Milliseconds(), 65535))) //nolint:gosec // it fits
	case Failed:
		t.failed++
	case Unsure:
		t.unsure++
	case Unasked:
	}
}

// sighting condenses a tally to the worst that was seen and the slowest answer.
func (t tally) sighting() Sighting {
	seen := Sighting{Took: time.Duration(t.slowest) * time.Millisecond}
	switch {
	case t.failed > 0:
		seen.State = Failed
	case t.answered > 0:
		seen.State = Answered
	case t.unsure > 0:
		seen.State = Unsure
	}
	return seen
}

// Columns divides the length of time beginning at from into count equal parts and returns
// what was seen in each, oldest first, dated to its beginning. If a target was not probed in
// a part, the previous observation is repeated for as long as it stays valid.
func (h *History) Columns(from time.Time, length time.Duration, count int) []Round {
	columns := make([]Round, count)
	if h.first.IsZero() {
		return columns
	}
	level := h.levelFor(from, length/time.Duration(max(count, 1)))
	edge := func(i int) time.Time { return from.Add(length * time.Duration(i) / time.Duration(count)) }
	var held holding
	for i := range columns {
		columns[i] = level.between(edge(i), edge(i+1))
		held.fill(&columns[i], level.width)
	}
	return columns
}

// levelFor returns the finest level that reaches back far enough, or a coarser one whose
// cells are still no wider than a part.
func (h *History) levelFor(from time.Time, part time.Duration) level {
	if from.Before(h.first) {
		from = h.first
	}
	chosen := h.levels[0]
	for _, coarser := range h.levels[1:] {
		if chosen.reach() < h.last.Sub(from) || coarser.width <= part {
			chosen = coarser
		}
	}
	return chosen
}

// reach is how far back the level goes.
func (l level) reach() time.Duration { return l.width * time.Duration(len(l.cells)-1) }

// between combines the cells between two times.
func (l level) between(begins, ends time.Time) Round {
	sum := Round{At: begins}
	for number := l.number(begins); number <= l.number(ends.Add(-1)); number++ {
		if cell := l.at(number); cell.number == number {
			cell.onto(&sum)
		}
	}
	return sum
}

// onto adds what a cell has seen to a round: the worst state, and the slowest answer.
func (c *cell) onto(sum *Round) {
	if c.link != "" {
		sum.Link = c.link
	}
	for target := range sum.Seen {
		into, seen := &sum.Seen[target], c.targets[target].sighting()
		into.Took = max(into.Took, seen.Took)
		if rank(seen.State) > rank(into.State) {
			into.State = seen.State
		}
	}
}

// rank orders states: of several seen in the same time, the highest counts.
func rank(state State) int {
	switch state {
	case Failed:
		return 3
	case Answered:
		return 2
	case Unsure:
		return 1
	default:
		return 0
	}
}

// holding is the last observation of each target, and the column it came from.
type holding [targetCount]struct {
	seen Sighting
	at   time.Time
}

func (h *holding) fill(column *Round, width time.Duration) {
	for target := range column.Seen {
		held, seen := &h[target], &column.Seen[target]
		switch {
		case seen.State != Unasked:
			held.seen, held.at = *seen, column.At
		case held.seen.State != Unasked && column.At.Sub(held.at) <= hold+width:
			*seen = held.seen
		}
	}
}

// Row is what was seen within a length of time.
type Row struct {
	Round
	Width time.Duration
}

// Rows returns everything kept, oldest first, each period at the finest resolution available.
func (h *History) Rows() []Row {
	var rows []Row
	until := h.last.Add(time.Nanosecond)
	for _, level := range h.levels {
		number := level.number(h.last.Add(-level.reach()))
		var older []Row
		for ; time.Unix(0, number*int64(level.width)).Before(until); number++ {
			if cell := level.at(number); cell.number == number {
				row := Row{Round{At: time.Unix(0, number*int64(level.width))}, level.width}
				cell.onto(&row.Round)
				older = append(older, row)
			}
		}
		if len(older) > 0 {
			until = older[0].At
		}
		rows = append(older, rows...)
	}
	return rows
}
