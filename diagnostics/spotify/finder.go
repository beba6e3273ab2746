package spotify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"retune/diagnostics/system"
)

// Finder finds the installs and processes of the user's Spotify.
type Finder struct {
	Environment system.Environment
	Files       system.Files
	Commands    system.Commands
	Processes   system.Processes
	// Registry is nil on systems without one.
	Registry system.Registry
	// FileVersion reads the version resource of a Windows program; nil on other systems.
	FileVersion func(path string) (string, error)
	// Immutable reports whether a macOS file is marked as unchangeable; nil on other systems.
	Immutable func(path string) bool
	// ReadLink returns a link's target, and Hostname the computer's name. Together they tell
	// who owns a lock; if they are nil, locks are not examined.
	ReadLink func(path string) (string, error)
	Hostname func() (string, error)
}

// Running is a process of the user's Spotify.
type Running struct {
	system.Process
	Kind Kind
	// Quit is how to ask it to quit.
	Quit Quit
	// Main is true for the client itself, false for its helper processes.
	Main bool
}

// Survey is what Spotify looks like on the whole computer.
type Survey struct {
	// Installs lists all installs. The first is the one to treat: the one that is running, or
	// else the one that ran last.
	Installs []Install
	// Leftovers are kinds that were uninstalled and left data behind.
	Leftovers []Leftover
	// Unread are the places where an install could be but access was refused.
	Unread []Unread
	// Running are the processes of all installs.
	Running []Running
	// ProcessError is why the process table could not be read; nil if it was read.
	ProcessError error
}

// Unread is a place where a program could not be looked for, and why.
type Unread struct {
	Path    string
	Folders Folders // where an install at that place would keep its data
	Err     error
}

// Survey looks for installs and their running processes. A place that cannot be read does not
// stop it. It returns an error only if the context ended, or if no install was found and the
// file system would not say whether one is at some place.
func (f Finder) Survey(ctx context.Context) (Survey, error) {
	survey := f.installs(ctx)
	survey.Running, survey.ProcessError = f.Running(ctx, f.Known(survey.Installs))
	if ctx.Err() != nil {
		return Survey{}, ctx.Err()
	}
	if len(survey.Installs) == 0 && len(survey.Unread) > 0 {
		return survey, fmt.Errorf("look for Spotify: %w", survey.Unread[0].Err)
	}
	f.order(&survey)
	return survey, nil
}

func (f Finder) installs(ctx context.Context) Survey {
	var survey Survey
	programs := map[string]bool{}
	for _, place := range layouts(f.Environment) {
		install, err := f.locate(place)
		switch {
		case err == nil && programs[f.resolved(install.Program)]: // the same program under another path
		case err == nil:
			programs[f.resolved(install.Program)] = true
			survey.Installs = append(survey.Installs, f.describe(ctx, install))
		case !absent(err):
			survey.Unread = append(survey.Unread, Unread{Path: place.Program, Folders: place.Folders, Err: err})
		}
	}
	survey.Leftovers = f.leftovers(survey)
	return survey
}

// absent reports whether an error means that a file does not exist.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotDirectory)
}

// Known adds every possible location to the installs that were found: a client whose program
// was removed, or is just being replaced, keeps running and using its cache.
func (f Finder) Known(installs []Install) []Install {
	return slices.Concat(installs, layouts(f.Environment))
}

func (f Finder) describe(ctx context.Context, install Install) Install {
	install.Seen = f.seen(install)
	install.Version = asVersion(f.ownVersion(ctx, install))
	if install.Version == "" && (install.Kind == KindDeb || install.Kind == KindAUR) {
		install.Kind, install.Updates = KindOther, ChannelUnknown
	}
	if install.Version == "" {
		install.Version = f.lastVersion(install)
	}
	install.Updates = f.channel(install)
	install.Newest = asVersion(f.knownNewest(install))
	install.Blocked, install.Patched = f.blocked(install), f.patched(install)
	return install
}

// seen adds the path that the process table shows if a folder in the program's path is a
// link. A link to a file of another name is not followed: it may lead to a program that is
// not Spotify.
func (f Finder) seen(install Install) []string {
	resolved := f.resolved(install.Program)
	if slices.Contains(install.Seen, resolved) || f.base(resolved) != f.base(install.Program) {
		return install.Seen
	}
	return append(slices.Clone(install.Seen), resolved)
}

// resolved resolves the links in a path, or returns it unchanged if that fails.
func (f Finder) resolved(path string) string {
	if resolved, err := f.Files.Resolve(path); err == nil {
		return resolved
	}
	return path
}

// base returns the last element of a path, by the rules of the environment's system.
func (f Finder) base(path string) string {
	separators := "/"
	if f.Environment.System == "windows" {
		separators = `/\`
	}
	return path[strings.LastIndexAny(path, separators)+1:]
}

// Running returns the processes of the given installs that belong to this user.
func (f Finder) Running(ctx context.Context, installs []Install) ([]Running, error) {
	processes, err := f.Processes.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for a running Spotify: %w", err)
	}
	var running []Running
	for _, process := range processes {
		if !process.Mine {
			continue
		}
		for _, install := range installs {
			if install.owns(process.Program) {
				running = append(running, Running{
					Process: process, Kind: install.Kind, Quit: install.Quit, Main: !helper(process),
				})
				break
			}
		}
	}
	return running, nil
}

// helper reports whether a process is one of Chromium's child processes, which are given
// their role as an argument.
func helper(process system.Process) bool {
	return slices.ContainsFunc(process.Arguments, func(argument string) bool {
		return strings.HasPrefix(argument, "--type=")
	})
}

// order puts the install to treat first. If several kinds share their preferences, the
// version that ran last tells which one it was.
func (f Finder) order(survey *Survey) {
	type evidence struct {
		runs    bool
		written time.Time
		version bool
	}
	seen := make(map[string]evidence, len(survey.Installs))
	for _, install := range survey.Installs {
		seen[install.Program] = evidence{
			runs:    slices.ContainsFunc(survey.Running, func(r Running) bool { return install.owns(r.Program) }),
			written: f.lastRun(install),
			version: install.Version != "" && install.Version == f.lastVersion(install),
		}
	}
	slices.SortStableFunc(survey.Installs, func(a, b Install) int {
		first, second := seen[a.Program], seen[b.Program]
		return cmp.Or(
			trueFirst(first.runs, second.runs),
			second.written.Compare(first.written),
			trueFirst(first.version, second.version),
		)
	})
}

func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// lastRun is when the preferences were last written. Spotify writes them whenever it starts
// and ends.
func (f Finder) lastRun(install Install) time.Time {
	written, err := f.Files.Modified(install.Folders.Preferences(f.Environment))
	if err != nil {
		return time.Time{}
	}
	return written
}

// Folders returns the folders of every possible install on this system, installed or not,
// without repeating a cache folder.
func (f Finder) Folders() []Folders {
	var all []Folders
	for _, install := range layouts(f.Environment) {
		folders := install.Folders
		if folders.Cache != "" && !slices.Contains(all, folders) {
			all = append(all, folders)
		}
	}
	return all
}
