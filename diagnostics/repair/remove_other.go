//go:build !windows

package repair

import "os"

// oddName is for names that Windows keeps for itself; elsewhere there are none.
func oddName(string) bool { return false }

func removeOdd(folder *os.Root, name string) error { return remove(folder, name) }
