//go:build linux

package main

import (
	"fmt"
	"os"

	"github.com/godbus/dbus/v5"
)

const (
	playerName   = "org.mpris.MediaPlayer2.spotify"
	playerObject = dbus.ObjectPath("/org/mpris/MediaPlayer2")
	playerFace   = "org.mpris.MediaPlayer2"
)

// player is the client's object on the bus, which can be asked to quit through MPRIS.
type player struct{ quit func() }

// Quit is org.mpris.MediaPlayer2.Quit.
func (p player) Quit() *dbus.Error {
	p.quit()
	return nil
}

// joinBus acquires the media player's name on the session bus, if there is a bus. The
// function it returns releases the name.
func joinBus(quit func()) (leave func(), err error) {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return func() {}, nil
	}
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		return nil, fmt.Errorf("join the session bus: %w", err)
	}
	if err := bus.Export(player{quit}, playerObject, playerFace); err != nil {
		return nil, fmt.Errorf("offer the player: %w", err)
	}
	if _, err := bus.RequestName(playerName, dbus.NameFlagDoNotQueue); err != nil {
		return nil, fmt.Errorf("take the name %s: %w", playerName, err)
	}
	return func() { _ = bus.Close() }, nil
}
