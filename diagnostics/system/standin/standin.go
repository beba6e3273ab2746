// Package standin plays Spotify in tests on Windows: a test binary starts itself again as a
// program that has a window or none, and that ends, or does not, as it was told.
package standin

import (
	"fmt"
	"os"
)

// Variable is the environment variable that tells a test binary what kind of stand-in to be.
const Variable = "RETUNE_STANDIN"

// The kinds of stand-in.
const (
	Polite   = "polite"   // has a window, and ends when it is closed
	Stubborn = "stubborn" // has a window that refuses to close
	Tray     = "tray"     // has a hidden window
	Bare     = "bare"     // has no window
	Stuck    = "stuck"    // has a window, and never processes its messages
)

// Ready is the line that it prints once it is set up.
const Ready = "ready"

// Main must be called first by a test binary. If the binary was started as a stand-in, Main
// does not return.
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
