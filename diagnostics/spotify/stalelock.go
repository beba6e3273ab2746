package spotify

import (
	"context"
	"slices"
	"strconv"
)

// staleLock reports whether the lock of the client to treat is there and its owner is
// gone, while no client runs. Whatever cannot be told for sure is no stale lock: a home
// folder may be in use on another computer, or by a client that is not known here.
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
	// The client of a lock that is this young was not in the table yet.
	running, err := f.Running(ctx, f.Known(survey.Installs))
	return err == nil && len(running) == 0
}

// longestName is what the kernel keeps of a process's name.
const longestName = 15

// maybeSpotify reports whether a number is that of a process that may be a Spotify,
// anybody's and from anywhere. In a sandbox the number means nothing outside, and then
// the table of processes decides alone.
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
