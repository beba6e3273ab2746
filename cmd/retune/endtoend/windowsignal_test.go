//go:build linux

package endtoend

import (
	"syscall"
	"testing"
)

func TestAnEndFromOutsideClosesTheWindow(t *testing.T) {
	d := newDesk(t, newPerson(t, newBox(t)))
	window := d.open()
	must(t, syscall.Kill(window, syscall.SIGTERM))
	await(t, "the end of the program", func() bool { return !alive(window) })
}
