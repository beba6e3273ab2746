//go:build !windows

package main

import "os"

// streams returns what the program reads from and prints to.
func streams() (in, out, complaints *os.File) { return os.Stdin, os.Stdout, os.Stderr }
