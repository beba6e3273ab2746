//go:build !darwin

package system

// Immutable reports whether a file or folder is marked so that nobody can change it, as
// "chflags uchg" of macOS does; other systems keep no such mark that Spotify meets.
func Immutable(string) bool { return false }
