package system

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// shellExecuteInfo is SHELLEXECUTEINFOW of shellapi.h.
type shellExecuteInfo struct {
	size       uint32
	mask       uint32
	window     windows.HWND
	verb       *uint16
	file       *uint16
	parameters *uint16
	directory  *uint16
	show       int32
	instance   windows.Handle
	list       uintptr
	class      *uint16
	classKey   windows.Handle
	hotKey     uint32
	icon       windows.Handle
	process    windows.Handle
}

// Flags of shellExecuteInfo: return the process's handle, and complete before returning
// because this thread runs no message loop.
const (
	seeNoCloseProcess = 0x00000040
	seeNoAsync        = 0x00000100
	seeNoUI           = 0x00000400
)

// RunAs runs a program as administrator, after Windows has asked the user for consent, and
// returns its exit status. Its window, if any, is hidden. If the user declines, the error
// wraps windows.ERROR_CANCELLED. If the context ends while the user is being asked, RunAs
// stops waiting and returns the context's error; once the program runs, RunAs waits for it to
// end.
func RunAs(ctx context.Context, command Command) (status int, err error) {
	return runByShell(ctx, "runas", command)
}

// runByShell has the shell perform a verb, such as open, on a program, and waits for the
// program.
func runByShell(ctx context.Context, verb string, command Command) (status int, err error) {
	process, err := startByShell(ctx, verb, command)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", verb, command.Program, err)
	}
	defer func() { _ = windows.CloseHandle(process) }()
	if _, err := windows.WaitForSingleObject(process, windows.INFINITE); err != nil {
		return 0, fmt.Errorf("wait for %s: %w", command.Program, err)
	}
	var ended uint32
	if err := windows.GetExitCodeProcess(process, &ended); err != nil {
		return 0, fmt.Errorf("ask how %s ended: %w", command.Program, err)
	}
	return int(ended), nil
}

// startByShell has the shell start a program, and stops waiting for that if the context ends.
func startByShell(ctx context.Context, verb string, command Command) (windows.Handle, error) {
	type answer struct {
		process windows.Handle
		err     error
	}
	answers := make(chan answer)
	go func() {
		process, err := shellExecute(verb, command)
		select {
		case answers <- answer{process, err}:
		case <-ctx.Done():
			if err == nil {
				_ = windows.CloseHandle(process) // the caller has given up
			}
		}
	}()
	select {
	case got := <-answers:
		return got.process, got.err
	case <-ctx.Done():
		return 0, ctx.Err() //nolint:wrapcheck // the caller says what it was for
	}
}

// shellExecute has the shell start a program, and returns the program's process.
func shellExecute(verb string, command Command) (windows.Handle, error) {
	texts := []string{verb, command.Program, windows.ComposeCommandLine(command.Arguments)}
	pointers := make([]*uint16, len(texts))
	for i, text := range texts {
		pointer, err := windows.UTF16PtrFromString(text)
		if err != nil {
			return 0, err //nolint:wrapcheck // the caller says what it was for
		}
		pointers[i] = pointer
	}
	info := shellExecuteInfo{
		mask:   seeNoCloseProcess | seeNoAsync | seeNoUI,
		window: windows.GetForegroundWindow(), // Windows asks for consent in front of it
		verb:   pointers[0], file: pointers[1], parameters: pointers[2], show: windows.SW_HIDE,
	}
	info.size = uint32(unsafe.Sizeof(info))
	// The shell may delegate to COM components that must stay on one thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	// S_FALSE means that COM was initialized before. That is not an error, and needs a
	// CoUninitialize as well.
	err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE)
	if err == nil || errors.Is(err, syscall.Errno(windows.S_FALSE)) {
		defer windows.CoUninitialize()
	}
	shell := windows.NewLazySystemDLL("shell32.dll").NewProc("ShellExecuteExW")
	if done, _, err := shell.Call(uintptr(unsafe.Pointer(&info))); done == 0 {
		return 0, err //nolint:wrapcheck // the caller says what it was for
	}
	return info.process, nil
}
