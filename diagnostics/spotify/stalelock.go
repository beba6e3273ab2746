package spotify

import (
	"context"
	"slices"
	"strconv"
)

// staleLock reports whether the client to treat has a lock whose owner is gone, while no
// client is running. If there is any doubt the lock is not stale: the home folder may be in
// use on another computer, or by a client unknown to Retune.
func (f Finder) staleLock(ctx context.Context, survey Survey) bool {
	if f.Environment.System != "linux" || f.ReadLink == nil || f.Hostname == nil {
		return false
	}
	lock := f.Environment.Join(survey.Installs[0].Folders.Cache, LockItems()[0])
	target, err := f.ReadLink(lock)
	if err != nil {
		return false
	}
	owner, known := ParseLockOwner(target)
	host, err := f.Hostname()
	if !known || err != nil || owner.Host != host || f.maybeSpotify(owner.PID) {
		return false
	}
	// A client that made its lock only now may not have been in the process table yet.
	running, err := f.Running(ctx, f.Known(survey.Installs))
	return err == nil && len(running) == 0
}

// longestName is how much of a process's name the kernel keeps.
const longestName = 15

// maybeSpotify reports whether a process ID may be that of any user's Spotify, from any
// place. An ID from inside a sandbox means nothing outside it; then only the process table
// decides.
func (f Finder) maybeSpotify(pid int) bool {
	name, err := f.Files.Read(f.Environment.Join("/proc", strconv.Itoa(pid), "comm"), 1<<10)
	if err != nil {
		return !absent(err) && !endedMeanwhile(err)
	}
	var names []string
	for _, program := range []string{"spotify", ".spotify-wrapped"} {
		names = append(names, program[:min(len(program), longestName)]+"\n")
	}
	return slices.Contains(names, string(name))
}
