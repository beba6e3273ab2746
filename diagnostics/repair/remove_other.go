//go:build !windows

package repair

import "os"

// oddName is always false: only Windows reserves names.
func oddName(string) bool { return false }

func removeOdd(folder *os.Root, name string) error { return remove(folder, name) }
