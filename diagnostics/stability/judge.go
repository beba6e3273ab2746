package stability

import (
	"slices"
	"time"
)

const (
	// confirmed is how many rounds in a row a target must fail before it counts: one lost
	// packet is not a drop.
	confirmed = 2
	// gapAfter is the pause between rounds from which the time between them counts as
	// unknown: the computer was asleep, or watching was off. It is far above the slowest
	// pace.
	gapAfter = 20 * time.Second
	// sameDrop is how soon after its end a failure continues the same drop instead of
	// starting a new one: a connection that is back only for a moment is not back.
	sameDrop = 10 * time.Second
	// mostDrops is how many drops are kept; the oldest are forgotten first. More than one a
	// minute for eight hours are all the same trouble.
	mostDrops = 500
)

// Judge finds the drops in rounds, which it takes one after the other. Its result depends on
// the rounds alone. The zero Judge is ready to use.
type Judge struct {
	// Counted is how many drops have begun, including those no longer kept.
	Counted int
	// Watched is the total time watched, without gaps.
	Watched time.Duration
	// Reached is whether Spotify's access point has answered at least once.
	Reached bool

	origins map[Origin]int // number of drops by origin, including those no longer kept

	drops  []Drop
	open   bool // the newest drop goes on, or ended so recently that it may resume
	began  int  // the number of the round in which the newest drop began
	first  Target
	tracks [targetCount]track
	last   time.Time
	number int
}

// track is how one target has done lately.
type track struct {
	known bool // it has answered since watching began or resumed
	fails int  // number of failed rounds in a row
	began int  // the number of the first of them
	since time.Time
}

func (t track) down() bool { return t.fails >= confirmed }

// Drops returns the drops that are kept, oldest first.
func (j *Judge) Drops() []Drop { return slices.Clone(j.drops) }

// Open returns the drop that is going on, if there is one.
func (j *Judge) Open() (Drop, bool) {
	if !j.open || j.newest().Over() {
		return Drop{}, false
	}
	return *j.newest(), true
}

// Take judges the next round. It returns the round as it should be shown, with failures that
// answers from farther away disprove corrected.
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

// take counts one round. A failure counts only if the target has answered before, except for
// the link, whose state the system knows.
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

// weigh begins, continues or ends a drop.
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

// calm ends the drop that is going on. The drop resumes if something fails again soon.
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

// attribute records which targets failed, and which failed first. A deeper target that failed
// at the same time or one round later is the origin of the others' failure. The system may
// notice a lost link even later than that, when the router is already out of reach.
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

// count keeps the numbers in step with a drop's origin, which later rounds may revise.
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

// origin works out the origin of the drop that is going on.
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

// beyondRouter blames the provider only if the router answers: otherwise the trouble need not
// lie beyond it.
func beyondRouter(link LinkKind, gateway State) Origin {
	switch {
	case link == Tunnel:
		return FromTunnel
	case gateway == Answered:
		return FromProvider
	}
	return FromInternet
}

// beyondInternet blames the name service or Spotify only if the internet is there.
func beyondInternet(drop *Drop, first Target, round Round) Origin {
	there := round.state(Internet) == Answered || round.state(Spotify) == Answered
	switch {
	case !there && (drop.Origin == "" || drop.Origin == FromInternet):
		return FromInternet
	case !there:
		return drop.Origin // the internet was there when this began
	case first == Names:
		return FromNames
	}
	return FromSpotify
}

// interrupt starts over after a gap. Whatever fails after it has to answer once before that
// counts.
func (j *Judge) interrupt() {
	j.tracks = [targetCount]track{}
	if j.open && !j.newest().Over() {
		j.newest().Ended = j.last
	}
	j.open = false
}
