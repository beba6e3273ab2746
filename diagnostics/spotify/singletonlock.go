package spotify

import (
	"strconv"
	"strings"
)

// LockItems are the files below a cache folder with which a running client keeps a second
// one from starting. Where a crash or a computer that was switched off leaves them behind,
// they can keep Spotify from starting at all. They are Chromium's, see its
// chrome/browser/process_singleton_posix.cc; on Windows there are none.
func LockItems() []string { return []string{"SingletonLock", "SingletonSocket", "SingletonCookie"} }

// LockOwner is whom a SingletonLock names: the computer, and the number that the client
// had there. In a sandbox that number means nothing outside.
type LockOwner struct {
	Host string
	PID  int
}

// ParseLockOwner reads what the link SingletonLock leads to, "host-number"; the host may
// have hyphens itself. It returns false where it is anything else.
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
