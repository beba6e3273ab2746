package main

import (
	"fmt"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// jsonPlan is a plan, and what came of it, in JSON. The form is a promise.
type jsonPlan struct {
	Repair    diagnostics.RepairName `json:"repair"`
	Items     []jsonItem             `json:"items"`
	Bytes     int64                  `json:"bytes"`
	Files     int64                  `json:"files"`
	Kept      []jsonKept             `json:"kept"`
	Processes []jsonTarget           `json:"processes"`
	Start     string                 `json:"start,omitempty"`
	Undo      bool                   `json:"undo"`

	Outcome repair.Result `json:"outcome,omitempty"`
	Reason  repair.Reason `json:"reason,omitempty"`
	Message string        `json:"message,omitempty"`
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

type jsonTarget struct {
	PID     int    `json:"pid"`
	Program string `json:"program"`
}

func planJSON(plan repair.Plan) jsonPlan {
	result := jsonPlan{
		Repair: plan.Repair, Bytes: plan.Bytes, Files: plan.Files, Start: plan.Start, Undo: plan.Undo,
		Items: []jsonItem{}, Kept: []jsonKept{}, Processes: []jsonTarget{},
	}
	for _, item := range plan.Items {
		result.Items = append(result.Items, jsonItem(item))
	}
	for _, kept := range plan.Kept {
		result.Kept = append(result.Kept, jsonKept{Path: kept.Path, Why: kept.Why})
	}
	for _, target := range plan.Processes {
		result.Processes = append(result.Processes, jsonTarget(target))
	}
	return result
}

// showPlan says what a repair is going to do and what stays.
func (t terminal) showPlan(s *services, plan repair.Plan, asJSON bool) error {
	if asJSON {
		return t.printJSON(planJSON(plan))
	}
	lines := []string{s.words.About(plan.Repair)}
	for _, target := range plan.Processes {
		lines = append(lines, "  "+s.words.Say("terminal.plan.close", diagnostics.Args{"Program": target.Program, "PID": target.PID}))
	}
	if plan.Start != "" {
		lines = append(lines, "  "+s.words.Say("terminal.plan.start", diagnostics.Args{"Program": plan.Start}))
	}
	lines = append(lines, itemLines(s, plan)...)
	if plan.Undo {
		lines = append(lines, s.words.Say("terminal.plan.undo", nil))
	}
	return t.print(lines...)
}

func itemLines(s *services, plan repair.Plan) []string {
	if len(plan.Items) == 0 {
		return nil
	}
	lines := []string{s.words.Say("terminal.plan.goes", diagnostics.Args{
		"Size": s.words.Size(plan.Bytes), "Files": s.words.Count("count.files", plan.Files),
	})}
	for _, item := range plan.Items {
		lines = append(lines, fmt.Sprintf("  %9s  %s", s.words.Size(item.Bytes), printable(item.Path)))
	}
	if len(plan.Kept) > 0 {
		lines = append(lines, s.words.Say("terminal.plan.stays", nil))
	}
	for _, kept := range plan.Kept {
		lines = append(lines, "  "+s.words.Kept(kept))
	}
	return lines
}

// printable keeps a path from steering the terminal.
func printable(path string) string {
	return strings.Trim(fmt.Sprintf("%q", path), `"`)
}
