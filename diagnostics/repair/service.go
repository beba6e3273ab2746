package repair

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// Doors are what repairs use to reach the system.
type Doors struct {
	Finder spotify.Finder
	// Quit asks the client among these processes to quit in the way its own menu would.
	Quit func(ctx context.Context, running []spotify.Running) error
	Now  func() time.Time
	// Hostname returns this computer's name, as a client writes it into its lock.
	Hostname func() (string, error)
	// Run runs a command whose output the user watches.
	Run   system.Run
	Hosts HostsDoors
}

// Service carries out repairs, one at a time, and keeps the journal. Its methods return
// outcomes; unless they say otherwise, an error is only ever the context's.
type Service struct {
	doors   Doors
	journal Journal
	lock    string
	repairs []Repair
}

// NewService returns a service with all repairs.
func NewService(doors Doors) *Service {
	environment := doors.Finder.Environment
	folder := environment.StateFolder()
	journal := Journal{Path: inFolder(environment, folder, "journal.jsonl")}
	closing := closer{finder: doors.Finder, quit: doors.Quit}
	keeps := func(on shelf) keeper { return keeper{closer: closing, journal: journal, now: doors.Now, shelf: on} }
	return &Service{
		doors: doors, journal: journal, lock: inFolder(environment, folder, "lock"),
		repairs: []Repair{
			closeRepair{closing},
			restartRepair{closing},
			clearCache{keeps(cacheShelf())},
			proxyRepair{keeps(proxyShelf())},
			staleLock{keeper: keeps(lockShelf()), hostname: doors.Hostname},
			updateRepair{keeper: keeps(shelf{}), run: doors.Run},
			newHostsRepair(doors, folder),
		},
	}
}

// inFolder joins a folder and a name. It returns "" if the folder is "", so that a missing
// folder does not become the current one.
func inFolder(environment system.Environment, folder, name string) string {
	if folder == "" {
		return ""
	}
	return environment.Join(folder, name)
}

// Descriptions lists the repairs.
func (s *Service) Descriptions() []Description {
	list := make([]Description, len(s.repairs))
	for i, repair := range s.repairs {
		list[i] = repair.Describe()
	}
	return list
}

// Journal returns the record of what was done.
func (s *Service) Journal() Journal { return s.journal }

// ErrNoRepair is returned for an unknown repair.
var ErrNoRepair = errors.New("there is no such repair")

func (s *Service) repair(name diagnostics.RepairName) (Repair, error) {
	i := slices.IndexFunc(s.repairs, func(r Repair) bool { return r.Describe().Name == name })
	if i < 0 {
		return nil, fmt.Errorf("%s: %w", name, ErrNoRepair)
	}
	return s.repairs[i], nil
}

// Plan makes the plan of a repair and changes nothing. If there is a plan the outcome's
// result is empty; otherwise the outcome says why. The error is ErrNoRepair or the context's.
func (s *Service) Plan(ctx context.Context, name diagnostics.RepairName, progress func(Progress)) (Plan, Outcome, error) {
	repair, err := s.repair(name)
	if err != nil {
		return Plan{}, Outcome{}, err
	}
	var plan Plan
	if err = s.checkAccount(); err == nil {
		err = contained(func() (err error) {
			plan, err = repair.Plan(ctx, progress)
			return err //nolint:wrapcheck // it is concluded below
		}, crashedBefore)
	}
	if err == nil {
		return plan, Outcome{}, nil
	}
	outcome, err := Conclude(name, err)
	return Plan{}, outcome, err
}

// checkAccount refuses to work with another account's rights: the user's running Spotify
// would count as somebody else's, programs that Retune starts would have too many rights, and
// files that it writes would not belong to the user.
func (s *Service) checkAccount() error {
	if s.doors.Finder.Environment.Rights == system.RightsForeign {
		return refuse(ReasonOtherAccount, nil, nil)
	}
	return nil
}

// Apply carries out a plan, after which the repair verifies that it is done.
func (s *Service) Apply(ctx context.Context, plan Plan, progress func(Progress)) (Outcome, error) {
	repair, err := s.repair(plan.Repair)
	if err != nil {
		return Outcome{}, err
	}
	return s.alone(plan.Repair, func() error {
		if err := s.record(Entry{Repair: plan.Repair, Event: EventBegun}); err != nil {
			return refuseFile(s.journal.Path, err)
		}
		var done Done
		err := contained(func() (err error) {
			done, err = repair.Apply(ctx, plan, progress)
			return err //nolint:wrapcheck // it is concluded by alone
		}, crashedWithin)
		s.recordEnd(plan.Repair, done, err)
		return err
	})
}

// alone does work while no other Retune works, and turns its error into an outcome.
func (s *Service) alone(name diagnostics.RepairName, work func() error) (Outcome, error) {
	if err := s.checkAccount(); err != nil {
		return Conclude(name, err)
	}
	// Create nothing below a missing home folder: that would create the home folder itself.
	if err := checkHome(s.doors.Finder.Environment.Home); err != nil {
		return Conclude(name, err)
	}
	if err := s.journal.prepare(); err != nil {
		return Conclude(name, refuseFile(s.journal.Path, err))
	}
	lock := flock.New(s.lock)
	locked, err := lock.TryLock()
	switch {
	case err != nil:
		return Conclude(name, refuseFile(s.lock, err))
	case !locked:
		return Conclude(name, refuse(ReasonBusy, nil, nil))
	}
	defer func() { _ = lock.Unlock() }()
	return Conclude(name, contained(work, crashedWithin))
}

func (s *Service) record(entry Entry) error {
	entry.Time = s.doors.Now()
	return s.journal.Add(entry)
}

// recordEnd records how it ended. The work is done by then, so a journal that cannot be
// written does not change the outcome.
func (s *Service) recordEnd(name diagnostics.RepairName, done Done, err error) {
	entry := Entry{Repair: name, Event: EventEnded, Path: done.Path, Bytes: done.Sum.Bytes, Files: done.Sum.Files}
	outcome, stopped := Conclude(name, err)
	if stopped != nil {
		entry.Event = EventStopped
	}
	entry.Result, entry.Reason = outcome.Result, outcome.Reason
	_ = s.record(entry)
}

// undoers returns the repairs that can be undone.
func (s *Service) undoers() []Undoer {
	var list []Undoer
	for _, repair := range s.repairs {
		if undoer, ok := repair.(Undoer); ok {
			list = append(list, undoer)
		}
	}
	return list
}

// SetAside lists what can be restored or is still to be deleted, newest first. The error is
// the context's, or names folders that cannot be read; what others contain is listed
// regardless. Conclude turns the error into an outcome.
func (s *Service) SetAside(ctx context.Context) ([]SetAside, error) {
	if err := s.checkAccount(); err != nil {
		return nil, err
	}
	var all []SetAside
	var failures error
	for _, undoer := range s.undoers() {
		var waiting []SetAside
		err := contained(func() (err error) {
			waiting, err = undoer.Waiting(ctx)
			return err //nolint:wrapcheck // whoever asked concludes it
		}, crashedBefore)
		all = append(all, waiting...)
		failures = errors.Join(failures, err)
	}
	slices.SortStableFunc(all, func(a, b SetAside) int { return b.When.Compare(a.When) })
	return all, failures
}

// Undo undoes the latest application of a repair; if name is empty, of any repair.
func (s *Service) Undo(ctx context.Context, of diagnostics.RepairName, progress func(Progress)) (Outcome, error) {
	last := SetAside{Repair: named(of)}
	outcome, err := s.alone(last.Repair, func() error {
		waiting, err := s.setAsideBy(ctx, of)
		newest := slices.IndexFunc(waiting, SetAside.Restorable)
		switch {
		case newest < 0 && err != nil:
			return err
		case newest < 0:
			return nothingToDo(ReasonNothingToUndo)
		}
		last = waiting[newest]
		if err := s.undoer(last).Undo(ctx, last, progress); err != nil {
			return err
		}
		_ = s.record(Entry{Repair: last.Repair, Event: EventUndone, Path: last.Path})
		return nil
	})
	if err == nil {
		outcome.Repair = last.Repair
	}
	return outcome, err
}

// named is the repair to name in an outcome if the caller named none.
func named(of diagnostics.RepairName) diagnostics.RepairName {
	if of == "" {
		return diagnostics.RepairClearCache
	}
	return of
}

// setAsideBy is SetAside limited to one repair, if one is named.
func (s *Service) setAsideBy(ctx context.Context, name diagnostics.RepairName) ([]SetAside, error) {
	waiting, err := s.SetAside(ctx)
	return slices.DeleteFunc(waiting, func(which SetAside) bool { return name != "" && which.Repair != name }), err
}

func (s *Service) undoer(of SetAside) Undoer {
	for _, undoer := range s.undoers() {
		if repair, ok := undoer.(Repair); ok && repair.Describe().Name == of.Repair {
			return undoer
		}
	}
	return nil
}

// Discard deletes for good everything that a repair set aside, including what is half
// deleted; if name is empty, what all repairs set aside.
func (s *Service) Discard(ctx context.Context, of diagnostics.RepairName, progress func(Progress)) (Outcome, error) {
	name := named(of)
	outcome, err := s.alone(name, func() error {
		waiting, err := s.setAsideBy(ctx, of)
		if len(waiting) == 0 && err == nil {
			return nothingToDo(ReasonNothingToDiscard)
		}
		name = commonRepair(waiting)
		whole := discarding(waiting, progress)
		for _, which := range waiting {
			if err := s.undoer(which).Discard(ctx, which, whole(which)); err != nil {
				return err
			}
			_ = s.record(Entry{Repair: which.Repair, Event: EventDiscarded, Path: which.Path})
		}
		return err
	})
	if err == nil {
		outcome.Repair = name
	}
	return outcome, err
}

// commonRepair is the repair that set all of it aside; empty if there are several.
func commonRepair(waiting []SetAside) diagnostics.RepairName {
	var name diagnostics.RepairName
	for i, which := range waiting {
		if i > 0 && which.Repair != name {
			return ""
		}
		name = which.Repair
	}
	return name
}

// discarding combines the progress of one aside with that of those before it, so that the
// user sees a single progress.
func discarding(waiting []SetAside, progress func(Progress)) func(SetAside) func(Progress) {
	var before, total Sum
	for _, which := range waiting {
		total.Bytes += which.Bytes
	}
	return func(which SetAside) func(Progress) {
		base := before
		before.Bytes += which.Bytes
		before.Files += which.Files
		return func(part Progress) {
			progress(Progress{
				Phase: part.Phase, Done: base.Bytes + part.Done, Total: total.Bytes, Files: base.Files + part.Files,
			})
		}
	}
}

// Recover continues where an earlier run was interrupted, and deletes what has been set aside
// for long enough. It is called when the program starts. If nothing is left over it writes
// nothing, not even its lock. What another account has left is not touched.
func (s *Service) Recover(ctx context.Context, progress func(Progress)) (Outcome, error) {
	if s.checkAccount() != nil || !slices.ContainsFunc(s.undoers(), Undoer.Unfinished) {
		return Conclude(diagnostics.RepairClearCache, nothingToDo(ReasonNone))
	}
	return s.alone(diagnostics.RepairClearCache, func() error {
		var failures error
		for _, undoer := range s.undoers() {
			failures = errors.Join(failures, undoer.Recover(ctx, progress))
		}
		return failures
	})
}
