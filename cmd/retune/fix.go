package main

import (
	"context"
	"errors"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

func parseFix(arguments []string) (jobOptions, error) {
	var options jobOptions
	set := flags("fix")
	set.BoolVar(&options.list, "list", false, "")
	set.BoolVar(&options.dryRun, "dry-run", false, "")
	set.BoolVar(&options.yes, "yes", false, "")
	set.BoolVar(&options.json, "json", false, "")
	positional, err := parse(set, arguments, 1)
	switch {
	case err != nil:
		return options, err
	case options.list && len(positional) > 0:
		return options, senseless(set, "list-alone", nil)
	case !options.list && len(positional) == 0:
		return options, senseless(set, "which-repair", nil)
	case !options.list:
		options.name = diagnostics.RepairName(positional[0])
	}
	return options, nil
}

// fix implements "retune fix": plan, ask, act, check again.
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
		return 0, &usageError{command: "fix", what: "unknown-repair", args: diagnostics.Args{"Word": string(options.name)}}
	}
	j := newJob(t, s, options)
	defer j.line.end()
	j.tidy(ctx)
	return j.carryOut(ctx)
}

func (j *job) carryOut(ctx context.Context) (int, error) {
	plan, outcome, err := j.plan(ctx)
	j.line.end()
	switch {
	case err != nil:
		return 0, err
	case outcome.Result != "":
		return j.ended(plan, outcome)
	case j.options.dryRun && j.options.json:
		return exitFine, j.printJSON(planJSON(plan))
	case !j.options.json:
		if err := j.print(planLines(j.words, plan)...); err != nil || j.options.dryRun {
			return exitFine, err
		}
	}
	if outcome, err = j.consent(ctx, "terminal.go-ahead"); err != nil {
		return 0, err
	}
	if outcome.Result != "" {
		return j.ended(plan, outcome)
	}
	return j.apply(ctx, plan)
}

// plan makes the plan. If Spotify must not be running for the repair, it offers to close
// Spotify first.
func (j *job) plan(ctx context.Context) (repair.Plan, repair.Outcome, error) {
	plan, outcome, err := j.repairs.Plan(ctx, j.options.name, j.progress)
	offers := j.asks && !j.options.yes && !j.options.dryRun
	if err != nil || outcome.Reason != repair.ReasonRunning || !offers {
		return plan, outcome, err //nolint:wrapcheck // the context's own error
	}
	agreed, err := j.ask(ctx, j.words, "terminal.close-first")
	if err != nil || !agreed {
		return plan, outcome, err
	}
	outcome, err = j.closeFirst(ctx)
	if err != nil || exitOfResult(outcome.Result) != exitFine {
		return plan, outcome, err
	}
	return j.repairs.Plan(ctx, j.options.name, j.progress) //nolint:wrapcheck // the context's own error
}

func (j *job) closeFirst(ctx context.Context) (repair.Outcome, error) {
	closing, outcome, err := j.repairs.Plan(ctx, diagnostics.RepairClose, j.progress)
	if err != nil || outcome.Result != "" {
		return outcome, err //nolint:wrapcheck // the context's own error
	}
	return j.repairs.Apply(ctx, closing, j.progress) //nolint:wrapcheck // the context's own error
}

// apply carries out the plan, and then has the checks examine Spotify independently of the
// repair.
func (j *job) apply(ctx context.Context, plan repair.Plan) (int, error) {
	outcome, err := j.repairs.Apply(ctx, plan, j.progress)
	if err != nil {
		return 0, err //nolint:wrapcheck // the context's own error
	}
	var stopped error
	if outcome.Result == repair.Repaired {
		j.findings, stopped = j.checkAgain(ctx)
		outcome = repair.Checked(plan, outcome, j.findings)
	}
	status, err := j.ended(plan, outcome)
	if err = errors.Join(stopped, err); err != nil || j.options.json || len(j.findings) == 0 {
		return status, err
	}
	return status, j.print(findingLines(j.services, j.findings)...)
}
