package repair

import (
	"context"
	"errors"
	"slices"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

const (
	// startPatience is how long Spotify may take to appear. A cold start from a slow disk, or
	// in a sandbox that is set up first, takes several seconds.
	startPatience = 20 * time.Second
	// startLook is how often the process table is read meanwhile.
	startLook = 100 * time.Millisecond
	// stayTime is how long it must stay running: a client that cannot start ends at once.
	stayTime = time.Second
)

// restartRepair is the repair "restart": close, start the same install, confirm.
type restartRepair struct{ closer }

type restartDeed struct {
	survey spotify.Survey
	start  system.Command
}

func (restartRepair) Describe() Description {
	return Description{Name: diagnostics.RepairRestart, Risk: RiskNone}
}

// Plan refuses if the install cannot be started; then nothing is closed.
func (r restartRepair) Plan(ctx context.Context, _ func(Progress)) (Plan, error) {
	survey, err := r.survey(ctx)
	if err != nil {
		return Plan{}, err
	}
	start, err := r.startCommand(survey.Installs[0])
	if err != nil {
		return Plan{}, err
	}
	return Plan{
		Repair: diagnostics.RepairRestart, Kind: string(survey.Installs[0].Kind),
		Processes: targets(survey.Running), Start: start.String(),
		deed: restartDeed{survey: survey, start: start},
	}, nil
}

func (r restartRepair) startCommand(install spotify.Install) (system.Command, error) {
	var failure error
	for _, command := range install.Start {
		if _, failure = r.finder.Commands.Find(command.Program); failure == nil {
			return spotify.StartAsPerson(r.finder.Environment, command), nil
		}
	}
	return system.Command{}, refuse(ReasonNotStarted, diagnostics.Args{"Program": install.Program}, failure)
}

func (r restartRepair) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	deed, ok := plan.deed.(restartDeed)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	// Do not close what cannot be started again.
	if _, err := r.startCommand(deed.survey.Installs[0]); err != nil {
		return Done{}, err
	}
	err := r.close(ctx, deed.survey, progress)
	if cameBack(err) && r.stays(ctx, deed.survey.Installs[:1]) {
		return Done{}, nil // something else has restarted it
	}
	if err != nil {
		return Done{}, err
	}
	progress(Progress{Phase: PhaseStarting})
	if err := r.finder.Commands.Start(deed.start); err != nil {
		return Done{}, &Unrepaired{Reason: ReasonNotStarted, Args: diagnostics.Args{"Program": deed.start.Program}, Err: err}
	}
	return Done{}, r.confirmUp(ctx, deed, progress)
}

func cameBack(err error) bool {
	var unrepaired *Unrepaired
	return errors.As(err, &unrepaired) && unrepaired.Reason == ReasonCameBack
}

// confirmUp waits until a client has been running for stayTime. One that appears just before
// the deadline still gets that time. If the computer was suspended meanwhile, the last look
// decides.
func (r restartRepair) confirmUp(ctx context.Context, deed restartDeed, progress func(Progress)) error {
	up, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	ticker := time.NewTicker(startLook)
	defer ticker.Stop()
	for last := false; ; last = up.Err() != nil {
		if r.stays(ctx, deed.survey.Installs[:1]) {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if last {
			return &Unrepaired{Reason: ReasonNotStarted, Args: diagnostics.Args{"Program": deed.start.Program}}
		}
		progress(Progress{Phase: PhaseConfirming})
		select {
		case <-ticker.C:
		case <-up.Done():
		}
	}
}

func (r restartRepair) stays(ctx context.Context, installs []spotify.Install) bool {
	running, err := r.finder.Running(ctx, installs)
	if err != nil {
		return false
	}
	client := slices.IndexFunc(running, func(process spotify.Running) bool { return process.Main })
	if client < 0 {
		return false
	}
	handle, err := r.finder.Processes.Open(running[client].Process)
	if err != nil {
		return false
	}
	defer func() { _ = handle.Close() }()
	stay, cancel := context.WithTimeout(ctx, stayTime)
	defer cancel()
	return handle.Wait(stay) != nil && ctx.Err() == nil
}
