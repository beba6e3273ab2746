package system

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Addresses in another process's memory must never look like pointers to Go's garbage
// collector, so these types hold them as numbers.
type (
	// basics is PROCESS_BASIC_INFORMATION (winternl.h).
	basics struct {
		status, block, affinity, priority, number, parent uintptr
	}
	// text is UNICODE_STRING (winternl.h): a length in bytes, and an address.
	text struct {
		length, room uint16
		address      uintptr
	}
)

// argumentsOf returns the arguments of a process. They are read from the process's own
// memory, out of the parameters that Windows passed at its start.
func argumentsOf(pid int) ([]string, error) {
	const reading = windows.PROCESS_QUERY_LIMITED_INFORMATION | windows.PROCESS_VM_READ
	handle, err := windows.OpenProcess(reading, false, uint32(pid)) //nolint:gosec // a pid fits
	if err != nil {
		return nil, fmt.Errorf("open process %d: %w", pid, err)
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	basic, err := basicsOf(handle)
	if err != nil {
		return nil, err
	}
	var parameters uintptr
	at := basic.block + unsafe.Offsetof(windows.PEB{}.ProcessParameters)
	if err := peek(handle, at, unsafe.Pointer(&parameters), unsafe.Sizeof(parameters)); err != nil {
		return nil, err
	}
	var line text
	at = parameters + unsafe.Offsetof(windows.RTL_USER_PROCESS_PARAMETERS{}.CommandLine)
	if err := peek(handle, at, unsafe.Pointer(&line), unsafe.Sizeof(line)); err != nil {
		return nil, err
	}
	letters := make([]uint16, line.length/2+1)
	if err := peek(handle, line.address, unsafe.Pointer(&letters[0]), uintptr(line.length)); err != nil {
		return nil, err
	}
	return windows.DecomposeCommandLine(windows.UTF16ToString(letters)) //nolint:wrapcheck // it names the line
}

// peek copies memory out of another process.
func peek(process windows.Handle, from uintptr, to unsafe.Pointer, size uintptr) error {
	if err := windows.ReadProcessMemory(process, from, (*byte)(to), size, nil); err != nil {
		return fmt.Errorf("read the memory of a process: %w", err)
	}
	return nil
}

// basicsOf returns where a process keeps its parameters, and the ID of its parent. The parent
// may have ended, and its ID may belong to another process by now.
func basicsOf(handle windows.Handle) (basics, error) {
	var basic basics
	size := uint32(unsafe.Sizeof(basic))
	err := windows.NtQueryInformationProcess(handle, windows.ProcessBasicInformation, unsafe.Pointer(&basic), size, nil)
	if err != nil {
		return basic, fmt.Errorf("ask for a process's parent: %w", err)
	}
	return basic, nil
}
