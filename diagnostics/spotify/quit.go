package spotify

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/godbus/dbus/v5"

	"retune/diagnostics/system"
)

// ErrNoPlayer is returned where no Spotify of the given processes listens on the
// session bus.
var ErrNoPlayer = errors.New("no running Spotify listens on the session bus")

// Quitter asks a running client to quit as its own menu does.
type Quitter struct{ Environment system.Environment }

const (
	// playerName is compared as a whole: spotifyd's name begins with the same letters.
	playerName     = "org.mpris.MediaPlayer2.spotify"
	playerPath     = "/org/mpris/MediaPlayer2"
	playerQuit     = "org.mpris.MediaPlayer2.Quit" // MPRIS D-Bus interface specification 2.2
	busOwnerCall   = "org.freedesktop.DBus.GetNameOwner"
	busProcessCall = "org.freedesktop.DBus.GetConnectionUnixProcessID"
)

// Quit asks Spotify over the session bus to quit, if the player there is one of the
// given processes. ErrNoPlayer: there is no bus or no such player. That it was asked
// does not mean that it ends.
func (q Quitter) Quit(ctx context.Context, pids []int) error {
	bus, err := q.connect(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoPlayer, err)
	}
	defer func() { _ = bus.Close() }()
	// Asked by its unique name, a player that takes the name over meanwhile is not meant.
	var unique string
	if err := bus.BusObject().CallWithContext(ctx, busOwnerCall, 0, playerName).Store(&unique); err != nil {
		return fmt.Errorf("%w: %w", ErrNoPlayer, err)
	}
	var owner uint32
	if err := bus.BusObject().CallWithContext(ctx, busProcessCall, 0, unique).Store(&owner); err != nil {
		return fmt.Errorf("%w: %w", ErrNoPlayer, err)
	}
	if !slices.Contains(pids, int(owner)) {
		return ErrNoPlayer
	}
	player := bus.Object(unique, playerPath)
	if err := player.CallWithContext(ctx, playerQuit, 0).Err; err != nil {
		return fmt.Errorf("ask Spotify to quit: %w", err)
	}
	return nil
}

// connect opens a connection of our own to the session bus. A bus is never started
// for it: Spotify would not be on that one.
func (q Quitter) connect(ctx context.Context) (*dbus.Conn, error) {
	address := q.Environment.Get("DBUS_SESSION_BUS_ADDRESS")
	if address == "" {
		runtime := q.Environment.Get("XDG_RUNTIME_DIR")
		if runtime == "" {
			return nil, errors.New("this session has no bus")
		}
		address = "unix:path=" + runtime + "/bus"
	}
	bus, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	return bus, nil
}
