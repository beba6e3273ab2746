package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// attachParent is ATTACH_PARENT_PROCESS of wincon.h.
const attachParent = ^uintptr(0)

// streams returns what the program reads from and prints to. Windows gives a program
// with a window no console: it joins that of whoever started it. What was redirected
// stays so. Where there is no console either, what is printed is lost.
func streams() (in, out, complaints *os.File) {
	_, _, _ = windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole").Call(attachParent)
	return orConsole(os.Stdin, "CONIN$"), orConsole(os.Stdout, "CONOUT$"), orConsole(os.Stderr, "CONOUT$")
}

// orConsole returns a stream that leads somewhere, or else the console.
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
