package stability

import "time"

// Target is one of the things that are watched.
type Target int

// The targets, deepest first: the failure of a deeper one explains the failures above it.
const (
	Link     Target = iota // this computer's own network, as its system sees it
	Gateway                // the router
	Internet               // a server unrelated to Spotify
	Names                  // the name service (DNS)
	Spotify                // one of Spotify's access points
	Client                 // whether the Spotify on this computer is connected
	targetCount
)

// Targets returns all targets, deepest first.
func Targets() []Target { return []Target{Link, Gateway, Internet, Names, Spotify, Client} }

// Code is the target's name in files, in JSON and for package words.
func (t Target) Code() string {
	return [targetCount]string{"link", "gateway", "internet", "names", "spotify", "client"}[t]
}

// State is the result of probing a target.
type State uint8

// The states.
const (
	Unasked  State = iota // it was not probed in this round
	Answered              // it answered
	Failed                // it did not answer, or not as it should have
	Unsure                // there is nothing to probe, or the result says nothing
)

// Code is the state's name in files, in JSON and for package words.
func (s State) Code() string {
	return [...]string{"unasked", "answered", "failed", "unsure"}[s]
}

// Sighting is what was seen of one target.
type Sighting struct {
	State State
	Took  time.Duration // how long the answer took; 0 if there was nothing to wait for
}

// LinkKind is what carries this computer's traffic.
type LinkKind string

// The kinds of link.
const (
	Wireless LinkKind = "wireless"
	Wired    LinkKind = "wired"
	Tunnel   LinkKind = "tunnel" // a VPN that traffic goes through
	Other    LinkKind = "other"
)

// Round is what was seen of all targets at one moment.
type Round struct {
	At   time.Time
	Link LinkKind // empty if unknown
	Seen [targetCount]Sighting
}

// state returns a target's state.
func (r Round) state(target Target) State { return r.Seen[target].State }

// proven returns the round corrected by what an answer from farther away proves: a router
// that stays silent but forwards traffic has not failed, nor has the internet if only the
// probed server does not answer.
func (r Round) proven() Round {
	reached := r.state(Spotify) == Answered
	for _, nearer := range []Target{Internet, Gateway, Link} {
		if reached && r.state(nearer) == Failed {
			r.Seen[nearer] = Sighting{State: Unsure}
		}
		reached = reached || r.state(nearer) == Answered
	}
	return r
}
