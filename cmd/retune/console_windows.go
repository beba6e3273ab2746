package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// attachParent is ATTACH_PARENT_PROCESS from wincon.h.
const attachParent = ^uintptr(0)

// streams returns the program's standard streams. Windows gives a GUI program no console, so
// it attaches to that of its parent. Redirected streams stay redirected. If there is no
// console at all, output is lost.
func streams() (in, out, complaints *os.File) {
	_, _, _ = windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole").Call(attachParent)
	return orConsole(os.Stdin, "CONIN$"), orConsole(os.Stdout, "CONOUT$"), orConsole(os.Stderr, "CONOUT$")
}

// orConsole returns the stream if it is valid, or else the console.
func orConsole(stream *os.File, console string) *os.File {
	kind, err := windows.GetFileType(windows.Handle(stream.Fd()))
	if err == nil && kind != windows.FILE_TYPE_UNKNOWN {
		return stream
	}
	file, err := os.OpenFile(console, os.O_RDWR, 0)
	if err != nil {
		return stream
	}
	return file
}
