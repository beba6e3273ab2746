//go:build linux

package endtoend

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

func TestASecondStartBringsTheWindowForward(t *testing.T) {
	d := newDesk(t, newPerson(t, newBox(t)))
	window := d.open()
	d.use("search", "--name", "^Retune$", "windowminimize", "--sync")
	await(t, "the window to be out of sight", func() bool { return !d.inFront() })
	second := d.person.run().mustEnd(t, 0)
	oneLine(t, second.output)
	await(t, "the window to come forward", d.inFront)
	d.press("alt+2") // and it hears the keyboard
	if open := running(program("retune")); len(open) != 1 || open[0] != window {
		t.Errorf("running are %v; the window's is %d", open, window)
	}
	// The terminal's commands do not mind the window.
	d.person.run("diagnose").mustEnd(t, 1)

	d.shut(window)
	d.shut(d.open())
}

func TestAWindowThatWasKilledOrHaltedIsInNobodysWay(t *testing.T) {
	d := newDesk(t, newPerson(t, newBox(t)))
	killed := d.open()
	must(t, syscall.Kill(killed, syscall.SIGKILL))
	await(t, "the end of the program", func() bool { return !alive(killed) })
	await(t, "its window to be gone", func() bool {
		search := exec.Command("xdotool", "search", "--name", "^Retune$")
		search.Env = append(search.Environ(), "DISPLAY="+d.name)
		found, err := search.Output()
		return err != nil && len(found) == 0
	})

	halted := d.open()
	must(t, syscall.Kill(halted, syscall.SIGSTOP))
	silent := d.person.run().mustEnd(t, 3)
	oneLine(t, silent.complaint)
	must(t, syscall.Kill(halted, syscall.SIGCONT))
	d.person.run().mustEnd(t, 0) // it answers again
	await(t, "the window to come forward", d.inFront)
}

// inFront reports whether Retune's window is the one that hears the keyboard.
func (d *desk) inFront() bool {
	ask := exec.Command("xdotool", "getactivewindow", "getwindowname")
	ask.Env = append(ask.Environ(), "DISPLAY="+d.name)
	name, err := ask.Output()
	return err == nil && strings.TrimSpace(string(name)) == "Retune"
}
