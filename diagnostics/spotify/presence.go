package spotify

import "context"

// Presence is whether Spotify runs and is connected, as far as a quick look tells.
type Presence string

// The states of the client.
const (
	Absent       Presence = "absent"       // it is not running, or that cannot be told
	Unsettled    Presence = "unsettled"    // it started only a moment ago
	Connected    Presence = "connected"    // it has a connection to the internet
	LocalOnly    Presence = "local-only"   // its connections stay within this computer or network, such as to a local proxy
	Disconnected Presence = "disconnected" // it is running without a connection
)

// Presence looks once whether Spotify is running and connected. Unlike Survey it starts no
// program to ask for a version, so it is cheap enough to repeat.
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

// located returns the installs that exist, without details that would take starting a
// program.
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
