package stability

import "time"

// Record is everything learned from a watch. It is not safe for concurrent use.
type Record struct {
	judge   Judge
	history *History
	latest  Round
	held    holding
}

// NewRecord returns an empty record.
func NewRecord() *Record { return &Record{history: NewHistory()} }

// Take adds a round, and returns it as it should be shown.
func (r *Record) Take(round Round) Round {
	r.latest = r.judge.Take(round)
	r.history.Add(r.latest)
	r.held.fill(&r.latest, 0)
	return r.latest
}

// Latest returns the last round as it should be shown: targets that were not probed are as
// they were the last time. Its time is zero if there is no round.
func (r *Record) Latest() Round { return r.latest }

// Drops returns the drops that are kept, oldest first.
func (r *Record) Drops() []Drop { return r.judge.Drops() }

// Open returns the drop that is going on, if there is one.
func (r *Record) Open() (Drop, bool) { return r.judge.Open() }

// Summary says what the drops have in common.
func (r *Record) Summary() Summary { return Summarize(&r.judge) }

// History returns all rounds, older ones at a coarser resolution.
func (r *Record) History() *History { return r.history }

// Began returns when the first round was; zero if there is none.
func (r *Record) Began() time.Time { return r.history.First() }
