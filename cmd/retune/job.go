package main

import (
	"context"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// jobOptions are the flags of the commands that change something.
type jobOptions struct {
	name              diagnostics.RepairName
	list              bool
	dryRun, yes, json bool
}

// job is a command that changes something, from its plan to its outcome.
type job struct {
	terminal
	*services
	options jobOptions
	line    *progressLine
	say     func(repair.Outcome) string
	// findings are what the checks saw of Spotify after a repair.
	findings diagnostics.Findings
}

func newJob(t terminal, s *services, options jobOptions) *job {
	// A caller that wants JSON is a program and cannot be asked.
	t.asks = t.asks && !options.json
	return &job{
		terminal: t, services: s, options: options, say: s.words.Outcome,
		line: &progressLine{terminal: t, words: s.words},
	}
}

func (j *job) progress(progress repair.Progress) {
	if !j.options.json {
		j.line.show(progress)
	}
}

// tidy first continues where an earlier run was interrupted, unless this command is known to
// change nothing.
func (j *job) tidy(ctx context.Context) {
	if j.options.dryRun || !j.options.yes && !j.asks {
		return
	}
	outcome, err := j.repairs.Recover(ctx, j.progress)
	j.line.end()
	j.leftOver(j.services, outcome, err)
}

// consent asks the user, unless a flag has given consent in advance. The outcome is empty if
// the user agrees, and a refusal if they do not or cannot be asked.
func (j *job) consent(ctx context.Context, question string) (repair.Outcome, error) {
	refused := repair.Outcome{Repair: j.options.name, Result: repair.Refused, Reason: repair.ReasonNeedsConsent}
	switch {
	case j.options.yes:
		return repair.Outcome{}, nil
	case !j.asks:
		return refused, nil
	}
	agreed, err := j.ask(ctx, j.words, question)
	if err != nil || agreed {
		return repair.Outcome{}, err
	}
	refused.Reason = repair.ReasonDeclined
	return refused, nil
}

// ended reports how it ended, in the requested format, and returns the exit status.
func (j *job) ended(plan repair.Plan, outcome repair.Outcome) (int, error) {
	j.line.end()
	status := exitOfResult(outcome.Result)
	sentence := j.say(outcome)
	switch {
	case j.options.json:
		result := jsonOutcome{jsonPlan: planJSON(plan), Outcome: outcome.Result, Reason: outcome.Reason, Message: sentence, Findings: findingsJSON(j.services, j.findings)}
		result.Repair = outcome.Repair
		return status, j.printJSON(result)
	case status == exitFine:
		return status, j.print(sentence)
	default:
		return status, j.complain(sentence)
	}
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
