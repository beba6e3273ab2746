package system

import (
	"context"
	"errors"
	"time"
)

// Process is a running program as the process table shows it.
type Process struct {
	PID    int
	Parent int
	// Program is the path of the program's file; empty where the system would not say.
	Program   string
	Arguments []string
	// Mine tells whether it belongs to the user who runs Retune.
	Mine bool
	// Own tells Retune itself, and the processes from which it was started.
	Own bool
	// Started is when the process began, as the system wrote it down then and in its own
	// units: it tells two processes with the same number apart and does not move with
	// the clock.
	Started uint64
	// Age is how long it has been running.
	Age time.Duration
	// Stopped tells that it reacts to nobody: on Linux and macOS it was halted until it is
	// told to go on, on Windows it has a window that does not answer.
	Stopped bool
}

// Connection is a TCP connection of a process.
type Connection struct {
	// Established tells a standing connection from one that is being tried.
	Established bool
	// Remote is the other end's IP address.
	Remote string
	Port   uint32
}

// ErrGone is returned for a process that has ended, or whose number now belongs to
// another program.
var ErrGone = errors.New("the process is gone")

// ErrDeaf is returned for a process that cannot be asked to end, because it has nothing
// that could be asked: on Windows, no window that a person sees.
var ErrDeaf = errors.New("the process has no window to close")

// errIncomplete: whoever looks at all processes has to see itself among them.
var errIncomplete = errors.New("the table does not show the program that reads it")

// Processes is the door to the process table.
type Processes interface {
	// List returns the processes that can be seen. A table that does not show even
	// Retune itself is an error: what it does not show may run all the same.
	List(ctx context.Context) ([]Process, error)
	// Connections returns the outgoing TCP connections of one process, those that are
	// only being tried included.
	Connections(ctx context.Context, pid int) ([]Connection, error)
	// Open takes hold of the very process that was listed. It returns ErrGone where
	// start, program or owner are not the listed ones any more.
	Open(process Process) (Handle, error)
}

// Handle is a hold on one process: whatever happens to its number, a signal through
// the handle reaches that process or nobody.
type Handle interface {
	// Terminate asks the process to end, in the way of the system: by SIGTERM, or by
	// closing its windows. ErrGone: it has ended. ErrDeaf: there is nothing to ask.
	Terminate() error
	// Kill ends the process. ErrGone: it has ended. An error that is fs.ErrPermission
	// means that it lives on and that the system does not let Retune end it.
	Kill() error
	// Wait returns nil as soon as the process has ended, or the context's error.
	Wait(ctx context.Context) error
	Close() error
}
