package main

import (
	"context"
	"errors"
	"os"

	"golang.org/x/sys/windows"

	"retune/diagnostics/system"
)

// takeSeat takes the seat of the window, or brings the window that has it forward; leave
// makes room for the next. Windows lets the program that a person has just started do
// that, and no other: so the later start does it itself, and nobody is told.
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

// restore is SW_RESTORE of winuser.h.
const restore = 9

// bringForward shows Retune's other window in front of all others.
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

// otherWindow returns the window of another process of this very program, or 0.
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
	_ = windows.EnumWindows(windows.NewCallback(look), nil) // it calls stopping early an error
	return found
}

// programOf returns the path of the program that a process runs.
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
