//go:build !windows

package system

// animationsOff reports false: it is only used on Windows.
func animationsOff() bool { return false }
