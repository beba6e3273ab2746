//go:build !windows

package repair

import "os"

// removeOdd is for names that Windows keeps for itself; elsewhere there are none.
func removeOdd(_ *os.Root, _ string, refused error) error { return refused }
