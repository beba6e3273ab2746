package stability

import "time"

// Target is what is watched.
type Target int

// The targets, the deepest first: what lies deeper explains what lies above it.
const (
	Link     Target = iota // this computer's own network, as its system sees it
	Gateway                // the router
	Internet               // a place that has nothing to do with Spotify
	Names                  // the name service (DNS)
	Spotify                // an access point of Spotify's
	Client                 // the Spotify of this computer: whether it is connected
	targetCount
)

// Targets returns all of them, the deepest first.
func Targets() []Target { return []Target{Link, Gateway, Internet, Names, Spotify, Client} }

// Code is the target's name for other programs and for package words.
func (t Target) Code() string {
	return [targetCount]string{"link", "gateway", "internet", "names", "spotify", "client"}[t]
}

// State is what came of asking a target.
type State uint8

// The states.
const (
	Unasked  State = iota // it was not its turn
	Answered              // it is there
	Failed                // it did not answer, or not as it should
	Unsure                // there is nothing to ask, or what came says nothing
)

// Code is the state's name for other programs and for package words.
func (s State) Code() string {
	return [...]string{"unasked", "answered", "failed", "unsure"}[s]
}

// Sighting is what was seen of one target.
type Sighting struct {
	State State
	Took  time.Duration // how long an answer took; 0 where nothing was waited for
}

// LinkKind is what carries the traffic of this computer.
type LinkKind string

// The kinds of link.
const (
	Wireless LinkKind = "wireless"
	Wired    LinkKind = "wired"
	Tunnel   LinkKind = "tunnel" // a VPN: what is sent goes through it
	Other    LinkKind = "other"
)

// Round is what was seen of all targets at one moment.
type Round struct {
	At   time.Time
	Link LinkKind // empty: not known
	Seen [targetCount]Sighting
}

// state returns a target's state.
func (r Round) state(target Target) State { return r.Seen[target].State }

// proven returns the round with what an answer from farther away proves of what lies
// nearer: a router that keeps silent and passes everything on has not failed, and nor has
// the internet where only the place that was asked does not answer.
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
