//go:build !darwin

package system

// Immutable reports false: only macOS has such a flag on files that Spotify updates.
func Immutable(string) bool { return false }
