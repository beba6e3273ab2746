//go:build !linux

package system

import (
	"errors"
	"fmt"
	"os/user"
	"time"

	"github.com/shirou/gopsutil/v3/process"
)

// identity is what tells one process from every other that had or will have its number.
type identity struct {
	started uint64 // milliseconds since 1970
	age     time.Duration
	mine    bool
	stopped bool // never known here
}

func identify(pid int) (identity, error) {
	table := &process.Process{Pid: int32(pid)} //nolint:gosec // a pid fits
	created, err := table.CreateTime()
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	owner, err := table.Username()
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	me, err := user.Current()
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	age := time.Since(time.UnixMilli(created))
	return identity{started: uint64(max(created, 0)), age: age, mine: owner == me.Username}, nil
}

func programPath(path string) string { return path }

// Open says that this system has no hold on processes yet: without one, nothing is signalled.
func (processes) Open(listed Process) (Handle, error) {
	return nil, fmt.Errorf("hold process %d: %w", listed.PID, errors.ErrUnsupported)
}
