//go:build !windows

package system

import (
	"context"
	"os"

	"github.com/shirou/gopsutil/v3/process"
)

// pids lists the IDs of all processes.
func pids(ctx context.Context) ([]int32, error) {
	return process.PidsWithContext(ctx) //nolint:wrapcheck // List says what was read
}

// read describes one process. If its program cannot be read it belongs to another user or to
// the kernel, or has ended.
func read(ctx context.Context, pid int32) (Process, bool) {
	table := &process.Process{Pid: pid}
	program, err := table.ExeWithContext(ctx)
	if err != nil || program == "" {
		return Process{}, false
	}
	identity, err := identify(int(pid))
	if err != nil {
		return Process{}, false
	}
	found := Process{
		PID: int(pid), Program: programPath(program), Mine: identity.owner == os.Getuid(),
		Started: identity.started, Age: identity.age, Stopped: identity.stopped,
	}
	found.Arguments, _ = table.CmdlineSliceWithContext(ctx)
	if len(found.Arguments) == 0 {
		// It may have ended meanwhile. Without its arguments a helper would pass for a
		// client.
		if _, err := table.ExeWithContext(ctx); err != nil {
			return Process{}, false
		}
	}
	if parent, err := table.PpidWithContext(ctx); err == nil {
		found.Parent = int(parent)
	}
	return found, true
}

// markHung does nothing: here stopped processes show in the process table itself.
func markHung([]Process) {}
