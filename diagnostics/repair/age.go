package repair

import "time"

// keepFor is the minimum time for which a set-aside cache or backup is kept before it is
// deleted.
const keepFor = 24 * time.Hour

// The clock may be wrong when something is set aside and be corrected afterwards: then what
// was set aside a minute ago looks years old, or as if it came from the future. So it takes
// two runs of Retune to delete anything. The first that finds an aside old records the time
// in its name; only one that starts more than a day after that deletes it.

// aged returns what the aside should become at a given time. If its name differs it is
// renamed; if its state is asideDiscarding it is deleted.
func (a aside) aged(now time.Time) aside {
	since := a.when()
	if a.state == asideLeaving {
		since = timeOf(a.old)
	}
	switch {
	case !a.whole() || now.Sub(since).Abs() <= keepFor:
		return a
	case a.state == asideLeaving && now.After(since) && !a.mistimed(now):
		return aside{mark: a.mark, state: asideDiscarding, stamp: a.stamp}
	}
	return aside{mark: a.mark, state: asideLeaving, stamp: a.stamp, old: now.UTC().Format(asideTime)}
}

// mistimed reports whether the aside was found old by a clock that showed a time before it
// was set aside, while the clock now shows a time after that: then the clock in between was
// wrong.
func (a aside) mistimed(now time.Time) bool {
	return timeOf(a.old).Before(a.when()) && !now.Before(a.when())
}
