package main

import (
	"context"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// taking is a command that decides about what was set aside.
type taking struct {
	name     string
	question string
	nothing  repair.Reason
	most     int // how many of those that wait it is about; 0: all
	do       func(context.Context, func(repair.Progress)) (repair.Outcome, error)
	say      func(repair.Outcome) string
}

// undo is "retune undo".
func (t terminal) undo(ctx context.Context, arguments []string) (int, error) {
	return t.take(ctx, arguments, func(s *services) taking {
		return taking{
			name: "undo", question: "terminal.undo", nothing: repair.ReasonNothingToUndo, most: 1,
			do: s.repairs.Undo, say: s.words.Undone,
		}
	})
}

// discard is "retune discard".
func (t terminal) discard(ctx context.Context, arguments []string) (int, error) {
	return t.take(ctx, arguments, func(s *services) taking {
		return taking{
			name: "discard", question: "terminal.discard", nothing: repair.ReasonNothingToDiscard,
			do: s.repairs.Discard, say: s.words.Discarded,
		}
	})
}

func (t terminal) take(ctx context.Context, arguments []string, which func(*services) taking) (int, error) {
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	taking := which(s)
	options := fixOptions{name: diagnostics.RepairClearCache}
	set := flags(taking.name)
	set.BoolVar(&options.yes, "yes", false, "")
	set.BoolVar(&options.json, "json", false, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return 0, err
	}
	s.tidy(ctx).Wait()
	plan, err := t.waiting(ctx, s, taking, options.json)
	if err != nil {
		return 0, err
	}
	if len(plan.Items) == 0 {
		nothing := repair.Outcome{Repair: options.name, Result: repair.NothingToDo, Reason: taking.nothing}
		return t.ended(s, plan, nothing, options, taking.say)
	}
	agreed, err := t.agreed(ctx, s, options.yes, taking.question)
	if err != nil {
		return 0, err
	}
	if !agreed {
		return t.ended(s, plan, t.disagreed(options.name), options, s.words.Outcome)
	}
	outcome, err := taking.do(ctx, t.progress(s, options.json))
	if err != nil {
		return 0, err //nolint:wrapcheck // the context's own error
	}
	return t.ended(s, plan, outcome, options, taking.say)
}

// waiting lists what the command is about, and says it unless JSON was asked for.
func (t terminal) waiting(ctx context.Context, s *services, taking taking, asJSON bool) (repair.Plan, error) {
	waiting, err := s.repairs.SetAside(ctx)
	if err != nil {
		return repair.Plan{}, err //nolint:wrapcheck // the context's own error
	}
	if taking.most > 0 && len(waiting) > taking.most {
		waiting = waiting[:taking.most]
	}
	plan := repair.Plan{Repair: diagnostics.RepairClearCache}
	for _, aside := range waiting {
		plan.Items = append(plan.Items, repair.Item{Path: aside.Path, Bytes: aside.Bytes, Files: aside.Files})
		plan.Bytes += aside.Bytes
		plan.Files += aside.Files
		if asJSON {
			continue
		}
		line := s.words.Say("terminal.aside", diagnostics.Args{
			"Size": s.words.Size(aside.Bytes), "When": aside.When.Local().Format("2006-01-02 15:04"), "Path": printable(aside.Path),
		})
		if err := t.print(line); err != nil {
			return repair.Plan{}, err
		}
	}
	return plan, nil
}
