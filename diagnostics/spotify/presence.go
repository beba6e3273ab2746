package spotify

import "context"

// Presence is what a short look at the client sees.
type Presence string

// The presences.
const (
	Absent       Presence = "absent"       // it does not run, or that cannot be seen
	Unsettled    Presence = "unsettled"    // it has only just started
	Connected    Presence = "connected"    // it has a connection to the internet
	LocalOnly    Presence = "local-only"   // its connections stay near: behind a proxy, say
	Disconnected Presence = "disconnected" // it runs, and has no connection
)

// Presence looks once whether Spotify runs and is connected. It asks no package manager
// for a version, so that it can be done again and again.
func (f Finder) Presence(ctx context.Context) Presence {
	running, err := f.Running(ctx, f.Known(f.located()))
	if err != nil || len(running) == 0 {
		return Absent
	}
	seen, err := f.tally(ctx, running)
	switch {
	case err != nil:
		return Absent
	case seen.internet > 0:
		return Connected
	case seen.local > 0:
		return LocalOnly
	case youngest(running) < settleTime:
		return Unsettled
	}
	return Disconnected
}

// located returns the installs that are there, without what takes a program to learn.
func (f Finder) located() []Install {
	var found []Install
	for _, place := range layouts(f.Environment) {
		if install, err := f.locate(place); err == nil {
			install.Seen = f.seen(install)
			found = append(found, install)
		}
	}
	return found
}
