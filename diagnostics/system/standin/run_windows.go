package standin

import (
	"fmt"
	"os"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Messages and styles from winuser.h.
const (
	messageClose = 0x0010     // WM_CLOSE
	styleFramed  = 0x00CF0000 // WS_OVERLAPPEDWINDOW
	styleVisible = 0x10000000 // WS_VISIBLE
)

// longest is how long the stand-in runs if nobody ends it.
const longest = 2 * time.Minute

// run returns when the stand-in has been closed.
func run(kind string) error {
	time.AfterFunc(longest, func() { os.Exit(0) })
	// A window belongs to the thread that created it.
	runtime.LockOSThread()
	if kind != Bare {
		if err := open(kind); err != nil {
			return err
		}
	}
	if _, err := os.Stdout.WriteString(Ready + "\n"); err != nil {
		return fmt.Errorf("say that it is ready: %w", err)
	}
	if kind == Bare || kind == Stuck {
		select {}
	}
	for {
		if closed := next(); closed && kind == Polite {
			return nil
		}
	}
}

// open creates a window of a class that exists on every Windows.
func open(kind string) error {
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return fmt.Errorf("name the window's class: %w", err)
	}
	style := uintptr(styleFramed)
	if kind != Tray {
		style |= styleVisible
	}
	window, _, err := user32("CreateWindowExW").Call(
		0, uintptr(unsafe.Pointer(class)), uintptr(unsafe.Pointer(class)), style, 0, 0, 200, 100, 0, 0, 0, 0)
	if window == 0 {
		return fmt.Errorf("make a window: %w", err)
	}
	return nil
}

// message is a message of the window's queue (MSG).
type message struct {
	window         windows.HWND
	number         uint32
	first, second  uintptr
	time           uint32
	pointX, pointY int32
}

// next takes a message from the queue, and reports whether it asks the window to close. Such
// a message is not dispatched: the window stays open until the program ends.
func next() bool {
	taken := new(message)
	if there, _, _ := user32("GetMessageW").Call(uintptr(unsafe.Pointer(taken)), 0, 0, 0); there == 0 {
		return true // the queue has ended
	}
	if taken.number != messageClose {
		user32("DispatchMessageW").Call(uintptr(unsafe.Pointer(taken)))
	}
	return taken.number == messageClose
}

func user32(name string) *windows.LazyProc {
	return windows.NewLazySystemDLL("user32.dll").NewProc(name)
}
