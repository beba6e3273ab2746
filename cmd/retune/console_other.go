//go:build !windows

package main

import "os"

// streams returns the program's standard streams.
func streams() (in, out, complaints *os.File) { return os.Stdin, os.Stdout, os.Stderr }
