//go:build windows

// Command windowsclient plays the Spotify client in the tests of the Windows program: it has
// a window and two child processes, and ends when its window is closed. If there is a file
// named "stubborn" beside it, its window refuses to close.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"retune/diagnostics/system/standin"
)

// children is the number of child processes.
const children = 2

func main() {
	if len(os.Args) > 1 { // --type=renderer: lives as long as its parent
		_, _ = io.Copy(io.Discard, os.Stdin)
		return
	}
	if err := beClient(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func beClient() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	for range children {
		child := exec.Command(program, "--type=renderer")
		if _, err := child.StdinPipe(); err != nil {
			return err
		}
		if err := child.Start(); err != nil {
			return err
		}
	}
	kind := standin.Polite
	if _, err := os.Stat(filepath.Join(filepath.Dir(program), "stubborn")); err == nil {
		kind = standin.Stubborn
	}
	if err := os.Setenv(standin.Variable, kind); err != nil {
		return err
	}
	standin.Main()
	return nil
}
