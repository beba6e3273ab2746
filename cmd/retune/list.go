package main

import (
	"fmt"
	"strings"

	"retune/diagnostics"
)

// jsonRepair is one of the repairs that "retune fix --list --json" lists.
type jsonRepair struct {
	Repair        diagnostics.RepairName `json:"repair"`
	About         string                 `json:"about"`
	Undo          bool                   `json:"undo"`
	Administrator bool                   `json:"administrator"`
}

// listRepairs implements "retune fix --list".
func (t terminal) listRepairs(s *services, asJSON bool) error {
	list := []jsonRepair{}
	lines := []string{}
	for _, description := range s.repairs.Descriptions() {
		about := s.words.About(description.Name)
		list = append(list, jsonRepair{description.Name, about, description.Undo, description.Administrator})
		traits := []string{s.words.Risk(description.Risk)}
		if description.Administrator {
			traits = append(traits, s.words.Say("terminal.administrator", nil))
		}
		lines = append(lines, fmt.Sprintf("%-12s %s (%s)", description.Name, about, strings.Join(traits, ", ")))
	}
	if asJSON {
		return t.printJSON(list)
	}
	return t.print(lines...)
}
