package stability

import (
	"slices"
	"time"
)

const (
	// confirmed is in how many rounds in a row a target fails until it counts: one lost
	// packet is no drop.
	confirmed = 2
	// gapAfter is a pause between rounds after which nothing is known of the time between:
	// the computer slept, or watching was off. It is far above the slowest pace.
	gapAfter = 20 * time.Second
	// sameDrop is how soon after its end a drop goes on instead of beginning anew: what
	// comes back for a moment is not back.
	sameDrop = 10 * time.Second
	// mostDrops is how many drops are kept, the newest ones. More than one a minute, for
	// eight hours, are the same trouble.
	mostDrops = 500
)

// Judge finds the drops in rounds that it takes one after the other. What it finds depends
// on the rounds alone. The zero Judge has seen none.
type Judge struct {
	// Counted is how many drops began; those that are not kept any more are among them.
	Counted int
	// Watched is the time that was watched, without the gaps.
	Watched time.Duration
	// Reached tells that Spotify's access point has answered at least once.
	Reached bool

	origins map[Origin]int // of all that were counted

	drops  []Drop
	open   bool // the newest drop goes on, or ended just now
	began  int  // the number of the round in which it began
	first  Target
	tracks [targetCount]track
	last   time.Time
	number int
}

// track is how one target has done lately.
type track struct {
	known bool // it has answered since watching began or went on
	fails int  // rounds in a row
	began int  // the number of the first of them
	since time.Time
}

func (t track) down() bool { return t.fails >= confirmed }

// Drops returns the drops that are kept, the oldest first.
func (j *Judge) Drops() []Drop { return slices.Clone(j.drops) }

// Open returns the drop that goes on.
func (j *Judge) Open() (Drop, bool) {
	if !j.open || j.newest().Over() {
		return Drop{}, false
	}
	return *j.newest(), true
}

// Take looks at the next round, and returns it as it is to be shown: without a failure
// that is none.
func (j *Judge) Take(round Round) Round {
	pause := round.At.Sub(j.last)
	switch {
	case j.last.IsZero():
	case pause < 0 || pause > gapAfter:
		j.interrupt()
	default:
		j.Watched += pause
	}
	j.last = round.At
	j.number++
	round = round.proven()
	for _, target := range Targets() {
		j.tracks[target].take(round, target, j.number)
	}
	j.Reached = j.Reached || round.state(Spotify) == Answered
	j.weigh(round)
	return round
}

// take counts one round. A failure counts only of what has answered before, but for the
// link: of that the system knows.
func (t *track) take(round Round, target Target, number int) {
	switch round.state(target) {
	case Answered:
		*t = track{known: true}
	case Failed:
		if !t.known && target != Link {
			return
		}
		if t.fails == 0 {
			t.began, t.since = number, round.At
		}
		t.fails++
	case Unsure:
		t.fails = 0
	case Unasked:
	}
}

// weigh begins, goes on with, or ends a drop.
func (j *Judge) weigh(round Round) {
	down := slices.DeleteFunc(Targets(), func(target Target) bool { return !j.tracks[target].down() })
	switch {
	case len(down) == 0:
		j.calm(round.At)
	case !j.open:
		j.begin(round, down)
		fallthrough
	default:
		j.attribute(round, down)
	}
}

// calm ends the drop that goes on. It stays the same drop, should it come back at once.
func (j *Judge) calm(at time.Time) {
	if !j.open {
		return
	}
	drop := j.newest()
	if !drop.Over() {
		drop.Ended = at
	}
	j.open = at.Sub(drop.Ended) < sameDrop
}

func (j *Judge) newest() *Drop { return &j.drops[len(j.drops)-1] }

func (j *Judge) begin(round Round, down []Target) {
	earliest := slices.MinFunc(down, func(a, b Target) int { return j.tracks[a].began - j.tracks[b].began })
	j.open, j.first, j.began = true, targetCount, j.tracks[earliest].began
	j.drops = append(j.drops, Drop{Began: j.tracks[earliest].since, Link: round.Link})
	if len(j.drops) > mostDrops {
		j.drops = slices.Delete(j.drops, 0, 1)
	}
}

// attribute notes what is lost, and what was lost first. What lies deeper and failed at
// the same time, or one round later, is the origin of the rest. That a link is gone the
// system may notice some time after the router is out of reach.
func (j *Judge) attribute(round Round, down []Target) {
	drop := j.newest()
	drop.Ended = time.Time{}
	for _, target := range down {
		drop.Lost[target] = true
		together := j.tracks[target].began <= j.began+1
		if target < j.first && (together || target == Link && j.first == Gateway) {
			j.first = target
		}
	}
	j.count(drop, j.origin(round))
}

// count keeps the numbers in line with a drop's origin, which the next rounds may still
// make out better.
func (j *Judge) count(drop *Drop, origin Origin) {
	if drop.Origin == "" {
		j.Counted++
	} else {
		j.origins[drop.Origin]--
	}
	if j.origins == nil {
		j.origins = map[Origin]int{}
	}
	drop.Origin = origin
	j.origins[origin]++
}

// origin says what the drop that goes on began with.
func (j *Judge) origin(round Round) Origin {
	drop := j.newest()
	switch j.first {
	case Link:
		return FromLink
	case Gateway:
		return FromGateway
	case Client:
		return FromClient
	case Internet:
		return beyondRouter(drop.Link, round.state(Gateway))
	default:
		return beyondInternet(drop, j.first, round)
	}
}

// beyondRouter: only a router that is there shows that the trouble lies behind it.
func beyondRouter(link LinkKind, gateway State) Origin {
	switch {
	case link == Tunnel:
		return FromTunnel
	case gateway == Answered:
		return FromProvider
	}
	return FromInternet
}

// beyondInternet: only an internet that is there shows whose trouble it is.
func beyondInternet(drop *Drop, first Target, round Round) Origin {
	there := round.state(Internet) == Answered || round.state(Spotify) == Answered
	switch {
	case !there && (drop.Origin == "" || drop.Origin == FromInternet):
		return FromInternet
	case !there:
		return drop.Origin // it was there when this began
	case first == Names:
		return FromNames
	}
	return FromSpotify
}

// interrupt is for a time of which nothing is known: what fails after it has to answer
// first.
func (j *Judge) interrupt() {
	j.tracks = [targetCount]track{}
	if j.open && !j.newest().Over() {
		j.newest().Ended = j.last
	}
	j.open = false
}
