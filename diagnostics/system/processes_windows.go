package system

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// looking is the access needed to identify a process. Users have it for all of their own
// processes, elevated ones included.
const looking = windows.PROCESS_QUERY_LIMITED_INFORMATION | windows.SYNCHRONIZE

// pids lists the IDs of all processes.
func pids(context.Context) ([]int32, error) {
	for size := 1024; ; size *= 2 {
		numbers := make([]uint32, size)
		var bytes uint32
		if err := windows.EnumProcesses(numbers, &bytes); err != nil {
			return nil, err
		}
		count := int(bytes / uint32(unsafe.Sizeof(numbers[0])))
		if count == size {
			continue // the list is full, so there may be more
		}
		list := make([]int32, count)
		for i, number := range numbers[:count] {
			list[i] = int32(number) //nolint:gosec // a pid fits
		}
		return list, nil
	}
}

// read describes one process. If it cannot be opened it belongs to another user or to the
// system, or has ended.
func read(_ context.Context, pid int32) (Process, bool) {
	handle, err := windows.OpenProcess(looking, false, uint32(pid)) //nolint:gosec // a pid is not negative
	if err != nil {
		return Process{}, false
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	found, err := describe(handle)
	if err != nil || found.PID != int(pid) || ended(handle) {
		return Process{}, false
	}
	if basic, err := basicsOf(handle); err == nil {
		found.Parent = int(basic.parent)
	}
	if found.Mine { // access to others' is denied
		found.Arguments, _ = argumentsOf(found.PID)
	}
	return found, true
}

// describe identifies a process: its ID, start time, program and owner.
func describe(handle windows.Handle) (Process, error) {
	pid, err := windows.GetProcessId(handle)
	if err != nil {
		return Process{}, fmt.Errorf("ask for the process's number: %w", err)
	}
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(handle, &created, &exited, &kernel, &user); err != nil {
		return Process{}, fmt.Errorf("ask for the start of process %d: %w", pid, err)
	}
	program, err := imageOf(handle)
	if err != nil {
		return Process{}, fmt.Errorf("ask for the program of process %d: %w", pid, err)
	}
	return Process{
		PID: int(pid), Program: program, Mine: isMine(handle),
		Started: uint64(created.HighDateTime)<<32 | uint64(created.LowDateTime),
		Age:     max(time.Since(time.Unix(0, created.Nanoseconds())), 0),
	}, nil
}

func imageOf(handle windows.Handle) (string, error) {
	buffer := make([]uint16, windows.MAX_LONG_PATH)
	size := uint32(windows.MAX_LONG_PATH)
	if err := windows.QueryFullProcessImageName(handle, 0, &buffer[0], &size); err != nil {
		return "", err
	}
	return windows.UTF16ToString(buffer[:size]), nil
}

// isMine compares the owner in the process's token with Retune's own. A process of the same
// user in another session counts, because it uses the same files.
func isMine(handle windows.Handle) bool {
	owner := ownerOf(handle)
	return owner != "" && owner == identifierOf(windows.GetCurrentProcessToken())
}

// ended reports whether a process has ended, which signals its handle. Windows keeps its ID
// and everything known about it for as long as any handle is open.
func ended(handle windows.Handle) bool {
	state, err := windows.WaitForSingleObject(handle, 0)
	return err == nil && state == windows.WAIT_OBJECT_0
}
