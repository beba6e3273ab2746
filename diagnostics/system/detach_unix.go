//go:build unix

package system

import (
	"os/exec"
	"syscall"
)

// detach puts the command into its own session, so that closing Retune's terminal does not
// end it.
func detach(run *exec.Cmd) { run.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// hideConsole does nothing: only on Windows do commands open a console.
func hideConsole(*exec.Cmd) {}
