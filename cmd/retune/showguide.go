package main

import (
	"context"
	"fmt"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// showGuide implements "retune guide".
func (t terminal) showGuide(_ context.Context, arguments []string) (int, error) {
	set := flags("guide")
	asJSON := set.Bool("json", false, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return 0, err
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	if *asJSON {
		return exitFine, t.printJSON(guideJSON(s))
	}
	lines := cardLines(s)
	for _, step := range s.guide.Steps {
		lines = append(lines, stepLines(s, step)...)
	}
	lines = append(lines, stopLines(s)...)
	lines = append(lines, questionLines(s)...)
	return exitFine, t.print(append(lines, codeLines(s)...)...)
}

func cardLines(s *services) []string {
	card := s.guide.Card
	lines := []string{
		fmt.Sprintf("%s · %s · %s", card.Title, card.Brand, card.Product),
		card.Summary,
		"",
		s.words.Say("terminal.guide.card", diagnostics.Args{
			"Severity": s.words.Severity(card.Severity), "Difficulty": s.words.Difficulty(card.Difficulty),
			"From": card.FastestMinutes, "To": card.SlowestMinutes, "Checked": s.words.Month(card.Checked),
		}),
		"",
		s.words.Say("terminal.guide.needs", nil),
	}
	for _, need := range s.guide.Needs {
		lines = append(lines, "  · "+need.Title+": "+need.Note)
	}
	return append(lines, "", s.words.Say("terminal.guide.steps", nil))
}

func stepLines(s *services, step guide.Step) []string {
	lines := []string{"", fmt.Sprintf("  %d. %s", step.Number, step.Title), indent(step.Why, "     ")}
	for _, line := range step.How[s.device()] {
		lines = append(lines, "     - "+line)
	}
	for _, name := range step.Repairs {
		lines = append(lines, "     "+s.words.Repair(name)+": retune fix "+string(name))
	}
	return lines
}

func stopLines(s *services) []string {
	lines := []string{"", s.guide.Stop.Title, indent(s.guide.Stop.Text, "  ")}
	for _, help := range s.guide.Stop.Helps {
		lines = append(lines, "  · "+help)
	}
	return append(lines, "  "+s.address(guide.LinkSupport))
}

func questionLines(s *services) []string {
	lines := []string{"", s.words.Say("terminal.guide.questions", nil)}
	for _, question := range s.guide.Questions {
		lines = append(lines, "", "  "+question.Question, indent(question.Answer, "    "))
	}
	return lines
}

func codeLines(s *services) []string {
	lines := []string{"", s.words.Say("terminal.guide.codes", nil), ""}
	for _, code := range s.guide.OtherCodes {
		lines = append(lines, "  "+s.words.Say("terminal.guide.code", diagnostics.Args{
			"Code": code.Label, "Text": code.Text, "Step": code.Step,
		}))
	}
	return lines
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(text, "\n", "\n"+by)
}
