package spotify

import (
	"context"
	"maps"
	"math"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

const (
	// surveyTimeout bounds the search for installs. Its slowest part is asking a package
	// manager for a version.
	surveyTimeout = 3 * time.Second
	// connectionsTimeout leaves room for all the looks below.
	connectionsTimeout = 4 * time.Second
	// settleTime is how long Spotify may take to connect after it starts. Until then, having
	// no connection means nothing.
	settleTime = 10 * time.Second
	// looks and lookAgain are how often, and how far apart, a client without a connection is
	// looked at before it counts as disconnected: it may be between two connections.
	looks     = 4
	lookAgain = 400 * time.Millisecond
)

// Checks returns the checks of the client for one diagnosis: what is installed, what is
// running, and whether it is connected. If Retune runs with another account's rights they
// look at nothing: the home folder would be somebody else's, and asking a program that the
// user may have modified for its version would run it with rights it must not have.
func (f Finder) Checks() []diagnostics.Check {
	if f.Environment.Rights == system.RightsForeign {
		return foreignChecks()
	}
	var survey Survey
	var failure error
	var once sync.Once
	look := func(ctx context.Context) (Survey, error) {
		once.Do(func() { survey, failure = f.Survey(ctx) })
		return survey, failure
	}
	return []diagnostics.Check{
		{
			Name: diagnostics.CheckInstalls, Timeout: surveyTimeout,
			Run: func(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
				return f.installsFinding(look(ctx))
			},
		},
		{
			Name: diagnostics.CheckProcess, Timeout: surveyTimeout, After: []diagnostics.CheckName{diagnostics.CheckInstalls},
			Run: func(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
				survey, err := look(ctx)
				return f.processFinding(ctx, survey, err)
			},
		},
		{
			Name: diagnostics.CheckConnections, Timeout: connectionsTimeout, After: []diagnostics.CheckName{diagnostics.CheckProcess},
			Run: func(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
				survey, err := look(ctx)
				if err != nil || survey.ProcessError != nil {
					return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawUnreadable, nil)
				}
				return f.connections(ctx, survey.Running)
			},
		},
	}
}

// foreignChecks report that the user's Spotify was not examined.
func foreignChecks() []diagnostics.Check {
	var checks []diagnostics.Check
	for _, name := range []diagnostics.CheckName{
		diagnostics.CheckInstalls, diagnostics.CheckProcess, diagnostics.CheckConnections,
	} {
		checks = append(checks, diagnostics.Check{
			Name: name, Timeout: surveyTimeout,
			Run: func(context.Context, diagnostics.Findings) diagnostics.Finding {
				return diagnostics.Saw(name, diagnostics.SawForeign, nil)
			},
		})
	}
	return checks
}

// installsFinding describes the install to treat. Spotify's servers may reject one that is
// old, or that cannot update itself and whose files are old.
func (f Finder) installsFinding(survey Survey, err error) diagnostics.Finding {
	switch {
	case err != nil:
		return diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawUnreadable, f.unreadArgs(survey))
	case len(survey.Installs) == 0:
		return diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawMissing, leftoverArgs(survey))
	}
	treated := survey.Installs[0]
	observation := diagnostics.SawFine
	switch {
	case muchOlder(treated.Version, treated.Newest):
		observation = diagnostics.SawOutdated
	case treated.Blocked && f.outlived(treated):
		observation = diagnostics.SawUpdateBlocked
	}
	args := diagnostics.Args{
		"Kind": string(treated.Kind), "Version": treated.Version, "Count": len(survey.Installs),
		"Blocked": treated.Blocked && treated.Updates != ChannelScoop, "Patched": treated.Patched,
	}
	if others := otherKinds(survey.Installs[1:]); others != "" {
		args["Others"] = others
	}
	if treated.Updates != ChannelUnknown {
		args["Updates"] = string(treated.Updates)
	}
	if CompareVersions(treated.Newest, treated.Version) > 0 {
		args["Newest"] = treated.Newest
	}
	maps.Copy(args, leftoverArgs(survey))
	maps.Copy(args, f.unreadArgs(survey))
	return diagnostics.Saw(diagnostics.CheckInstalls, observation, args)
}

// otherKinds lists the kinds of the other installs, each once, comma-separated.
func otherKinds(installs []Install) string {
	var kinds []string
	for _, install := range installs {
		if !slices.Contains(kinds, string(install.Kind)) {
			kinds = append(kinds, string(install.Kind))
		}
	}
	return strings.Join(kinds, ",")
}

// leftoverArgs names the first uninstalled kind that left data behind.
func leftoverArgs(survey Survey) diagnostics.Args {
	if len(survey.Leftovers) == 0 {
		return nil
	}
	return diagnostics.Args{"Leftover": string(survey.Leftovers[0].Kind)}
}

// unreadArgs names the first folder that could not be read, without the user's name.
func (f Finder) unreadArgs(survey Survey) diagnostics.Args {
	if len(survey.Unread) == 0 {
		return nil
	}
	path, home := survey.Unread[0].Path, f.Environment.Home
	if inside, found := strings.CutPrefix(path, home); found && home != "" {
		path = "~" + inside
	}
	return diagnostics.Args{"Path": path}
}

func (f Finder) processFinding(ctx context.Context, survey Survey, err error) diagnostics.Finding {
	switch {
	case err != nil || survey.ProcessError != nil:
		return diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawUnreadable, nil)
	case len(survey.Installs) == 0:
		return diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawNothingToCheck, nil)
	case len(survey.Running) == 0 && f.staleLock(ctx, survey):
		return diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawStaleLock, nil)
	case len(survey.Running) == 0:
		return diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawNotRunning, nil)
	case slices.ContainsFunc(survey.Running, Running.hung):
		return diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawHung, nil)
	}
	return diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawFine, diagnostics.Args{"Count": len(survey.Running)})
}

// hung reports whether the client is stopped and so cannot respond. Helpers do not count:
// Chromium may stop one on purpose.
func (r Running) hung() bool { return r.Main && r.Stopped }

// tally counts the connections of all of Spotify's processes.
type tally struct{ internet, local, tried int }

// connections looks until it sees a connection, or has seen none in all its looks.
func (f Finder) connections(ctx context.Context, running []Running) diagnostics.Finding {
	if len(running) == 0 {
		return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawNothingToCheck, nil)
	}
	var seen tally
	for look := range looks {
		if look > 0 && !diagnostics.Pause(ctx, lookAgain) {
			return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawTimedOut, nil)
		}
		var err error
		if seen, err = f.tally(ctx, running); err != nil {
			return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawUnreadable, nil)
		}
		if seen.internet > 0 {
			return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawFine, diagnostics.Args{"Count": seen.internet})
		}
	}
	return unconnected(seen, running)
}

// unconnected judges a client without a connection to the internet. If its connections stay
// within this computer or network it may be using a local proxy or filter; if it has just
// started, or is trying to connect, it is not in Offline Mode.
func unconnected(seen tally, running []Running) diagnostics.Finding {
	switch {
	case seen.tried > 0:
		return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawConnecting, nil)
	case youngest(running) < settleTime:
		return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawStarting, nil)
	}
	if seen.local > 0 {
		return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawLocalOnly, diagnostics.Args{"Count": seen.local})
	}
	return diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawNone, nil)
}

// youngest returns the age of the client that started last. Helpers do not count, since a
// client starts new ones all the time.
func youngest(running []Running) time.Duration {
	age := time.Duration(math.MaxInt64)
	for _, process := range running {
		if process.Main {
			age = min(age, process.Age)
		}
	}
	return age
}

func (f Finder) tally(ctx context.Context, running []Running) (tally, error) {
	var sum tally
	var failure error
	read := 0
	for _, process := range running {
		connections, err := f.Processes.Connections(ctx, process.PID)
		if err != nil {
			failure = err
			continue
		}
		read++
		for _, connection := range connections {
			sum.add(connection)
		}
	}
	// A helper may have ended, or be protected from its own user; one that could be read is
	// enough.
	if read == 0 {
		return tally{}, failure
	}
	return sum, nil
}

func (t *tally) add(connection system.Connection) {
	remote, err := netip.ParseAddr(connection.Remote)
	switch {
	case err != nil:
	case !connection.Established:
		t.tried++
	case near(remote.Unmap()):
		t.local++
	default:
		t.internet++
	}
}

// near reports whether an address belongs to this computer or its local network.
func near(address netip.Addr) bool {
	return address.IsLoopback() || address.IsPrivate() || address.IsLinkLocalUnicast() || address.IsUnspecified()
}
