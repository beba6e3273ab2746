package system

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Messages and relations from winuser.h.
const (
	messageClose  = 0x0010 // WM_CLOSE
	relationOwner = 4      // GW_OWNER
)

// closeWindows asks every visible window of a process to close, as if its close button were
// pressed. The caller must hold the process open so that its ID is not reused meanwhile.
// Hidden windows are internal to the toolkit, and closing them could do anything.
func closeWindows(pid uint32) error {
	seen, err := visibleWindows()
	if err != nil {
		return fmt.Errorf("close the windows of process %d: %w", pid, err)
	}
	asked, failure := false, ErrDeaf
	for _, window := range seen {
		if window.pid != pid {
			continue
		}
		if err := post(window.handle, messageClose); err != nil {
			failure = err
		} else {
			asked = true
		}
	}
	if !asked {
		return fmt.Errorf("close the windows of process %d: %w", pid, failure)
	}
	return nil
}

// markHung marks the processes that have an unresponsive window. Windows considers a window
// unresponsive if it has not checked for messages for five seconds (IsHungAppWindow).
func markHung(list []Process) {
	seen, _ := visibleWindows() // without a list of windows, none counts as hung
	hung := map[int]bool{}
	for _, window := range seen {
		if answer, _, _ := user32("IsHungAppWindow").Call(uintptr(window.handle)); answer != 0 {
			hung[int(window.pid)] = true
		}
	}
	for i := range list {
		list[i].Stopped = hung[list[i].PID]
	}
}

// window is a visible window.
type window struct {
	handle windows.HWND
	pid    uint32
}

// visibleWindows lists the visible windows without an owner, which leaves out menus and
// dialogs.
func visibleWindows() ([]window, error) {
	seen := new([]window)
	// The system passes this address to each callback, so it must not move meanwhile.
	var pinned runtime.Pinner
	pinned.Pin(seen)
	defer pinned.Unpin()
	if err := windows.EnumWindows(windows.NewCallback(consider), unsafe.Pointer(seen)); err != nil {
		return nil, fmt.Errorf("look for windows: %w", err)
	}
	return *seen, nil
}

// consider is called for each top-level window. It is not a closure, because the runtime
// never frees a callback: this way there is only one.
func consider(handle windows.HWND, seen *[]window) uintptr {
	const goOn = 1
	if !windows.IsWindowVisible(handle) || windowOwner(handle) != 0 {
		return goOn
	}
	var pid uint32
	if _, err := windows.GetWindowThreadProcessId(handle, &pid); err == nil {
		*seen = append(*seen, window{handle: handle, pid: pid})
	}
	return goOn
}

func windowOwner(handle windows.HWND) windows.HWND {
	owner, _, _ := user32("GetWindow").Call(uintptr(handle), relationOwner)
	return windows.HWND(owner)
}

func post(handle windows.HWND, message uintptr) error {
	if done, _, err := user32("PostMessageW").Call(uintptr(handle), message, 0, 0); done == 0 {
		return err
	}
	return nil
}

func user32(name string) *windows.LazyProc {
	return windows.NewLazySystemDLL("user32.dll").NewProc(name)
}
