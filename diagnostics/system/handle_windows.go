package system

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// killed is the exit status of a process that was killed.
const killed = 1

// Open opens a handle before comparing the process's identity, so that what it compares is
// the process it holds. Windows does not reuse a process's ID while a handle to it is open.
func (processes) Open(listed Process) (Handle, error) {
	handle, err := windows.OpenProcess(looking|windows.PROCESS_TERMINATE, false, uint32(listed.PID)) //nolint:gosec // a pid fits
	switch {
	case errors.Is(err, windows.ERROR_INVALID_PARAMETER): // no process has this number
		return nil, fmt.Errorf("process %d: %w", listed.PID, ErrGone)
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return nil, denied(listed, err)
	case err != nil:
		return nil, fmt.Errorf("hold process %d: %w", listed.PID, err)
	}
	if !same(handle, listed) {
		_ = windows.CloseHandle(handle)
		return nil, fmt.Errorf("process %d: %w", listed.PID, ErrGone)
	}
	return processHandle{handle: handle, pid: uint32(listed.PID)}, nil //nolint:gosec // a pid fits
}

// denied distinguishes a process that Retune may not end from one that has ended, because
// Windows denies access to an ended process as well.
func denied(listed Process, err error) error {
	handle, again := windows.OpenProcess(looking, false, uint32(listed.PID)) //nolint:gosec // a pid fits
	if again != nil {
		return fmt.Errorf("hold process %d: %w", listed.PID, err)
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	if !same(handle, listed) {
		return fmt.Errorf("process %d: %w", listed.PID, ErrGone)
	}
	return fmt.Errorf("hold process %d: %w", listed.PID, err)
}

func same(handle windows.Handle, listed Process) bool {
	now, err := describe(handle)
	return err == nil && !ended(handle) && now.Mine &&
		now.PID == listed.PID && now.Started == listed.Started && now.Program == listed.Program
}

// processHandle is a process held by a handle.
type processHandle struct {
	handle windows.Handle
	pid    uint32
}

// Terminate asks the process's visible windows to close.
func (h processHandle) Terminate() error {
	if ended(h.handle) {
		return fmt.Errorf("process %d: %w", h.pid, ErrGone)
	}
	return closeWindows(h.pid)
}

func (h processHandle) Kill() error {
	if ended(h.handle) {
		return fmt.Errorf("process %d: %w", h.pid, ErrGone)
	}
	err := windows.TerminateProcess(h.handle, killed)
	switch {
	case err == nil:
		return nil
	case ended(h.handle): // it ended meanwhile, after which access is denied
		return fmt.Errorf("process %d: %w", h.pid, ErrGone)
	default:
		return fmt.Errorf("end process %d: %w", h.pid, err)
	}
}

// Wait blocks in the kernel until the process ends or the context's end wakes it.
func (h processHandle) Wait(ctx context.Context) error {
	wake, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		return fmt.Errorf("wait for process %d: %w", h.pid, err)
	}
	defer func() { _ = windows.CloseHandle(wake) }()
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(woken)
		_ = windows.SetEvent(wake)
	})
	// The event must not be closed while it may still be set.
	defer func() {
		if !stop() {
			<-woken
		}
	}()
	first, err := windows.WaitForMultipleObjects([]windows.Handle{h.handle, wake}, false, windows.INFINITE)
	switch {
	case err != nil:
		return fmt.Errorf("wait for process %d: %w", h.pid, err)
	case first == windows.WAIT_OBJECT_0:
		return nil
	default:
		return ctx.Err()
	}
}

func (h processHandle) Close() error {
	if err := windows.CloseHandle(h.handle); err != nil {
		return fmt.Errorf("let go of process %d: %w", h.pid, err)
	}
	return nil
}
