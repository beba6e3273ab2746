// Package standin is what stands in for Spotify in the tests of Windows: a test's own
// program, started once more, that has a window or none and ends as it was told to.
package standin

import (
	"fmt"
	"os"
)

// Variable tells a test's program that it stands in, and as what.
const Variable = "RETUNE_STANDIN"

// What it can be.
const (
	Polite   = "polite"   // has a window, and ends when that is closed
	Stubborn = "stubborn" // has a window that does not let itself be closed
	Tray     = "tray"     // has a window that nobody sees
	Bare     = "bare"     // has no window
	Stuck    = "stuck"    // has a window, and never looks what becomes of it
)

// Ready is the line that it prints as soon as it is what it was told to be.
const Ready = "ready"

// Main is what a test's program calls first. Told to stand in, it does, and does not
// return.
func Main() {
	kind := os.Getenv(Variable)
	if kind == "" {
		return
	}
	if err := run(kind); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
