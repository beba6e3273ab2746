package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// fixOptions are the flags of "retune fix".
type fixOptions struct {
	name              diagnostics.RepairName
	list              bool
	dryRun, yes, json bool
}

func parseFix(arguments []string) (fixOptions, error) {
	var options fixOptions
	set := flags("fix")
	set.BoolVar(&options.list, "list", false, "")
	set.BoolVar(&options.dryRun, "dry-run", false, "")
	set.BoolVar(&options.yes, "yes", false, "")
	set.BoolVar(&options.json, "json", false, "")
	plain, err := parse(set, arguments, 1)
	switch {
	case err != nil:
		return options, err
	case options.list && len(plain) > 0:
		return options, &usageError{"fix: --list takes no name"}
	case !options.list && len(plain) == 0:
		return options, &usageError{"fix: which repair? \"retune fix --list\" names them"}
	case !options.list:
		options.name = diagnostics.RepairName(plain[0])
	}
	return options, nil
}

// fix is "retune fix": plan, ask, act, check again.
func (t terminal) fix(ctx context.Context, arguments []string) (int, error) {
	options, err := parseFix(arguments)
	if err != nil {
		return 0, err
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	if options.list {
		return exitFine, t.listRepairs(s, options.json)
	}
	known := func(d repair.Description) bool { return d.Name == options.name }
	if !slices.ContainsFunc(s.repairs.Descriptions(), known) {
		return 0, &usageError{fmt.Sprintf("fix: unknown repair %q; \"retune fix --list\" names them", options.name)}
	}
	s.tidy(ctx).Wait()
	return t.fixNamed(ctx, s, options)
}

func (t terminal) fixNamed(ctx context.Context, s *services, options fixOptions) (int, error) {
	plan, outcome, err := t.plan(ctx, s, options)
	if err != nil {
		return 0, err
	}
	if outcome.Result != "" {
		return t.ended(s, plan, outcome, options, s.words.Outcome)
	}
	if options.dryRun {
		return exitFine, t.showPlan(s, plan, options.json)
	}
	if !options.json {
		if err := t.showPlan(s, plan, false); err != nil {
			return 0, err
		}
	}
	agreed, err := t.agreed(ctx, s, options.yes, "terminal.go-ahead")
	if err != nil {
		return 0, err
	}
	if !agreed {
		return t.ended(s, plan, t.disagreed(options.name), options, s.words.Outcome)
	}
	return t.apply(ctx, s, plan, options)
}

// plan makes the plan. Where the cache cannot be cleared because Spotify runs, it
// offers to close it first.
func (t terminal) plan(ctx context.Context, s *services, options fixOptions) (repair.Plan, repair.Outcome, error) {
	plan, outcome, err := s.repairs.Plan(ctx, options.name, t.progress(s, options.json))
	if err != nil || outcome.Reason != repair.ReasonRunning || !t.asks || options.json || options.dryRun {
		return plan, outcome, err //nolint:wrapcheck // the context's own error
	}
	agreed, err := t.ask(ctx, s.words.Say("terminal.close-first", nil))
	if err != nil || !agreed {
		return plan, outcome, err
	}
	closing, outcome, err := s.repairs.Plan(ctx, diagnostics.RepairClose, t.progress(s, false))
	if err == nil && outcome.Result == "" {
		outcome, err = s.repairs.Apply(ctx, closing, t.progress(s, false))
	}
	if err != nil || (outcome.Result != repair.Repaired && outcome.Result != repair.NothingToDo) {
		return plan, outcome, err //nolint:wrapcheck // the context's own error
	}
	return s.repairs.Plan(ctx, options.name, t.progress(s, false)) //nolint:wrapcheck // the context's own error
}

// agreed reports whether the person consents, by a flag or by answering.
func (t terminal) agreed(ctx context.Context, s *services, yes bool, question string) (bool, error) {
	if yes || !t.asks {
		return yes, nil
	}
	return t.ask(ctx, s.words.Say(question, nil))
}

// disagreed is the outcome of a plan that nobody consented to.
func (t terminal) disagreed(name diagnostics.RepairName) repair.Outcome {
	reason := repair.ReasonNeedsConsent
	if t.asks {
		reason = repair.ReasonDeclined
	}
	return repair.Outcome{Repair: name, Result: repair.Refused, Reason: reason}
}

func (t terminal) apply(ctx context.Context, s *services, plan repair.Plan, options fixOptions) (int, error) {
	outcome, err := s.repairs.Apply(ctx, plan, t.progress(s, options.json))
	if err != nil {
		return 0, err //nolint:wrapcheck // the context's own error
	}
	status, err := t.ended(s, plan, outcome, options, s.words.Outcome)
	if err != nil || options.json || outcome.Result != repair.Repaired {
		return status, err
	}
	return status, t.checkClient(ctx, s)
}

// checkClient looks at Spotify again and says how it is now.
func (t terminal) checkClient(ctx context.Context, s *services) error {
	again := s.diagnosis
	again.Checks = func() []diagnostics.Check {
		return slices.DeleteFunc(s.diagnosis.Checks(), func(check diagnostics.Check) bool {
			return check.Name != diagnostics.CheckInstalls && check.Name != diagnostics.CheckProcess &&
				check.Name != diagnostics.CheckConnections
		})
	}
	report, err := again.Run(ctx, nil)
	if err != nil {
		return err //nolint:wrapcheck // the context's own error
	}
	for _, finding := range report.Findings {
		if err := t.print(findingLine(s, finding)); err != nil {
			return err
		}
	}
	return nil
}

// progress prints what a repair does, a line a phase.
func (t terminal) progress(s *services, quiet bool) func(repair.Progress) {
	var last repair.Phase
	return func(progress repair.Progress) {
		switch {
		case quiet:
		case t.live && progress.Total > 0 && progress.Phase == repair.PhaseDeleting:
			_, _ = fmt.Fprintf(t.out, "\r%s ", s.words.Progress(progress))
			if progress.Done >= progress.Total {
				_ = t.print("")
			}
		case progress.Phase != last && progress.Phase != repair.PhaseCounting:
			_ = t.print(s.words.Progress(progress))
		}
		last = progress.Phase
	}
}

// ended says how it ended, in the form that was asked for, and gives the exit status.
func (t terminal) ended(s *services, plan repair.Plan, outcome repair.Outcome, options fixOptions, say func(repair.Outcome) string) (int, error) {
	status := exitOfResult(outcome.Result)
	if options.json {
		result := planJSON(plan)
		result.Repair = outcome.Repair
		result.Outcome, result.Reason, result.Message = outcome.Result, outcome.Reason, say(outcome)
		return status, t.printJSON(result)
	}
	if outcome.Result == repair.Refused || outcome.Result == repair.StillBroken {
		_, err := fmt.Fprintln(t.err, "retune: "+say(outcome))
		return status, errors.Join(err)
	}
	return status, t.print(say(outcome))
}

func exitOfResult(result repair.Result) int {
	switch result {
	case repair.Repaired, repair.NothingToDo:
		return exitFine
	case repair.StillBroken:
		return exitFound
	default:
		return exitUnsure
	}
}

func (t terminal) listRepairs(s *services, asJSON bool) error {
	if asJSON {
		return t.printJSON(repairsJSON(s))
	}
	var lines []string
	for _, description := range s.repairs.Descriptions() {
		traits := []string{s.words.Risk(description.Risk)}
		if description.Administrator {
			traits = append(traits, s.words.Say("terminal.administrator", nil))
		}
		lines = append(lines, fmt.Sprintf("%-12s %s (%s)", description.Name, s.words.About(description.Name), strings.Join(traits, ", ")))
	}
	return t.print(lines...)
}
