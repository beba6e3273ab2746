//go:build unix

package system

import (
	"os/exec"
	"syscall"
)

// detach puts the command in a session of its own, so that closing Retune's
// terminal does not end it.
func detach(run *exec.Cmd) { run.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// hideConsole is for Windows; elsewhere commands open no console.
func hideConsole(*exec.Cmd) {}
