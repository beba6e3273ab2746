package stability

import "time"

// Origin is what failed first in a drop.
type Origin string

// The origins. Other programs read them, so they never change their meaning.
const (
	FromLink     Origin = "link"     // this computer lost its network
	FromGateway  Origin = "gateway"  // the router stopped answering
	FromProvider Origin = "provider" // the router answered, but nothing beyond it did
	FromTunnel   Origin = "tunnel"   // nothing came back through a VPN
	FromInternet Origin = "internet" // nothing answered, and the culprit cannot be told
	FromNames    Origin = "names"    // the name service failed while the internet worked
	FromSpotify  Origin = "spotify"  // Spotify's access point failed while the internet worked
	FromClient   Origin = "client"   // everything answered, but the client had no connection
)

// Origins returns all origins, deepest first.
func Origins() []Origin {
	return []Origin{FromLink, FromGateway, FromProvider, FromTunnel, FromInternet, FromNames, FromSpotify, FromClient}
}

// Target returns the target whose failure shows the origin.
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

// Drop is a period during which something failed.
type Drop struct {
	Origin Origin
	// Link is what carried the traffic when it began.
	Link  LinkKind
	Began time.Time
	// Ended is when everything answered again, or when watching ended; zero while it goes on.
	Ended time.Time
	// Lost are the targets that failed during it.
	Lost [targetCount]bool
}

// Over reports whether the drop has ended.
func (d Drop) Over() bool { return !d.Ended.IsZero() }

// Lasted returns how long the drop has lasted as of now, or lasted in all.
func (d Drop) Lasted(now time.Time) time.Duration {
	if d.Over() {
		now = d.Ended
	}
	return max(0, now.Sub(d.Began))
}
