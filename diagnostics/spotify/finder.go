package spotify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
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
}

// Running is a process of the user's Spotify.
type Running struct {
	system.Process
	Kind Kind
	// Main tells the client itself from its helper processes.
	Main bool
}

// Survey is what a look at the whole computer found.
type Survey struct {
	// Installs lists all installs, the one to treat first: the one that runs, else the
	// one that ran last.
	Installs []Install
	// Running are the processes of all installs.
	Running []Running
	// ProcessError is why the process table could not be read; nil where it could.
	ProcessError error
}

// Survey looks for installs and for what runs of them. The error is the file
// system's, where it would not say what is there, or the context's.
func (f Finder) Survey(ctx context.Context) (Survey, error) {
	installs, err := f.installs(ctx)
	if err != nil {
		return Survey{}, err
	}
	survey := Survey{Installs: installs}
	survey.Running, survey.ProcessError = f.Running(ctx, f.Known(installs))
	if ctx.Err() != nil {
		return Survey{}, ctx.Err()
	}
	f.order(&survey)
	return survey, nil
}

func (f Finder) installs(ctx context.Context) ([]Install, error) {
	var found []Install
	for _, install := range layouts(f.Environment) {
		_, err := f.Files.Modified(install.Program)
		switch {
		case err == nil:
			found = append(found, f.describe(ctx, install))
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNotDirectory):
		default:
			return nil, fmt.Errorf("look for Spotify: %w", err)
		}
	}
	return found, ctx.Err()
}

// Known adds to the installs that were found every place at which there could be one:
// a client goes on running, and using its cache, when its program was removed or is
// just being replaced.
func (f Finder) Known(installs []Install) []Install {
	return slices.Concat(installs, layouts(f.Environment))
}

func (f Finder) describe(ctx context.Context, install Install) Install {
	install.Seen = f.seen(install)
	install.Version = f.ownVersion(ctx, install)
	if install.Kind == KindDeb && install.Version == "" {
		install.Kind = KindOther
	}
	if install.Version == "" {
		install.Version = f.lastVersion(install)
	}
	return install
}

// seen adds the path that the process table shows where a folder on the way to the
// program is a link. A link to a file of another name is not followed: it may lead to
// a program that is not Spotify.
func (f Finder) seen(install Install) []string {
	resolved, err := f.Files.Resolve(install.Program)
	if err != nil || slices.Contains(install.Seen, resolved) || filepath.Base(resolved) != filepath.Base(install.Program) {
		return install.Seen
	}
	return append(slices.Clone(install.Seen), resolved)
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
				running = append(running, Running{Process: process, Kind: install.Kind, Main: !helper(process)})
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

// order puts the install to treat first.
func (f Finder) order(survey *Survey) {
	runs := func(kind Kind) bool {
		return slices.ContainsFunc(survey.Running, func(r Running) bool { return r.Kind == kind })
	}
	slices.SortStableFunc(survey.Installs, func(a, b Install) int {
		if runs(a.Kind) != runs(b.Kind) {
			if runs(a.Kind) {
				return -1
			}
			return 1
		}
		return f.lastRun(b).Compare(f.lastRun(a))
	})
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
