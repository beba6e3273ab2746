package repair

import "time"

// keepFor is how long what was set aside waits at the least before it is deleted.
const keepFor = 24 * time.Hour

// A clock may be wrong while something is set aside, and be put right afterwards: what
// was set aside a minute ago then looks years old, or as if it came from the future. So
// one look deletes nothing. A start of Retune that finds an aside old writes down when it
// did, and only a start more than a day after that deletes it.

// aged returns the aside as it is to be called at a time: where that is another name, the
// start that finds it renames it, and one that is being discarded is to be deleted.
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

// mistimed reports whether the start that found it old had a clock from before it was set
// aside, and the clock now is from after that: then the one in between was wrong.
func (a aside) mistimed(now time.Time) bool {
	return timeOf(a.old).Before(a.when()) && !now.Before(a.when())
}
