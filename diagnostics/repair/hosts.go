package repair

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"strings"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
	"retune/diagnostics/system"
)

// hostsRepair is the repair "hosts": it comments out the lines of the hosts file that keep
// Spotify offline.
type hostsRepair struct {
	path string
	// folder is where backups are kept for undoing changes.
	folder string
	shelf  shelf
	now    func() time.Time
	// edit carries out an order with administrator rights, for which the user is asked.
	edit func(ctx context.Context, order HostsOrder) error
	asks bool
	// flush clears the system's cache of resolved names.
	flush func(ctx context.Context)
}

// HostsDoors are what the repair of the hosts file uses to reach the system.
type HostsDoors struct {
	// Path is the path of the hosts file; empty if unknown.
	Path string
	// Program is the path of Retune's own program, to be started as administrator; on Windows
	// RunAs does that.
	Program string
	RunAs   func(ctx context.Context, command system.Command) (status int, err error)
}

func newHostsRepair(doors Doors, folder string) hostsRepair {
	environment, commands := doors.Finder.Environment, doors.Finder.Commands
	raise := raiser{environment: environment, commands: commands, run: doors.Run, runAs: doors.Hosts.RunAs}
	r := hostsRepair{
		path: doors.Hosts.Path, folder: folder, shelf: hostsShelf(), now: doors.Now, asks: !privileged(environment),
		flush: func(ctx context.Context) { forgetNames(ctx, environment.System, commands) },
	}
	r.edit = func(_ context.Context, order HostsOrder) error { return CarryOutHosts(r.path, order) }
	if r.asks {
		r.edit = raise.hostsEdit(r.path, doors.Hosts.Program)
	}
	return r
}

// hostsEdit returns a function that carries out an order by starting Retune itself as
// administrator.
func (r raiser) hostsEdit(path, program string) func(context.Context, HostsOrder) error {
	return func(ctx context.Context, order HostsOrder) error {
		if program == "" { // there is nothing to start as administrator
			return refuse(ReasonNeedsAdministrator, nil, nil)
		}
		command := system.Command{Program: program, Arguments: append([]string{HostsCommand}, order.Arguments()...)}
		status, err := r.status(ctx, command)
		if err != nil {
			return err
		}
		return hostsError(status, path)
	}
}

// hostsDeed is what a plan of hosts acts on.
type hostsDeed struct{ order HostsOrder }

func (hostsRepair) Describe() Description {
	return Description{Name: diagnostics.RepairHosts, Risk: RiskReversible, Undo: true, Administrator: true}
}

// hostsNow is the content of the hosts file as it is, or as it will be once an interrupted
// change is finished, which is the first thing that every order does.
type hostsNow struct {
	content []byte
	note    hostsNote
	half    bool
	// raw is the exact content of the file, even if a change was interrupted.
	raw []byte
}

// is reports whether the file has the content of a sum, with no change half done.
func (n hostsNow) is(sum [sha256.Size]byte) bool { return !n.half && sha256.Sum256(n.content) == sum }

// served reports whether no line that a repair commented out is still commented out. While a
// change is half done that is not settled.
func (n hostsNow) served(stamp string) bool {
	return !n.half && !bytes.Contains(n.content, []byte(hostsMark(stamp)))
}

func (r hostsRepair) look() (hostsNow, error) {
	now, err := lookAt(r.path)
	var refusal *Refusal
	if errors.As(err, &refusal) && refusal.Reason == ReasonHostsGuarded && r.asks {
		return hostsNow{}, refuse(ReasonPermission, refusal.Args, err) // no administrator has been asked yet
	}
	return now, err
}

func lookAt(path string) (hostsNow, error) {
	hosts, err := openHosts(path)
	if err != nil {
		return hostsNow{}, err
	}
	defer hosts.close()
	now, err := hosts.read()
	if err != nil {
		return hostsNow{}, err
	}
	if note, half := hosts.cutOff(now.content); half {
		return hostsNow{content: note.after, note: note, half: true, raw: now.content}, nil
	}
	return hostsNow{content: now.content, raw: now.content}, nil
}

func (r hostsRepair) Plan(context.Context, func(Progress)) (Plan, error) {
	now, err := r.look()
	if err != nil {
		return Plan{}, err
	}
	stamp, before, err := r.toSwitch(now)
	if err != nil {
		return Plan{}, err
	}
	switches, err := network.HostsSwitches(before, hostsMark(stamp))
	switch {
	case err != nil:
		return Plan{}, refuse(ReasonHostsUnfit, diagnostics.Args{"Path": r.path}, err)
	case len(switches) == 0:
		return Plan{}, nothingToDo(ReasonHostsClean)
	}
	after, err := hostsAfter(HostsOff, stamp, before)
	if err != nil || len(after) > network.HostsLimit {
		return Plan{}, refuse(ReasonHostsUnfit, diagnostics.Args{"Path": r.path}, err)
	}
	return Plan{
		Repair: diagnostics.RepairHosts, Changes: r.changes(switches), Administrator: r.asks, Undo: true,
		Kept: []Kept{{Path: r.path, Why: KeptHosts}},
		deed: hostsDeed{HostsOrder{
			Act: HostsOff, Stamp: stamp, Before: sha256.Sum256(now.content), After: sha256.Sum256(after),
		}},
	}, nil
}

// toSwitch returns the content whose lines are to be commented out, and the time to mark them
// with: those of an interrupted change, if there is one to finish.
func (r hostsRepair) toSwitch(now hostsNow) (stamp string, before []byte, err error) {
	if now.half && now.note.act == HostsOff {
		return now.note.stamp, now.note.before, nil
	}
	stamp, err = r.freeStamp(now.content)
	return stamp, now.content, err
}

// freeStamp returns a time that neither a mark in the file nor a backup uses.
func (r hostsRepair) freeStamp(content []byte) (string, error) {
	var found []aside
	err := r.eachBackup(func(_ *configFolder, entry aside) error {
		found = append(found, entry)
		return nil
	})
	now := r.now()
	for stamp := freeStamp(found, now); ; stamp = freeStamp(found, now) {
		if !bytes.Contains(content, []byte(hostsMark(stamp))) {
			return stamp, err
		}
		now = now.Add(time.Millisecond)
	}
}

func (r hostsRepair) changes(switches []network.HostsSwitch) []Change {
	var changes []Change
	for _, line := range switches {
		changes = append(changes, Change{Path: r.path, Line: line.Line, Before: shownHosts(line.Before), After: shownHosts(line.Off)})
		if line.Rest != nil {
			changes = append(changes, Change{Path: r.path, Line: line.Line, After: shownHosts(line.Rest)})
		}
	}
	return changes
}

// longestHosts is how much of a line is shown. Block lists can have lines of thousands of
// characters.
const longestHosts = 300

// shownHosts is a line as the plan shows it.
func shownHosts(line []byte) string {
	text := strings.ToValidUTF8(strings.TrimRight(string(line), "\r"), "\ufffd")
	if letters := []rune(text); len(letters) > longestHosts {
		return string(letters[:longestHosts]) + "…"
	}
	return text
}

// Apply backs up the content, then comments out the lines of the plan, provided that the file
// is still the one the plan was made from.
func (r hostsRepair) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error) {
	deed, ok := plan.deed.(hostsDeed)
	if !ok {
		return Done{}, refuse(ReasonChanged, nil, errForeignPlan)
	}
	now, err := r.look()
	if err != nil {
		return Done{}, err
	}
	old, err := r.unchanged(now, deed.order)
	if err != nil {
		return Done{}, err
	}
	path, err := r.keep(deed.order.Stamp, old)
	if err != nil {
		return Done{}, err
	}
	if err := r.carryOut(ctx, now, deed.order, progress); err != nil {
		outcome, _ := Conclude(diagnostics.RepairHosts, err)
		resumed := now.half && now.note.stamp == deed.order.Stamp
		// If the user merely stopped waiting, the administrator may still consent and the
		// backup will be needed; only an outright refusal makes it useless.
		if outcome.Result == Refused && ctx.Err() == nil && !resumed {
			r.unkeep(deed.order.Stamp)
		}
		return Done{}, err
	}
	return Done{Path: path, Sum: Sum{Bytes: int64(len(old)), Files: 1}}, nil
}

// unchanged returns the content to back up, provided that the file is still as planned.
func (r hostsRepair) unchanged(now hostsNow, order HostsOrder) ([]byte, error) {
	changed := refuse(ReasonChanged, diagnostics.Args{"Path": r.path}, nil)
	switch {
	case sha256.Sum256(now.content) != order.Before:
		return nil, changed
	case order.Before != order.After:
		return now.content, nil
	case !now.half:
		return nil, changed
	}
	return now.note.before, nil
}

// carryOut has an order carried out on the file as it was read.
func (r hostsRepair) carryOut(ctx context.Context, was hostsNow, order HostsOrder, progress func(Progress)) error {
	phase := PhaseChanging
	if order.Act == HostsOn {
		phase = PhaseRestoring
	}
	if r.asks {
		phase = PhaseAsking
	}
	progress(Progress{Phase: phase})
	failure := r.edit(ctx, order)
	if failure == nil {
		progress(Progress{Phase: PhaseConfirming})
	}
	if err := r.ended(ctx, was, order, failure); err != nil {
		return err
	}
	r.flush(ctx)
	return nil
}

// ended reads the file again to see what became of it. That is more reliable than what the
// process carrying out the order reported: it may have been killed, or never have started.
func (r hostsRepair) ended(ctx context.Context, was hostsNow, order HostsOrder, failure error) error {
	now, unseen := r.look()
	var refusal *Refusal
	switch {
	case unseen == nil && now.is(order.After):
		return nil
	case failure == nil:
		return r.otherThanLeft(order.Act, unseen)
	case unseen == nil && (bytes.Equal(now.raw, was.raw) || now.is(order.Before)):
		return unchangedAfter(ctx, failure)
	case errors.As(failure, &refusal) && !now.half:
		return failure
	}
	var unrepaired *Unrepaired
	if errors.As(failure, &unrepaired) {
		return failure
	}
	return unsureHosts(r.path, errors.Join(failure, unseen))
}

// otherThanLeft is the error if the file is not as the act should have left it, or cannot be
// read.
func (r hostsRepair) otherThanLeft(act HostsAct, unseen error) *Unrepaired {
	found := &Unrepaired{Reason: ReasonHostsAgain, Args: diagnostics.Args{"Path": r.path}, Err: unseen}
	switch {
	case unseen != nil:
		found.Reason = ReasonHostsUnseen
	case act == HostsOn:
		found.Reason = ReasonHostsNotBack
	}
	return found
}

// unchangedAfter is the error if the file is as it was before: the cause that was reported,
// with nothing changed, unless the user stopped it.
func unchangedAfter(ctx context.Context, failure error) error {
	var unrepaired *Unrepaired
	switch {
	case ctx.Err() != nil:
		return ctx.Err() //nolint:wrapcheck // the user stopped it
	case errors.As(failure, &unrepaired) && unrepaired.Reason == ReasonHostsUnsure:
		return refuse(ReasonFileError, unrepaired.Args, unrepaired.Err)
	case errors.As(failure, &unrepaired):
		return refuse(unrepaired.Reason, unrepaired.Args, unrepaired.Err)
	}
	return failure
}

// forgetPatience is how long the system has to clear its cache of resolved names.
const forgetPatience = 3 * time.Second

// forgetNames clears the system's cache of resolved names, if that takes no special rights.
// If it fails, the entries expire by themselves.
func forgetNames(ctx context.Context, system string, commands system.Commands) {
	ctx, cancel := context.WithTimeout(ctx, forgetPatience)
	defer cancel()
	_, _ = commands.Output(ctx, forgetting(system))
}

// forgetting is the command for that, according to the manuals of Windows, macOS and systemd.
func forgetting(name string) system.Command {
	switch name {
	case "windows":
		return system.Command{Program: "ipconfig", Arguments: []string{"/flushdns"}}
	case "darwin":
		return system.Command{Program: "dscacheutil", Arguments: []string{"-flushcache"}}
	default:
		return system.Command{Program: "resolvectl", Arguments: []string{"flush-caches"}}
	}
}
