package system

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// identity distinguishes a process from all others that have had or will have its ID.
type identity struct {
	started uint64 // clock ticks since boot, field 22 of /proc/PID/stat (proc(5))
	age     time.Duration
	owner   int  // the owner of its files in /proc
	stopped bool // stopped by a signal: state T, field 3 of /proc/PID/stat
}

func identify(pid int) (identity, error) {
	folder := "/proc/" + strconv.Itoa(pid)
	stat, err := os.ReadFile(folder + "/stat")
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	started, err := startTicks(string(stat))
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	info, err := os.Stat(folder)
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, errors.ErrUnsupported)
	}
	return identity{
		started: started, age: ageOf(started), owner: int(owner.Uid), stopped: isStopped(string(stat)),
	}, nil
}

// ageOf uses the clock that counts from boot, which nobody can set.
func ageOf(started uint64) time.Duration {
	// The kernel reports 100 ticks a second on every architecture (times(2), USER_HZ).
	const tick = time.Second / 100
	var now unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &now) != nil {
		return 0
	}
	return time.Duration(now.Nano()) - time.Duration(started)*tick //nolint:gosec // centuries fit
}

// startTicks returns field 22 of /proc/PID/stat.
func startTicks(stat string) (uint64, error) {
	const startField = 22
	fields := fieldsFromState(stat)
	if len(fields) <= startField-stateField {
		return 0, fmt.Errorf("unexpected form of stat: %w", errors.ErrUnsupported)
	}
	ticks, err := strconv.ParseUint(fields[startField-stateField], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("unexpected form of stat: %w", err)
	}
	return ticks, nil
}

// isStopped reports whether /proc/PID/stat shows a stopped process.
func isStopped(stat string) bool {
	fields := fieldsFromState(stat)
	return len(fields) > 0 && fields[0] == "T"
}

// stateField is the number of the first field that fieldsFromState returns.
const stateField = 3

// fieldsFromState returns the fields of /proc/PID/stat from the third on, or none if the
// content is malformed. Field 2, the program's name, may contain spaces and brackets, so
// fields are counted from its last bracket.
func fieldsFromState(stat string) []string {
	end := strings.LastIndex(stat, ")")
	if end < 0 {
		return nil
	}
	return strings.Fields(stat[end+1:])
}

// programPath removes the suffix that the kernel appends to the path of a program whose file
// was replaced while it ran, as an update of Spotify does (proc(5), exe).
func programPath(path string) string { return strings.TrimSuffix(path, " (deleted)") }

// Open opens a pidfd before comparing the process's identity, so that what it compares is the
// process it holds.
func (processes) Open(listed Process) (Handle, error) {
	descriptor, err := unix.PidfdOpen(listed.PID, unix.PIDFD_NONBLOCK)
	if errors.Is(err, unix.ESRCH) {
		return nil, fmt.Errorf("process %d: %w", listed.PID, ErrGone)
	}
	if err != nil {
		return nil, fmt.Errorf("hold process %d: %w", listed.PID, err)
	}
	held := &pidfd{file: os.NewFile(uintptr(descriptor), "pidfd"), pid: listed.PID}
	if !same(listed) {
		return nil, errors.Join(fmt.Errorf("process %d: %w", listed.PID, ErrGone), held.Close())
	}
	return held, nil
}

func same(listed Process) bool {
	now, err := identify(listed.PID)
	if err != nil || now.started != listed.Started || now.owner != os.Getuid() {
		return false
	}
	program, err := os.Readlink("/proc/" + strconv.Itoa(listed.PID) + "/exe")
	return err == nil && programPath(program) == listed.Program
}

// pidfd is a process held by a file descriptor (pidfd_open(2)).
type pidfd struct {
	file *os.File
	pid  int
}

func (h *pidfd) Terminate() error { return h.signal(unix.SIGTERM) }
func (h *pidfd) Kill() error      { return h.signal(unix.SIGKILL) }

func (h *pidfd) signal(signal unix.Signal) error {
	raw, err := h.file.SyscallConn()
	if err != nil {
		return fmt.Errorf("signal process %d: %w", h.pid, err)
	}
	var failed error
	err = raw.Control(func(descriptor uintptr) {
		// The kernel accepts signals for an ended process until its parent has waited for it.
		if ended(descriptor) {
			failed = unix.ESRCH
			return
		}
		failed = unix.PidfdSendSignal(int(descriptor), signal, nil, 0)
	})
	switch {
	case errors.Is(failed, unix.ESRCH):
		return fmt.Errorf("process %d: %w", h.pid, ErrGone)
	case failed != nil:
		return fmt.Errorf("signal process %d: %w", h.pid, failed)
	case err != nil:
		return fmt.Errorf("signal process %d: %w", h.pid, err)
	}
	return nil
}

// Wait blocks in the kernel's poller: a pidfd becomes readable when its process ends.
func (h *pidfd) Wait(ctx context.Context) error {
	raw, err := h.file.SyscallConn()
	if err != nil {
		return fmt.Errorf("wait for process %d: %w", h.pid, err)
	}
	if err := h.file.SetReadDeadline(time.Time{}); err != nil {
		return fmt.Errorf("wait for process %d: %w", h.pid, err)
	}
	expired := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(expired)
		_ = h.file.SetReadDeadline(time.Unix(1, 0))
	})
	// A deadline set by this wait must not affect the next one.
	defer func() {
		if !stop() {
			<-expired
		}
	}()
	if err := raw.Read(ended); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("wait for process %d: %w", h.pid, err)
	}
	return nil
}

func ended(descriptor uintptr) bool {
	fds := []unix.PollFd{{Fd: int32(descriptor), Events: unix.POLLIN}} //nolint:gosec // a descriptor fits
	ready, err := unix.Poll(fds, 0)
	return err == nil && ready == 1
}

func (h *pidfd) Close() error {
	if err := h.file.Close(); err != nil {
		return fmt.Errorf("let go of process %d: %w", h.pid, err)
	}
	return nil
}
