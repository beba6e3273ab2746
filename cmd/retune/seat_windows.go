package main

import (
	"context"
	"errors"
	"os"

	"golang.org/x/sys/windows"

	"retune/diagnostics/system"
)

// takeSeat takes the seat, or brings the window that has it to the front; leave gives up the
// seat. Windows allows only the program that the user has just started to bring a window to
// the front, so the later process does it and forward is not used.
func takeSeat(ctx context.Context, _ system.Environment, _ func()) (found seat, leave func()) {
	leave = func() {}
	found = awaitSeat(ctx, func() seat {
		held, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Local\`+appID))
		switch {
		case errors.Is(err, windows.ERROR_ALREADY_EXISTS):
			_ = windows.CloseHandle(held)
			return bringForward()
		case err == nil:
			leave = func() { _ = windows.CloseHandle(held) }
		}
		return seatFree
	})
	return found, leave
}

// restore is SW_RESTORE from winuser.h.
const restore = 9

// bringForward brings Retune's other window to the front.
func bringForward() seat {
	window := otherWindow()
	if window == 0 {
		return seatSilent
	}
	user32 := windows.NewLazySystemDLL("user32.dll")
	if small, _, _ := user32.NewProc("IsIconic").Call(uintptr(window)); small != 0 {
		_, _, _ = user32.NewProc("ShowWindowAsync").Call(uintptr(window), restore)
	}
	_, _, _ = user32.NewProc("SetForegroundWindow").Call(uintptr(window))
	return seatTaken
}

// otherWindow returns the window of another process of this program, or 0.
func otherWindow() windows.HWND {
	own, err := programOf(uint32(os.Getpid())) //nolint:gosec // a pid fits
	if err != nil {
		return 0
	}
	var found windows.HWND
	look := func(window windows.HWND, _ uintptr) uintptr {
		const goOn, stop = 1, 0
		var pid uint32
		_, err := windows.GetWindowThreadProcessId(window, &pid)
		if err != nil || int(pid) == os.Getpid() || !windows.IsWindowVisible(window) {
			return goOn
		}
		if program, err := programOf(pid); err != nil || program != own {
			return goOn
		}
		found = window
		return stop
	}
	_ = windows.EnumWindows(windows.NewCallback(look), nil) // the error means only that look stopped it early
	return found
}

// programOf returns the path of a process's program.
func programOf(pid uint32) (string, error) {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, pid)
	if err != nil {
		return "", err //nolint:wrapcheck // only whether there is one counts
	}
	defer func() { _ = windows.CloseHandle(process) }()
	path := make([]uint16, windows.MAX_LONG_PATH)
	length := uint32(windows.MAX_LONG_PATH)
	if err := windows.QueryFullProcessImageName(process, 0, &path[0], &length); err != nil {
		return "", err //nolint:wrapcheck // the same
	}
	return windows.UTF16ToString(path[:length]), nil
}
