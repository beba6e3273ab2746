package repair

import (
	"context"
	"errors"
	"os"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// updateRepair is the repair "update": it has Spotify's package manager or installer install
// the newest version.
type updateRepair struct {
	keeper // for finding what is running
	run    system.Run
}

// updateDeed is what a plan of update acts on.
type updateDeed struct {
	install  spotify.Install
	commands []system.Command
	// optional is how many of the commands, counted from the first, may fail.
	optional int
}

func (updateRepair) Describe() Description {
	return Description{Name: diagnostics.RepairUpdate, Risk: RiskPermanent}
}

// Plan refuses while Spotify is running: some installs would not be updated then, others
// would be cut off.
func (r updateRepair) Plan(ctx context.Context, _ func(Progress)) (Plan, error) {
	survey, err := r.closed(ctx)
	if err != nil {
		return Plan{}, err
	}
	install := survey.Installs[0]
	deed, way, err := r.deed(install)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{
		Repair: diagnostics.RepairUpdate, Kind: string(install.Kind), Administrator: way.administrator && !privileged(r.finder.Environment),
		deed: deed,
	}
	for _, command := range deed.commands {
		plan.Commands = append(plan.Commands, command.String())
	}
	for _, kept := range []Kept{
		{Path: install.Folders.Downloads, Why: KeptDownloads},
		{Path: install.Folders.Preferences(r.finder.Environment), Why: KeptLogin},
	} {
		if _, err := os.Lstat(kept.Path); err == nil {
			kept.Bytes = sizeOf(ctx, kept.Path)
			plan.Kept = append(plan.Kept, kept)
		}
	}
	return plan, nil
}

// deed returns what would be run for an install, or why nothing can be.
func (r updateRepair) deed(install spotify.Install) (updateDeed, updateWay, error) {
	has := func(program string) bool {
		_, err := r.finder.Commands.Find(program)
		return err == nil
	}
	way := updateWayOf(install, has)
	switch {
	case way.command.Program == "" && way.itself:
		return updateDeed{}, way, refuse(ReasonUpdatesItself, nil, nil)
	case way.command.Program == "":
		return updateDeed{}, way, refuse(ReasonUpdateByHand, nil, nil)
	case !way.administrator && r.finder.Environment.Rights == system.RightsElevated:
		// Spotify's own installer, Homebrew and Scoop refuse to run with administrator
		// rights.
		return updateDeed{}, way, refuse(ReasonUpdateByHand, diagnostics.Args{"Command": way.command.String()}, nil)
	}
	deed := updateDeed{install: install}
	if way.before.Program != "" {
		deed.optional = 1
		deed.commands = append(deed.commands, way.before)
	}
	deed.commands = append(deed.commands, way.command)
	if !way.administrator {
		return deed, way, nil
	}
	for i, command := range deed.commands {
		raised, err := r.raised(command)
		if err != nil {
			return updateDeed{}, way, err
		}
		deed.commands[i] = raised
	}
	return deed, way, nil
}

// Apply runs the plan's commands, and then checks whether the version is a newer one.
func (r updateRepair) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	deed, ok := plan.deed.(updateDeed)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	survey, err := r.closed(ctx)
	if err != nil {
		return Done{}, err
	}
	before := survey.Installs[0]
	if before.Program != deed.install.Program {
		return Done{}, refuse(ReasonChanged, diagnostics.Args{"Path": deed.install.Program}, nil)
	}
	for i, command := range deed.commands {
		if err := r.carryOut(ctx, command, i < deed.optional, progress); err != nil {
			return Done{}, err
		}
	}
	progress(Progress{Phase: PhaseConfirming})
	return Done{}, r.confirmNewer(ctx, before)
}

// carryOut runs one command and passes on its output.
func (r updateRepair) carryOut(ctx context.Context, command system.Command, optional bool, progress func(Progress)) error {
	last := ""
	progress(Progress{Phase: PhaseRunning, Line: command.String()})
	// A privileged command is never interrupted, because that could leave half a package. At
	// a terminal the user can still interrupt it directly.
	while := ctx
	if command.Program == pkexec || command.Program == sudo {
		while = context.WithoutCancel(ctx)
	}
	err := r.run(while, command, func(line string) {
		last = line
		progress(Progress{Phase: PhaseRunning, Line: line})
	})
	var exit *system.ExitError
	switch {
	case err == nil || ctx.Err() != nil:
		return ctx.Err()
	case !errors.As(err, &exit):
		return &Unrepaired{Reason: ReasonCommandFailed, Args: diagnostics.Args{"Command": command.String()}, Err: err}
	case command.Program == pkexec && disagreed(pkexec, exit.Status):
		return refuse(ReasonNeedsAdministrator, diagnostics.Args{"Command": command.String()}, err)
	case optional || uint32(exit.Status) == nothingNewer: //nolint:gosec // Windows' exit statuses are unsigned
		return nil
	}
	return &Unrepaired{Reason: ReasonCommandFailed, Args: diagnostics.Args{"Command": command.String(), "Said": last}, Err: err}
}

// confirmNewer looks again whether the version differs from the one before.
func (r updateRepair) confirmNewer(ctx context.Context, before spotify.Install) error {
	survey, err := r.finder.Survey(ctx)
	if err != nil {
		return err //nolint:wrapcheck // it names the file itself
	}
	for _, install := range survey.Installs {
		if install.Program == before.Program || install.Kind == before.Kind {
			if install.Version != "" && spotify.CompareVersions(install.Version, before.Version) == 0 {
				return nothingToDo(ReasonNewest)
			}
			return nil
		}
	}
	return &Unrepaired{Reason: ReasonNoInstall}
}
