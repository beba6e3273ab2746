package main

import (
	"fmt"

	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/words"
)

// jsonPlan is a plan in JSON. Its format is stable.
type jsonPlan struct {
	Repair    diagnostics.RepairName `json:"repair"`
	Items     []jsonItem             `json:"items"`
	Bytes     int64                  `json:"bytes"`
	Files     int64                  `json:"files"`
	Kept      []jsonKept             `json:"kept"`
	Changes   []jsonChange           `json:"changes"`
	Processes []jsonTarget           `json:"processes"`
	Start     string                 `json:"start"`
	Commands  []string               `json:"commands"`
	// Administrator is whether an administrator's password will be asked for.
	Administrator bool `json:"administrator"`
	Undo          bool `json:"undo"`
}

// jsonOutcome is a plan and its outcome.
type jsonOutcome struct {
	jsonPlan
	Outcome repair.Result `json:"outcome"`
	Reason  repair.Reason `json:"reason"`
	Message string        `json:"message"`
	// Findings are what the checks saw of Spotify afterwards; none if nothing was changed.
	Findings []jsonFinding `json:"findings"`
}

type jsonItem struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Files int64  `json:"files"`
}

type jsonKept struct {
	Path string         `json:"path"`
	Why  repair.KeptWhy `json:"why"`
}

type jsonChange struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type jsonTarget struct {
	PID     int    `json:"pid"`
	Program string `json:"program"`
}

func planJSON(plan repair.Plan) jsonPlan {
	result := jsonPlan{
		Repair: plan.Repair, Bytes: plan.Bytes, Files: plan.Files, Start: plan.Start, Undo: plan.Undo,
		Commands: append([]string{}, plan.Commands...), Administrator: plan.Administrator,
		Items: []jsonItem{}, Kept: []jsonKept{}, Changes: []jsonChange{}, Processes: []jsonTarget{},
	}
	for _, item := range plan.Items {
		result.Items = append(result.Items, jsonItem(item))
	}
	for _, kept := range plan.Kept {
		result.Kept = append(result.Kept, jsonKept{Path: kept.Path, Why: kept.Why})
	}
	for _, change := range plan.Changes {
		result.Changes = append(result.Changes, jsonChange(change))
	}
	for _, target := range plan.Processes {
		result.Processes = append(result.Processes, jsonTarget(target))
	}
	return result
}

// planLines describes what a repair is going to do and what it keeps.
func planLines(w *words.Words, plan repair.Plan) []string {
	lines := []string{w.About(plan.Repair)}
	for _, target := range plan.Processes {
		lines = append(lines, "  "+w.Say("terminal.plan.close", diagnostics.Args{"Program": target.Program, "PID": target.PID}))
	}
	if plan.Start != "" {
		lines = append(lines, "  "+w.Say("terminal.plan.start", diagnostics.Args{"Program": plan.Start}))
	}
	for _, command := range plan.Commands {
		lines = append(lines, "  "+w.Say("terminal.plan.run", diagnostics.Args{"Command": command}))
	}
	if plan.Administrator {
		lines = append(lines, w.Say("terminal.plan.administrator", nil))
	}
	lines = append(lines, itemLines(w, plan)...)
	lines = append(lines, changeLines(w, plan)...)
	if len(plan.Kept) > 0 {
		lines = append(lines, w.Say("terminal.plan.stays", nil))
	}
	for _, kept := range plan.KeptByReason() {
		lines = append(lines, "  "+w.Kept(kept))
	}
	if plan.Undo {
		lines = append(lines, w.Say("terminal.plan.undo", nil))
	}
	return lines
}

// changeLines shows changed lines in the way diff tools do.
func changeLines(w *words.Words, plan repair.Plan) []string {
	var lines []string
	path := ""
	for _, change := range plan.Changes {
		if change.Path != path {
			path = change.Path
			lines = append(lines, w.Say("terminal.plan.changes", diagnostics.Args{"Path": path}))
		}
		if change.Before != "" {
			lines = append(lines, fmt.Sprintf("  %4d - %s", change.Line, printable(change.Before)))
		}
		if change.After != "" {
			lines = append(lines, fmt.Sprintf("  %4d + %s", change.Line, printable(change.After)))
		}
	}
	return lines
}

func itemLines(w *words.Words, plan repair.Plan) []string {
	if len(plan.Items) == 0 {
		return nil
	}
	lines := []string{w.Say("terminal.plan.goes", diagnostics.Args{
		"Size": w.Size(plan.Bytes), "Files": w.Count("count.files", plan.Files),
	})}
	for _, item := range plan.Items {
		lines = append(lines, fmt.Sprintf("  %9s  %s", w.Size(item.Bytes), printable(item.Path)))
	}
	return lines
}
