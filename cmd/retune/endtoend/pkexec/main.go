//go:build linux

// Command pkexec replaces polkit's pkexec. It is owned by root and, like the original, runs
// its caller's command as root; it records the command beside itself. If there is a file
// named "refuse" beside it, it acts as if the user had dismissed the dialog.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// dismissed is the exit status of pkexec(1) if the dialog was dismissed.
const dismissed = 126

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pkexec:", err)
		os.Exit(1)
	}
}

func run(command []string) error {
	caller := os.Getuid()
	if err := syscall.Setresuid(0, 0, 0); err != nil {
		return err
	}
	if err := syscall.Setresgid(0, 0, 0); err != nil {
		return err
	}
	own, err := os.Executable()
	if err != nil {
		return err
	}
	if err := note(filepath.Join(filepath.Dir(own), "asked"), command); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(own), "refuse")); err == nil {
		os.Exit(dismissed)
	}
	environment := []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", fmt.Sprintf("PKEXEC_UID=%d", caller)}
	return syscall.Exec(command[0], command, environment)
}

func note(path string, command []string) (err error) {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = file.Close() }()
	_, err = fmt.Fprintln(file, strings.Join(command, " "))
	return err
}
