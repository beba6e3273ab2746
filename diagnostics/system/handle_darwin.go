package system

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/shirou/gopsutil/v3/process"
	"golang.org/x/sys/unix"
)

// The process states that matter here (sys/proc.h).
const (
	stateStopped = 4 // SSTOP
	stateZombie  = 5 // SZOMB
)

// identity distinguishes a process from all others that have had or will have its ID.
type identity struct {
	started uint64 // microseconds since 1970, by the clock at the time it started
	age     time.Duration
	owner   int
	stopped bool
}

func identify(pid int) (identity, error) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	if int(info.Proc.P_pid) != pid || info.Proc.P_stat == stateZombie {
		return identity{}, fmt.Errorf("identify process %d: %w", pid, ErrGone)
	}
	start := info.Proc.P_starttime
	began := time.Unix(start.Sec, int64(start.Usec)*int64(time.Microsecond))
	return identity{
		started: uint64(began.UnixMicro()),
		age:     time.Since(began), owner: int(info.Eproc.Ucred.Uid), stopped: info.Proc.P_stat == stateStopped,
	}, nil
}

func programPath(path string) string { return path }

// Open starts watching the process before comparing its identity, so that what it compares is
// the process it watches.
func (processes) Open(listed Process) (Handle, error) {
	queue, err := unix.Kqueue()
	if err != nil {
		return nil, fmt.Errorf("watch process %d: %w", listed.PID, err)
	}
	unix.CloseOnExec(queue)
	held := &watched{queue: queue, listed: listed}
	if err := errors.Join(held.register(), held.compare()); err != nil {
		return nil, errors.Join(err, held.Close())
	}
	return held, nil
}

// watched is a process whose end a kernel queue reports (kqueue(2), EVFILT_PROC).
//
// macOS has nothing like a pidfd: kill(2) takes a process ID. So the ID's start time, program
// and owner are compared with those of the listed process right before each signal. In the
// moment between the two, the ID could only pass to another process if this one ended and
// macOS used up all other IDs, some 99,999.
type watched struct {
	queue  int
	listed Process
	ended  atomic.Bool
}

// wakeUp is the identifier of the event that ends a wait.
const wakeUp = 1

func (w *watched) register() error {
	changes := make([]unix.Kevent_t, 2)
	unix.SetKevent(&changes[0], wakeUp, unix.EVFILT_USER, unix.EV_ADD|unix.EV_CLEAR)
	unix.SetKevent(&changes[1], w.listed.PID, unix.EVFILT_PROC, unix.EV_ADD)
	changes[1].Fflags = unix.NOTE_EXIT
	_, err := unix.Kevent(w.queue, changes, nil, nil)
	if errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("process %d: %w", w.listed.PID, ErrGone)
	}
	if err != nil {
		return fmt.Errorf("watch process %d: %w", w.listed.PID, err)
	}
	return nil
}

// compare returns ErrGone if the ID no longer belongs to the listed process.
func (w *watched) compare() error {
	now, err := identify(w.listed.PID)
	if err != nil || now.started != w.listed.Started || now.owner != os.Getuid() {
		return fmt.Errorf("process %d: %w", w.listed.PID, ErrGone)
	}
	table := &process.Process{Pid: int32(w.listed.PID)} //nolint:gosec // a pid fits
	if program, err := table.Exe(); err != nil || program != w.listed.Program {
		return fmt.Errorf("process %d: %w", w.listed.PID, ErrGone)
	}
	return nil
}

func (w *watched) Terminate() error { return w.signal(unix.SIGTERM) }
func (w *watched) Kill() error      { return w.signal(unix.SIGKILL) }

func (w *watched) signal(signal unix.Signal) error {
	if err := w.compare(); err != nil {
		return err
	}
	err := unix.Kill(w.listed.PID, signal)
	switch {
	case errors.Is(err, unix.ESRCH):
		return fmt.Errorf("process %d: %w", w.listed.PID, ErrGone)
	case err != nil:
		return fmt.Errorf("signal process %d: %w", w.listed.PID, err)
	}
	return nil
}

// Wait blocks in the kernel until the process ends or the context's end wakes it.
func (w *watched) Wait(ctx context.Context) error {
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(woken)
		w.wake()
	})
	// The queue must not be closed while wake may still write to it.
	defer func() {
		if !stop() {
			<-woken
		}
	}()
	for !w.ended.Load() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := w.next(); err != nil {
			return fmt.Errorf("wait for process %d: %w", w.listed.PID, err)
		}
	}
	return nil
}

func (w *watched) wake() {
	change := make([]unix.Kevent_t, 1)
	unix.SetKevent(&change[0], wakeUp, unix.EVFILT_USER, 0)
	change[0].Fflags = unix.NOTE_TRIGGER
	_, _ = unix.Kevent(w.queue, change, nil, nil)
}

// next waits for the next event. The end of a process is reported only once.
func (w *watched) next() error {
	events := make([]unix.Kevent_t, 1)
	count, err := unix.Kevent(w.queue, nil, events, nil)
	switch {
	case errors.Is(err, unix.EINTR):
		return nil
	case err != nil:
		return err
	case count == 1 && events[0].Filter == unix.EVFILT_PROC:
		w.ended.Store(true)
	}
	return nil
}

func (w *watched) Close() error {
	if err := unix.Close(w.queue); err != nil {
		return fmt.Errorf("let go of process %d: %w", w.listed.PID, err)
	}
	return nil
}
