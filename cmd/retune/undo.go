package main

import (
	"context"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// decision is what becomes of a cache that was set aside.
type decision struct {
	question string
	nothing  repair.Reason
	most     int // how many of those that wait it is about; 0: all
	do       func(context.Context, func(repair.Progress)) (repair.Outcome, error)
}

// undo is "retune undo".
func (t terminal) undo(ctx context.Context, arguments []string) (int, error) {
	j, err := t.deciding("undo", arguments)
	if err != nil {
		return 0, err
	}
	j.say = j.words.Undone
	return j.decide(ctx, decision{
		question: "terminal.undo", nothing: repair.ReasonNothingToUndo, most: 1, do: j.repairs.Undo,
	})
}

// discard is "retune discard".
func (t terminal) discard(ctx context.Context, arguments []string) (int, error) {
	j, err := t.deciding("discard", arguments)
	if err != nil {
		return 0, err
	}
	j.say = j.words.Discarded
	return j.decide(ctx, decision{
		question: "terminal.discard", nothing: repair.ReasonNothingToDiscard, do: j.repairs.Discard,
	})
}

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
	plan, err := j.waiting(ctx, decision.most)
	if err != nil {
		return 0, err
	}
	if len(plan.Items) == 0 {
		// Only now: what has waited for more than a day would be deleted by it.
		j.tidy(ctx)
		return j.ended(plan, repair.Outcome{Repair: j.options.name, Result: repair.NothingToDo, Reason: decision.nothing})
	}
	outcome, err := j.consent(ctx, decision.question)
	if err == nil && outcome.Result == "" {
		outcome, err = decision.do(ctx, j.progress)
	}
	if err != nil {
		return 0, err
	}
	return j.ended(plan, outcome)
}

// waiting lists what the command is about, and says it unless JSON was asked for.
func (j *job) waiting(ctx context.Context, most int) (repair.Plan, error) {
	waiting, err := j.repairs.SetAside(ctx)
	if err != nil {
		return repair.Plan{}, err //nolint:wrapcheck // the context's own error
	}
	if most > 0 && len(waiting) > most {
		waiting = waiting[:most]
	}
	plan := repair.Plan{Repair: j.options.name}
	for _, aside := range waiting {
		plan.Items = append(plan.Items, repair.Item{Path: aside.Path, Bytes: aside.Bytes, Files: aside.Files})
		plan.Bytes += aside.Bytes
		plan.Files += aside.Files
		if err := j.name(aside); err != nil {
			return repair.Plan{}, err
		}
	}
	return plan, nil
}

// name says which cache it is about and how large it is.
func (j *job) name(aside repair.SetAside) error {
	if j.options.json {
		return nil
	}
	return j.print(j.words.Say("terminal.aside", diagnostics.Args{
		"Size": j.words.Size(aside.Bytes), "When": aside.When.Local().Format("2006-01-02 15:04"), "Path": aside.Path,
	}))
}
