//go:build linux

// Command pkexec stands in for polkit's. It belongs to root, and whoever calls it becomes
// root as there; what was asked for is written down beside it. Where a file "refuse" lies
// beside it, the person puts the dialog away.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// dismissed is the status of pkexec(1) where the dialog was put away.
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
