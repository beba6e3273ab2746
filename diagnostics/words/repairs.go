package words

import (
	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// Repair names a repair as on a button ("Restart Spotify").
func (w *Words) Repair(name diagnostics.RepairName) string { return w.coded("repair", string(name)) }

// About says in one line what a repair does.
func (w *Words) About(name diagnostics.RepairName) string {
	return w.Say("repair."+string(name)+".about", nil)
}

// Action names an action as on a button ("Open network settings").
func (w *Words) Action(action diagnostics.Action) string { return w.coded("action", string(action)) }

// Risk says what a repair could cost, in a few words.
func (w *Words) Risk(risk repair.Risk) string { return w.coded("risk", string(risk)) }

// Outcome says how a repair ended, and what to do next if it did not help.
func (w *Words) Outcome(outcome repair.Outcome) string {
	key := "outcome." + string(outcome.Result)
	detail := string(outcome.Reason)
	if outcome.Result == repair.Repaired {
		detail = string(outcome.Repair)
	}
	if detail != "" {
		if sentence, ok := w.sentence(key+"."+detail, outcome.Args); ok {
			return sentence
		}
	}
	return w.Say(key, outcome.Args)
}

// Undone says how undoing a repair ended.
func (w *Words) Undone(outcome repair.Outcome) string { return w.decided("outcome.undone", outcome) }

// Discarded says how it went to delete for good what a repair had set aside.
func (w *Words) Discarded(outcome repair.Outcome) string {
	return w.decided("outcome.discarded", outcome)
}

func (w *Words) decided(key string, outcome repair.Outcome) string {
	if outcome.Result != repair.Repaired {
		return w.Outcome(outcome)
	}
	if sentence, ok := w.sentence(key+"."+string(outcome.Repair), outcome.Args); ok {
		return sentence
	}
	return w.Say(key, outcome.Args)
}

// Kept says what was kept, and why.
func (w *Words) Kept(kept repair.Kept) string {
	args := diagnostics.Args{}
	if kept.Bytes > 0 {
		args["Size"] = w.Size(kept.Bytes)
	}
	return w.Say("kept."+string(kept.Why), args)
}

// Progress says what a repair is doing, with numbers.
func (w *Words) Progress(progress repair.Progress) string {
	args := diagnostics.Args{}
	if progress.Line != "" {
		args["Line"] = progress.Line
	}
	if progress.Files > 0 {
		args["Count"] = progress.Files
	}
	if progress.Done > 0 {
		args["Done"] = w.Size(progress.Done)
	}
	if progress.Total > 0 {
		args["Done"], args["Total"] = w.part(progress.Done, progress.Total)
	}
	return w.Say("phase."+string(progress.Phase), args)
}
