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

// shellExecuteInfo is SHELLEXECUTEINFOW of Windows' shellapi.h.
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

// Flags of shellExecuteInfo: the process is wanted, and no thread waits for messages.
const (
	seeNoCloseProcess = 0x00000040
	seeNoAsync        = 0x00000100
	seeNoUI           = 0x00000400
)

// RunAs runs a program with an administrator's rights, for which Windows asks the person
// first, and returns its status. windows.ERROR_CANCELLED is in the error where they said
// no. Its window, if it has one, is not shown. A context that ends while the question is
// open gives up waiting for the answer, with its error; a program that runs is waited for.
func RunAs(ctx context.Context, command Command) (status int, err error) {
	return runByShell(ctx, "runas", command)
}

// runByShell has the shell do something with a program, such as open it, and waits.
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

// startByShell has the shell start a program, unless the context ends before it does.
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
				_ = windows.CloseHandle(process) // nobody waits for it any more
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

// shellExecute has the shell start a program, and returns its process.
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
		window: windows.GetForegroundWindow(), // in front of which Windows asks
		verb:   pointers[0], file: pointers[1], parameters: pointers[2], show: windows.SW_HIDE,
	}
	info.size = uint32(unsafe.Sizeof(info))
	// The shell may hand the work to parts of Windows that want this of the thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	// S_FALSE, that somebody began before, is no failure, and has to be ended as well.
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
