package system

import (
	"context"
	"fmt"
	"os"

	"github.com/shirou/gopsutil/v3/net"
)

// NewProcesses returns access to this computer's process table.
func NewProcesses() Processes { return processes{} }

type processes struct{}

// List skips processes that end meanwhile, and leaves fields empty if the system does not
// say. Only an unreadable table is an error.
func (processes) List(ctx context.Context) ([]Process, error) {
	pids, err := pids(ctx)
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
	if !markOwn(list, os.Getpid()) {
		return nil, fmt.Errorf("read the process table: %w", errIncomplete)
	}
	markHung(list)
	return list, nil
}

// markOwn marks the process with a given ID and its ancestors, and reports whether it was
// found. A supposed parent that started after its child merely has the ID of the real one,
// which has ended.
func markOwn(list []Process, pid int) bool {
	byNumber := make(map[int]*Process, len(list))
	for i := range list {
		byNumber[list[i].PID] = &list[i]
	}
	own := byNumber[pid]
	for child := own; child != nil && !child.Own; {
		child.Own = true
		if parent := byNumber[child.Parent]; parent != nil && parent.Started <= child.Started {
			child = parent
		} else {
			child = nil
		}
	}
	return own != nil
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
