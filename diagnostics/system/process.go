package system

import (
	"context"
	"errors"
	"time"
)

// Process is a running program as listed in the process table.
type Process struct {
	PID    int
	Parent int
	// Program is the path of the program's file; empty if the system would not say.
	Program   string
	Arguments []string
	// Mine is whether it belongs to the user who runs Retune.
	Mine bool
	// Own is true for Retune itself and for the processes that started it.
	Own bool
	// Started is when the process started, as recorded by the system at the time and in the
	// system's units. It distinguishes processes with the same ID, and does not change when
	// the clock is set.
	Started uint64
	// Age is how long it has been running.
	Age time.Duration
	// Stopped is whether it cannot react: on Linux and macOS it was stopped by a signal, on
	// Windows it has an unresponsive window.
	Stopped bool
}

// Connection is a TCP connection of a process.
type Connection struct {
	// Established is true for an open connection, false for one still being attempted.
	Established bool
	// Remote is the IP address of the other end.
	Remote string
	Port   uint32
}

// ErrGone is returned for a process that has ended, or whose ID now belongs to another
// process.
var ErrGone = errors.New("the process is gone")

// ErrDeaf is returned for a process that cannot be asked to end: on Windows, one without a
// visible window.
var ErrDeaf = errors.New("the process has no window to close")

// errIncomplete means that the table does not even list Retune itself.
var errIncomplete = errors.New("the table does not show the program that reads it")

// Processes gives access to the process table.
type Processes interface {
	// List returns the visible processes. It is an error if the table does not even list
	// Retune itself: then processes that it does not show may well be running.
	List(ctx context.Context) ([]Process, error)
	// Connections returns the outgoing TCP connections of one process, including those still
	// being attempted.
	Connections(ctx context.Context, pid int) ([]Connection, error)
	// Open opens the very process that was listed. It returns ErrGone if its start time,
	// program or owner no longer match.
	Open(process Process) (Handle, error)
}

// Handle refers to one process. Whatever happens to its ID, a signal sent through the handle
// reaches that process or none.
type Handle interface {
	// Terminate asks the process to end in the system's way: by SIGTERM, or by closing its
	// windows. It returns ErrGone if the process has ended, ErrDeaf if it cannot be asked.
	Terminate() error
	// Kill ends the process by force. It returns ErrGone if the process has ended. If the
	// error is fs.ErrPermission the process is still running and the system does not let
	// Retune end it.
	Kill() error
	// Wait returns nil once the process has ended, or the context's error.
	Wait(ctx context.Context) error
	Close() error
}
