package main

import (
	"context"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// decision is what to do with what was set aside.
type decision struct {
	question string
	nothing  repair.Reason
	about    func([]repair.SetAside) []repair.SetAside // selects from everything that was set aside
	do       func(context.Context, diagnostics.RepairName, func(repair.Progress)) (repair.Outcome, error)
}

// undo implements "retune undo".
func (t terminal) undo(ctx context.Context, arguments []string) (int, error) {
	j, err := t.deciding("undo", arguments)
	if err != nil {
		return 0, err
	}
	j.say = j.words.Undone
	return j.decide(ctx, decision{
		question: "terminal.undo", nothing: repair.ReasonNothingToUndo, about: newest, do: j.repairs.Undo,
	})
}

// discard implements "retune discard".
func (t terminal) discard(ctx context.Context, arguments []string) (int, error) {
	j, err := t.deciding("discard", arguments)
	if err != nil {
		return 0, err
	}
	j.say = j.words.Discarded
	return j.decide(ctx, decision{
		question: "terminal.discard", nothing: repair.ReasonNothingToDiscard, about: all, do: j.repairs.Discard,
	})
}

// newest returns the one thing that undo restores, if any.
func newest(waiting []repair.SetAside) []repair.SetAside {
	if i := slices.IndexFunc(waiting, repair.SetAside.Restorable); i >= 0 {
		return waiting[i : i+1]
	}
	return nil
}

func all(waiting []repair.SetAside) []repair.SetAside { return waiting }

func (t terminal) deciding(command string, arguments []string) (*job, error) {
	options := jobOptions{name: diagnostics.RepairClearCache}
	set := flags(command)
	set.BoolVar(&options.yes, "yes", false, "")
	set.BoolVar(&options.json, "json", false, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return nil, err
	}
	s, err := t.wired()
	if err != nil {
		return nil, err
	}
	return newJob(t, s, options), nil
}

func (j *job) decide(ctx context.Context, decision decision) (int, error) {
	defer j.line.end()
	plan, outcome, err := j.waiting(ctx, decision)
	switch {
	case err != nil:
		return 0, err
	case outcome.Result != "":
		// Not before: tidy deletes what has been set aside for long enough.
		j.tidy(ctx)
		return j.ended(plan, outcome)
	}
	outcome, err = j.consent(ctx, decision.question)
	if err == nil && outcome.Result == "" {
		outcome, err = decision.do(ctx, "", j.progress)
	}
	if err != nil {
		return 0, err
	}
	return j.ended(plan, outcome)
}

// waiting lists what the command is about, and prints it unless JSON was requested. If there
// is nothing, the outcome says why.
func (j *job) waiting(ctx context.Context, decision decision) (repair.Plan, repair.Outcome, error) {
	plan := repair.Plan{Repair: j.options.name}
	waiting, err := j.repairs.SetAside(ctx)
	about := decision.about(waiting)
	switch {
	case len(about) == 0 && err != nil:
		outcome, err := repair.Conclude(j.options.name, err)
		return plan, outcome, err //nolint:wrapcheck // the context's own error
	case len(about) == 0:
		return plan, repair.Outcome{Repair: j.options.name, Result: repair.NothingToDo, Reason: decision.nothing}, nil
	}
	for _, aside := range about {
		plan.Items = append(plan.Items, repair.Item{Path: aside.Path, Bytes: aside.Bytes, Files: aside.Files})
		plan.Bytes += aside.Bytes
		plan.Files += aside.Files
		if err := j.name(aside); err != nil {
			return plan, repair.Outcome{}, err
		}
	}
	return plan, repair.Outcome{}, nil
}

// name says what it is and how large it is.
func (j *job) name(aside repair.SetAside) error {
	if j.options.json {
		return nil
	}
	return j.print(j.words.Say(asideKey(aside), diagnostics.Args{
		"Size": j.words.Size(aside.Bytes), "When": j.words.Moment(aside.When.Local()), "Path": aside.Path,
	}))
}

// asideKey is the key of the sentence for something set aside, which is a different one if an
// earlier run did not finish.
func asideKey(aside repair.SetAside) string {
	switch {
	case aside.Repair != diagnostics.RepairClearCache:
		return "terminal.aside." + string(aside.Repair)
	case aside.CutOff == repair.PhaseMoving:
		return "terminal.aside.half-moved"
	case aside.CutOff == repair.PhaseDeleting:
		return "terminal.aside.half-deleted"
	default:
		return "terminal.aside"
	}
}
