package repair

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

const (
	// menuPatience is how long Spotify has to react to a request over the session bus before
	// the system's own request follows.
	menuPatience = 2 * time.Second
	// politePatience is how long it has in all before it is killed.
	politePatience = 5 * time.Second
	// forcePatience is how long a killed process may take to disappear: the kernel lets it
	// finish pending disk writes.
	forcePatience = 3 * time.Second
	// awayTime is how long it must stay gone: anything that restarts a program automatically
	// does so within a few tenths of a second.
	awayTime = 300 * time.Millisecond
)

// closer closes Spotify: politely, then by force. Then it makes sure that Spotify is gone.
type closer struct {
	finder spotify.Finder
	// quit asks the client among these processes to quit in the way its own menu would.
	quit func(ctx context.Context, running []spotify.Running) error
}

// survey finds Spotify and its processes, and refuses if they cannot be determined.
func (c closer) survey(ctx context.Context) (spotify.Survey, error) {
	survey, err := c.finder.Survey(ctx)
	switch {
	case ctx.Err() != nil:
		return survey, ctx.Err()
	case err != nil:
		return survey, refuseFile(pathOf(err), err)
	case len(survey.Installs) == 0:
		return survey, refuse(ReasonNoInstall, nil, nil)
	case survey.ProcessError != nil:
		return survey, refuse(ReasonProcessesUnreadable, nil, survey.ProcessError)
	}
	return survey, refuseOwn(survey.Running)
}

// refuseOwn refuses if closing Spotify would close Retune itself or an ancestor of it.
func refuseOwn(running []spotify.Running) error {
	for _, process := range running {
		if process.Own {
			return refuse(ReasonStartedBySpotify, diagnostics.Args{"Program": process.Program}, nil)
		}
	}
	return nil
}

func targets(running []spotify.Running) []Target {
	list := make([]Target, len(running))
	for i, process := range running {
		list[i] = Target{PID: process.PID, Program: process.Program}
	}
	return list
}

// held is a process that is being closed.
type held struct {
	spotify.Running
	system.Handle
}

// close ends exactly the given processes, and confirms that no Spotify is running.
func (c closer) close(ctx context.Context, survey spotify.Survey, progress func(Progress)) error {
	processes, err := c.hold(survey.Running)
	if err != nil {
		return err
	}
	defer letGo(processes)
	progress(Progress{Phase: PhaseClosing})
	left, err := c.ask(ctx, processes)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		progress(Progress{Phase: PhaseForcing})
		if err := c.force(ctx, left); err != nil {
			return err
		}
	}
	progress(Progress{Phase: PhaseConfirming})
	return c.confirmAway(ctx, survey.Installs)
}

// hold opens every process before asking any of them to end, so that no signal can reach
// another program that was meanwhile given the same process ID.
func (c closer) hold(running []spotify.Running) ([]held, error) {
	var processes []held
	for _, process := range running {
		handle, err := c.finder.Processes.Open(process.Process)
		switch {
		case err == nil:
			processes = append(processes, held{Running: process, Handle: handle})
		case errors.Is(err, system.ErrGone):
		default:
			letGo(processes)
			return nil, refuseHold(process, err)
		}
	}
	return processes, nil
}

func refuseHold(process spotify.Running, err error) *Refusal {
	args := diagnostics.Args{"PID": process.PID, "Program": process.Program}
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return refuse(ReasonNotOnThisSystem, nil, err)
	case errors.Is(err, fs.ErrPermission):
		return refuse(ReasonNotAllowed, args, err)
	default:
		return refuse(ReasonProcessesUnreadable, nil, err)
	}
}

func letGo(processes []held) {
	for _, process := range processes {
		_ = process.Close() // nothing is lost with it
	}
}

// ask asks politely, first as Spotify's menu would and then in the system's way. It returns
// the processes that are still running after politePatience.
func (c closer) ask(ctx context.Context, processes []held) ([]held, error) {
	polite, cancel := context.WithTimeout(ctx, politePatience)
	defer cancel()
	left := c.askMenu(polite, processes)
	if !askSystem(left) {
		return left, ctx.Err() // no process was asked, so there is nothing to wait for
	}
	left = waitGone(polite, left)
	return left, ctx.Err()
}

// askSystem asks the clients among the processes, and reports whether there is anything to
// wait for: a client that was asked, or nothing but helpers, which end with their client.
// Helpers are never asked themselves, because that would look like a crash to the client.
func askSystem(processes []held) bool {
	clients, asked := 0, 0
	for _, process := range processes {
		if !process.Main {
			continue
		}
		clients++
		if err := process.Terminate(); err == nil || errors.Is(err, system.ErrGone) {
			asked++
		}
	}
	return asked > 0 || clients == 0
}

// askMenu asks as the menu would, and returns the processes that are still running after
// menuPatience. A client that hangs does not answer; that takes no longer.
func (c closer) askMenu(ctx context.Context, processes []held) []held {
	if len(processes) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, menuPatience)
	defer cancel()
	running := make([]spotify.Running, len(processes))
	for i, process := range processes {
		running[i] = process.Running
	}
	if err := c.quit(ctx, running); err != nil && ctx.Err() == nil {
		return processes
	}
	return waitGone(ctx, processes)
}

// force kills processes that did not react, and reports one that survives.
func (c closer) force(ctx context.Context, processes []held) error {
	ctx, cancel := context.WithTimeout(ctx, forcePatience)
	defer cancel()
	c.endSandboxes(ctx, processes)
	var failure error
	for _, process := range processes {
		if err := process.Kill(); err != nil && !errors.Is(err, system.ErrGone) {
			failure = err
		}
	}
	left := waitGone(ctx, processes)
	if len(left) == 0 {
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	reason := ReasonSurvived
	if errors.Is(failure, fs.ErrPermission) { // a process that may not be signaled is still running
		reason = ReasonNotAllowed
	}
	return &Unrepaired{
		Reason: reason, Args: diagnostics.Args{"PID": left[0].PID, "Program": left[0].Program}, Err: failure,
	}
}

// endSandboxes ends those of Spotify's sandboxes that still contain a process, because some
// of their processes cannot be seen from outside. If that fails, the visible processes are
// killed all the same.
func (c closer) endSandboxes(ctx context.Context, processes []held) {
	var done []string
	for _, process := range processes {
		end := process.Quit.End
		if end.Program == "" || slices.Contains(done, end.String()) {
			continue
		}
		done = append(done, end.String())
		_, _ = c.finder.Commands.Output(ctx, end)
	}
}

// waitGone waits for all processes at once, and returns those still running when the context
// ends.
func waitGone(ctx context.Context, processes []held) []held {
	gone := make([]bool, len(processes))
	var waiting sync.WaitGroup
	for i, process := range processes {
		waiting.Go(func() { gone[i] = process.Wait(ctx) == nil })
	}
	waiting.Wait()
	var left []held
	for i, process := range processes {
		if !gone[i] {
			left = append(left, process)
		}
	}
	return left
}

// confirmAway makes sure that Spotify is gone and stays gone.
func (c closer) confirmAway(ctx context.Context, installs []spotify.Install) error {
	if err := c.confirmGone(ctx, installs); err != nil {
		return err
	}
	away, cancel := context.WithTimeout(ctx, awayTime)
	defer cancel()
	<-away.Done()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return c.confirmGone(ctx, installs)
}

// confirmGone looks at the process table again. A helper that its client had only just
// started is killed; a client that is back was restarted by something else.
func (c closer) confirmGone(ctx context.Context, installs []spotify.Install) error {
	running, err := c.finder.Running(ctx, c.finder.Known(installs))
	if err != nil {
		return &Unrepaired{Reason: ReasonProcessesUnreadable, Err: err}
	}
	if back := slices.IndexFunc(running, func(r spotify.Running) bool { return r.Main }); back >= 0 {
		return &Unrepaired{Reason: ReasonCameBack, Args: diagnostics.Args{
			"PID": running[back].PID, "Program": running[back].Program,
		}}
	}
	late, err := c.hold(running)
	if err != nil {
		return &Unrepaired{Reason: ReasonProcessesUnreadable, Err: err}
	}
	defer letGo(late)
	return c.force(ctx, late)
}

// closeRepair is the repair "close".
type closeRepair struct{ closer }

func (closeRepair) Describe() Description {
	return Description{Name: diagnostics.RepairClose, Risk: RiskNone}
}

func (r closeRepair) Plan(ctx context.Context, _ func(Progress)) (Plan, error) {
	survey, err := r.survey(ctx)
	if err != nil {
		return Plan{}, err
	}
	if len(survey.Running) == 0 {
		return Plan{}, nothingToDo(ReasonNotRunning)
	}
	return Plan{
		Repair: diagnostics.RepairClose, Kind: string(survey.Installs[0].Kind),
		Processes: targets(survey.Running), deed: survey,
	}, nil
}

func (r closeRepair) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	survey, ok := plan.deed.(spotify.Survey)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	return Done{}, r.close(ctx, survey, progress)
}

// errForeignPlan is returned for a plan that was made by another repair.
var errForeignPlan = errors.New("the plan was made by another repair")
