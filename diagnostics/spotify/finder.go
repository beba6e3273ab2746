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
	// Registry is nil where the system has none.
	Registry system.Registry
	// FileVersion reads the version resource of a program of Windows; nil elsewhere.
	FileVersion func(path string) (string, error)
	// Immutable reports whether a file of macOS is marked so that nobody changes it; nil
	// elsewhere.
	Immutable func(path string) bool
	// ReadLink returns what a link leads to, and Hostname the computer's name: together
	// they tell whose a lock is. Without them no lock is looked at.
	ReadLink func(path string) (string, error)
	Hostname func() (string, error)
}

// Running is a process of the user's Spotify.
type Running struct {
	system.Process
	Kind Kind
	// Quit is how it is asked to quit.
	Quit Quit
	// Main tells the client itself from its helper processes.
	Main bool
}

// Survey is what a look at the whole computer found.
type Survey struct {
	// Installs lists all installs, the one to treat first: the one that runs, else the
	// one that ran last.
	Installs []Install
	// Leftovers are kinds that are not installed any more and left data behind.
	Leftovers []Leftover
	// Unread are the places that the system would not let anybody look at.
	Unread []Unread
	// Running are the processes of all installs.
	Running []Running
	// ProcessError is why the process table could not be read; nil where it could.
	ProcessError error
}

// Unread is a place of a program that could not be looked at, and why.
type Unread struct {
	Path    string
	Folders Folders // where an install of that place keeps its data
	Err     error
}

// Survey looks for installs and for what runs of them. Where one place cannot be
// looked at, the rest is looked at all the same. The error is the context's, or the
// file system's where nothing was found and it would not say what is at some place.
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
		case err == nil && programs[f.resolved(install.Program)]: // the same by another way
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

// absent reports whether an error says that a file is not there.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotDirectory)
}

// Known adds to the installs that were found every place at which there could be one:
// a client goes on running, and using its cache, when its program was removed or is
// just being replaced.
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

// seen adds the path that the process table shows where a folder on the way to the
// program is a link. A link to a file of another name is not followed: it may lead to
// a program that is not Spotify.
func (f Finder) seen(install Install) []string {
	resolved := f.resolved(install.Program)
	if slices.Contains(install.Seen, resolved) || f.base(resolved) != f.base(install.Program) {
		return install.Seen
	}
	return append(slices.Clone(install.Seen), resolved)
}

// resolved follows the links of a path; one that cannot be followed stays as it is.
func (f Finder) resolved(path string) string {
	if resolved, err := f.Files.Resolve(path); err == nil {
		return resolved
	}
	return path
}

// base returns a path's last part, by the rules of the environment's system.
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

// helper tells Chromium's child processes, which carry their role as an argument.
func helper(process system.Process) bool {
	return slices.ContainsFunc(process.Arguments, func(argument string) bool {
		return strings.HasPrefix(argument, "--type=")
	})
}

// order puts the install to treat first. Several kinds may share their preferences;
// then the version that ran last tells which one it was.
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

// lastRun is when the preferences were last written: Spotify does that at every
// start and end.
func (f Finder) lastRun(install Install) time.Time {
	written, err := f.Files.Modified(install.Folders.Preferences(f.Environment))
	if err != nil {
		return time.Time{}
	}
	return written
}

// Folders returns the folders of every install that there could be on this system,
// whether it is installed or not; each cache folder once.
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
