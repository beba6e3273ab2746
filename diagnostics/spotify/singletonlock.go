package spotify

import (
	"strconv"
	"strings"
)

// LockItems are the files in a cache folder by which a running client keeps a second one from
// starting. Left behind by a crash or a power failure, they can keep Spotify from starting at
// all. They are Chromium's, see its chrome/browser/process_singleton_posix.cc; Windows has
// none.
func LockItems() []string { return []string{"SingletonLock", "SingletonSocket", "SingletonCookie"} }

// LockOwner is who holds a SingletonLock: the computer's name and the client's process ID
// there. An ID from inside a sandbox means nothing outside it.
type LockOwner struct {
	Host string
	PID  int
}

// ParseLockOwner parses the target of the link SingletonLock, "host-pid"; the host may
// contain hyphens. It returns false for anything else.
func ParseLockOwner(target string) (LockOwner, bool) {
	i := strings.LastIndexByte(target, '-')
	if i <= 0 {
		return LockOwner{}, false
	}
	pid, err := strconv.Atoi(target[i+1:])
	if err != nil || pid <= 0 {
		return LockOwner{}, false
	}
	return LockOwner{Host: target[:i], PID: pid}, true
}
