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
	seen, err := windowsOf(pid)
	if err != nil {
		return err
	}
	asked, failure := false, ErrDeaf
	for _, window := range seen {
		if err := post(window, messageClose); err != nil {
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

// search is a look for the windows of one process.
type search struct {
	pid   uint32
	found []windows.HWND
}

func windowsOf(pid uint32) ([]windows.HWND, error) {
	looked := &search{pid: pid}
	// The system hands the address back to each call; it must not move meanwhile.
	var pinned runtime.Pinner
	pinned.Pin(looked)
	defer pinned.Unpin()
	if err := windows.EnumWindows(windows.NewCallback(consider), unsafe.Pointer(looked)); err != nil {
		return nil, fmt.Errorf("look for the windows of process %d: %w", pid, err)
	}
	return looked.found, nil
}

// consider is called with each top-level window. It is no closure: the runtime makes
// one callback of it and never another.
func consider(window windows.HWND, looked *search) uintptr {
	const goOn = 1
	var pid uint32
	if _, err := windows.GetWindowThreadProcessId(window, &pid); err != nil || pid != looked.pid {
		return goOn
	}
	if windows.IsWindowVisible(window) && windowOwner(window) == 0 {
		looked.found = append(looked.found, window)
	}
	return goOn
}

func windowOwner(window windows.HWND) windows.HWND {
	owner, _, _ := user32("GetWindow").Call(uintptr(window), relationOwner)
	return windows.HWND(owner)
}

func post(window windows.HWND, message uintptr) error {
	if done, _, err := user32("PostMessageW").Call(uintptr(window), message, 0, 0); done == 0 {
		return err
	}
	return nil
}

func user32(name string) *windows.LazyProc {
	return windows.NewLazySystemDLL("user32.dll").NewProc(name)
}
