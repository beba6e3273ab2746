package stability

import "time"

// Record is all that a watch has come to know. It is for one goroutine at a time.
type Record struct {
	judge   Judge
	history *History
	latest  Round
	held    holding
}

// NewRecord returns a record of nothing.
func NewRecord() *Record { return &Record{history: NewHistory()} }

// Take adds a round, and returns it as it is to be shown.
func (r *Record) Take(round Round) Round {
	r.latest = r.judge.Take(round)
	r.history.Add(r.latest)
	r.held.fill(&r.latest, 0)
	return r.latest
}

// Latest returns the last round as it is to be shown: what was not asked is as it was the
// last time. With a zero time there is no round.
func (r *Record) Latest() Round { return r.latest }

// Drops returns the drops that are kept, the oldest first.
func (r *Record) Drops() []Drop { return r.judge.Drops() }

// Open returns the drop that goes on.
func (r *Record) Open() (Drop, bool) { return r.judge.Open() }

// Summary says what the drops have in common.
func (r *Record) Summary() Summary { return Summarize(&r.judge) }

// History returns all rounds, the older the coarser.
func (r *Record) History() *History { return r.history }

// Began returns when the first round was; zero: there is none.
func (r *Record) Began() time.Time { return r.history.First() }
