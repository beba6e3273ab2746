package system

import (
	"context"
	"fmt"

	"github.com/shirou/gopsutil/v3/net"
	"github.com/shirou/gopsutil/v3/process"
)

// NewProcesses returns the door to this computer's process table.
func NewProcesses() Processes { return processes{} }

type processes struct{}

// List passes over processes that end while it looks, and leaves empty what the
// system would not say of one: only a table that cannot be read at all is an error.
func (processes) List(ctx context.Context) ([]Process, error) {
	pids, err := process.PidsWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the process table: %w", err)
	}
	list := make([]Process, 0, len(pids))
	for _, pid := range pids {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if found, ok := read(ctx, pid); ok {
			list = append(list, found)
		}
	}
	return list, nil
}

// read returns what is known of one process. One whose program cannot be read
// belongs to somebody else, is the kernel's own, or has ended.
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
		PID: int(pid), Program: programPath(program), Mine: identity.mine,
		Started: identity.started, Age: identity.age, Stopped: identity.stopped,
	}
	found.Arguments, _ = table.CmdlineSliceWithContext(ctx)
	if parent, err := table.PpidWithContext(ctx); err == nil {
		found.Parent = int(parent)
	}
	return found, true
}

func (processes) Connections(ctx context.Context, pid int) ([]Connection, error) {
	stats, err := net.ConnectionsPidWithContext(ctx, "tcp", int32(pid)) //nolint:gosec // a pid fits
	if err != nil {
		return nil, fmt.Errorf("read the connections of process %d: %w", pid, err)
	}
	var connections []Connection
	for _, stat := range stats {
		if stat.Status == "ESTABLISHED" || stat.Status == "SYN_SENT" {
			connections = append(connections, Connection{
				Established: stat.Status == "ESTABLISHED", Remote: stat.Raddr.IP, Port: stat.Raddr.Port,
			})
		}
	}
	return connections, nil
}
