package stability

import (
	"slices"
	"time"
)

// Code is the conclusion about a watch as a whole.
type Code string

// The codes. Other programs read them, so they never change their meaning.
const (
	Unreached Code = "unreached" // Spotify has not answered yet
	Beginning Code = "beginning" // no drop yet, but it is too early to call it steady
	Steady    Code = "steady"    // no drop
	One       Code = "one"       // a single drop
	All       Code = "all"       // all drops have the same origin
	Most      Code = "most"      // most drops have the same origin
	Mixed     Code = "mixed"     // they have nothing in common
)

// Codes returns all codes.
func Codes() []Code { return []Code{Unreached, Beginning, Steady, One, All, Most, Mixed} }

// Summary is what the drops of a watch have in common.
type Summary struct {
	Code Code
	// Drops is how many there were; Alike is how many of them have the origin Origin.
	Drops, Alike int
	// Origin is what most of them began with; empty if there is no such thing.
	Origin Origin
	// Link is what carried the traffic in the newest drop.
	Link LinkKind
	// Every is the time from one drop to the next if it is always about the same; else 0.
	Every time.Duration
	// Watched is the total time watched; Lost is how much of it was taken by the drops still
	// kept.
	Watched, Lost time.Duration
}

// beginning is how long a watch must have lasted before it can be called steady.
const beginning = time.Minute

// Summarize sums up everything that a judge has found so far.
func Summarize(judge *Judge) Summary {
	summary := Summary{Drops: judge.Counted, Watched: judge.Watched, Every: rhythm(judge.drops)}
	for _, drop := range judge.drops {
		summary.Lost += drop.Lasted(judge.last)
	}
	for _, origin := range Origins() {
		if count := judge.origins[origin]; count > summary.Alike {
			summary.Origin, summary.Alike = origin, count
		}
	}
	summary.Code = summary.code(judge.Reached)
	if summary.Code == Mixed {
		summary.Origin, summary.Alike = "", 0
	}
	for _, drop := range judge.drops {
		if drop.Origin == summary.Origin {
			summary.Link = drop.Link
		}
	}
	return summary
}

func (s Summary) code(reached bool) Code {
	switch {
	case s.Drops == 1:
		return One
	case s.Drops > 1 && s.Alike == s.Drops:
		return All
	case s.Drops > 2 && 3*s.Alike >= 2*s.Drops:
		return Most
	case s.Drops > 1:
		return Mixed
	case !reached:
		return Unreached
	case s.Watched < beginning:
		return Beginning
	}
	return Steady
}

const (
	// rhythmFrom is how many drops in a row it takes to show a rhythm.
	rhythmFrom = 4
	// offBeat is the fraction by which an interval between drops may differ from the median.
	offBeat = 0.15
	// shortestBeat is the shortest interval of a rhythm: anything shorter is a single problem
	// that flickers.
	shortestBeat = time.Minute
)

// rhythm returns the interval between drops if it is always about the same, as with an
// expiring lease; else 0.
func rhythm(drops []Drop) time.Duration {
	if len(drops) < rhythmFrom {
		return 0
	}
	var pauses []time.Duration
	for i := 1; i < len(drops); i++ {
		pauses = append(pauses, drops[i].Began.Sub(drops[i-1].Began))
	}
	slices.Sort(pauses)
	middle := pauses[len(pauses)/2]
	slack := time.Duration(offBeat * float64(middle))
	if middle < shortestBeat || middle-pauses[0] > slack || pauses[len(pauses)-1]-middle > slack {
		return 0
	}
	return middle
}
