package system

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// detach lets the command outlive Retune's console.
func detach(run *exec.Cmd) {
	run.SysProcAttr = &syscall.SysProcAttr{
		CreationFlags: windows.DETACHED_PROCESS | windows.CREATE_NEW_PROCESS_GROUP,
	}
}

// hideConsole keeps a console program from flashing a window.
func hideConsole(run *exec.Cmd) {
	run.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW}
}
