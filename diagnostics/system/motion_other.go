//go:build !windows

package system

// animationsOff is asked on Windows alone.
func animationsOff() bool { return false }
