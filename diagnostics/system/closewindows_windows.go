package system

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Messages and relations of winuser.h.
const (
	messageClose  = 0x0010 // WM_CLOSE
	relationOwner = 4      // GW_OWNER
)

// closeWindows asks every window that a person sees of a process to close, as its own
// button does. The caller holds the process: its number is nobody else's meanwhile.
// Hidden windows are the toolkit's own, and what would happen to them nobody knows.
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

// markHung marks the processes with a window that does not react: Windows says so of one
// that has not looked for messages for five seconds (IsHungAppWindow).
func markHung(list []Process) {
	seen, _ := visibleWindows() // without windows, nothing is seen to hang
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

// window is a window that a person sees.
type window struct {
	handle windows.HWND
	pid    uint32
}

// visibleWindows lists the windows that a person sees and that are nobody else's: no
// menus, no dialogs.
func visibleWindows() ([]window, error) {
	seen := new([]window)
	// The system hands the address back to each call; it must not move meanwhile.
	var pinned runtime.Pinner
	pinned.Pin(seen)
	defer pinned.Unpin()
	if err := windows.EnumWindows(windows.NewCallback(consider), unsafe.Pointer(seen)); err != nil {
		return nil, fmt.Errorf("look for windows: %w", err)
	}
	return *seen, nil
}

// consider is called with each top-level window. It is no closure: the runtime makes
// one callback of it and never another.
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
