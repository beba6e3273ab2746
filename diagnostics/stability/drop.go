package stability

import "time"

// Origin is what dropped first.
type Origin string

// The origins. They keep their meaning: other programs read them.
const (
	FromLink     Origin = "link"     // this computer lost its network
	FromGateway  Origin = "gateway"  // the router did not answer any more
	FromProvider Origin = "provider" // the router answered, and nothing behind it
	FromTunnel   Origin = "tunnel"   // nothing came back out of a VPN
	FromInternet Origin = "internet" // nothing answered, and who is to blame cannot be told
	FromNames    Origin = "names"    // the name service failed, and the internet was there
	FromSpotify  Origin = "spotify"  // Spotify's access point failed, and the internet was there
	FromClient   Origin = "client"   // all answered, and Spotify on this computer had no connection
)

// Origins returns all of them, the deepest first.
func Origins() []Origin {
	return []Origin{FromLink, FromGateway, FromProvider, FromTunnel, FromInternet, FromNames, FromSpotify, FromClient}
}

// Target returns the target whose silence shows the origin.
func (o Origin) Target() Target {
	switch o {
	case FromLink:
		return Link
	case FromGateway:
		return Gateway
	case FromNames:
		return Names
	case FromSpotify:
		return Spotify
	case FromClient:
		return Client
	default:
		return Internet
	}
}

// Drop is a time in which something failed.
type Drop struct {
	Origin Origin
	// Link is what carried the traffic when it began.
	Link  LinkKind
	Began time.Time
	// Ended is when all answered again, or when watching ended; zero: it goes on.
	Ended time.Time
	// Lost are the targets that failed in it.
	Lost [targetCount]bool
}

// Over reports whether the drop has ended.
func (d Drop) Over() bool { return !d.Ended.IsZero() }

// Lasted returns how long the drop has lasted at a moment.
func (d Drop) Lasted(now time.Time) time.Duration {
	if d.Over() {
		now = d.Ended
	}
	return max(0, now.Sub(d.Began))
}
