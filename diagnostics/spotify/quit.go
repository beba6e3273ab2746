package spotify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"

	"retune/diagnostics/system"
)

// ErrNotAsked is returned if none of the given processes can be asked to quit in the way its
// own menu would.
var ErrNotAsked = errors.New("no running Spotify can be asked to quit")

// ErrNoPlayer is returned if none of the given processes is a Spotify on the session bus.
var ErrNoPlayer = errors.New("no running Spotify listens on the session bus")

// Quitter asks a running client to quit in the way its own menu would.
type Quitter struct {
	Environment system.Environment
	Files       system.Files
	Commands    system.Commands
}

// Quit asks the clients among the given processes, each in its own way. Success means only
// that one was asked, not that it ends. If none was asked the error says why; ErrNotAsked
// means that only the system's generic request to terminate is left.
func (q Quitter) Quit(ctx context.Context, running []Running) error {
	failure := ErrNotAsked
	for _, way := range waysOf(running) {
		err := q.ask(ctx, way, running)
		if err == nil {
			failure = nil
		} else if failure != nil {
			failure = err
		}
	}
	return failure
}

// waysOf lists the ways in which the clients can be asked, each once.
func waysOf(running []Running) []Quit {
	var ways []Quit
	for _, process := range running {
		known := func(way Quit) bool { return way.Way == process.Quit.Way }
		if process.Main && !slices.ContainsFunc(ways, known) {
			ways = append(ways, process.Quit)
		}
	}
	return ways
}

func (q Quitter) ask(ctx context.Context, quit Quit, running []Running) error {
	switch quit.Way {
	case QuitPlayer:
		return q.askPlayer(ctx, running)
	case QuitCommand:
		if _, err := q.Commands.Output(ctx, quit.Ask); err != nil {
			return fmt.Errorf("ask Spotify to quit: %w", err)
		}
		return nil
	case QuitWindow: // closing windows is the system's generic request
		return ErrNotAsked
	}
	return ErrNotAsked
}

const (
	// playerName is compared as a whole: spotifyd's name begins with the same letters.
	playerName     = "org.mpris.MediaPlayer2.spotify"
	playerPath     = "/org/mpris/MediaPlayer2"
	playerQuit     = "org.mpris.MediaPlayer2.Quit" // MPRIS D-Bus interface specification 2.2
	busOwnerCall   = "org.freedesktop.DBus.GetNameOwner"
	busProcessCall = "org.freedesktop.DBus.GetConnectionUnixProcessID"
)

// askPlayer asks Spotify over the session bus, if the player there is one of the given
// processes. ErrNoPlayer means that there is no bus or no such player.
func (q Quitter) askPlayer(ctx context.Context, running []Running) error {
	bus, err := q.connect(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoPlayer, err)
	}
	defer func() { _ = bus.Close() }()
	// Address the request to the owner's unique name: another player that takes over the
	// well-known name meanwhile must not receive it.
	var unique string
	if err := bus.BusObject().CallWithContext(ctx, busOwnerCall, 0, playerName).Store(&unique); err != nil {
		return fmt.Errorf("%w: %w", ErrNoPlayer, err)
	}
	var owner uint32
	if err := bus.BusObject().CallWithContext(ctx, busProcessCall, 0, unique).Store(&owner); err != nil {
		return fmt.Errorf("%w: %w", ErrNoPlayer, err)
	}
	if !q.speaksFor(int(owner), running) {
		return ErrNoPlayer
	}
	player := bus.Object(unique, playerPath)
	if err := player.CallWithContext(ctx, playerQuit, 0).Err; err != nil {
		return fmt.Errorf("ask Spotify to quit: %w", err)
	}
	return nil
}

// speaksFor reports whether the process on the bus is one of those to ask. A Flatpak is not
// on the bus itself: a proxy connects for it, which Flatpak runs in a sandbox with the same
// metadata file as the program's own (Flatpak's run-dbus.c). Desktop portals identify their
// callers by that file, too.
func (q Quitter) speaksFor(pid int, running []Running) bool {
	flatpak := false
	for _, process := range running {
		if process.PID == pid {
			return true
		}
		flatpak = flatpak || process.Kind == KindFlatpak
	}
	if !flatpak {
		return false
	}
	note, err := q.Files.Read(fmt.Sprintf("/proc/%d/root/.flatpak-info", pid), mostNote)
	return err == nil && applicationOf(note) == flatpakID
}

// mostNote limits how much of a Flatpak's metadata file is read; it has a few dozen lines.
const mostNote = 64 << 10

// applicationOf reads the name in the group "Application" of a Flatpak's metadata
// (flatpak-metadata(5)); "" if there is none.
func applicationOf(note []byte) string {
	group := ""
	for line := range strings.Lines(string(note)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			group = line
		}
		if name, found := strings.CutPrefix(line, "name="); found && group == "[Application]" {
			return name
		}
	}
	return ""
}

// connect opens a private connection to the session bus. It never starts a bus: Spotify would
// not be on that one.
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
