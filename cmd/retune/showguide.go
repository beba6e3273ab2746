package main

import (
	"context"
	"fmt"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// showGuide is "retune guide".
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
	lines = append(lines, "", s.guide.Stop.Title, "  "+s.guide.Stop.Text)
	for _, help := range s.guide.Stop.Helps {
		lines = append(lines, "  · "+help)
	}
	lines = append(lines, "", s.words.Say("terminal.guide.questions", nil))
	for _, question := range s.guide.Questions {
		lines = append(lines, "", "  "+question.Question, indent(question.Answer, "    "))
	}
	return exitFine, t.print(lines...)
}

func cardLines(s *services) []string {
	card := s.guide.Card
	lines := []string{
		fmt.Sprintf("%s · %s · %s", card.Title, card.Brand, card.Product),
		card.Summary,
		"",
		s.words.Say("terminal.guide.card", diagnostics.Args{
			"Severity": s.words.Severity(card.Severity), "Difficulty": s.words.Difficulty(card.Difficulty),
			"From": card.FastestMinutes, "To": card.SlowestMinutes, "Checked": card.Checked.Format("2006-01"),
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
	for _, line := range step.How[device()] {
		lines = append(lines, "     - "+line)
	}
	for _, name := range step.Repairs {
		lines = append(lines, "     "+s.words.Repair(name)+": retune fix "+string(name))
	}
	return lines
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(text, "\n", "\n"+by)
}

// jsonGuide is the guide in JSON.
type jsonGuide struct {
	Schema    int            `json:"schema"`
	Version   string         `json:"version"`
	Language  string         `json:"language"`
	Card      jsonCard       `json:"card"`
	Needs     []jsonNeed     `json:"needs"`
	Steps     []jsonStep     `json:"steps"`
	Stop      jsonStop       `json:"stop"`
	Questions []jsonQuestion `json:"questions"`
}

type jsonCard struct {
	Code           string `json:"code"`
	Brand          string `json:"brand"`
	ProductType    string `json:"product_type"`
	Title          string `json:"title"`
	Summary        string `json:"summary"`
	Severity       string `json:"severity"`
	Difficulty     string `json:"difficulty"`
	FastestMinutes int    `json:"fastest_minutes"`
	SlowestMinutes int    `json:"slowest_minutes"`
	Checked        string `json:"checked"`
}

type jsonNeed struct {
	ID    guide.NeedID `json:"id"`
	Title string       `json:"title"`
	Note  string       `json:"note"`
}

type jsonStep struct {
	Number  int                       `json:"number"`
	Title   string                    `json:"title"`
	Why     string                    `json:"why"`
	How     map[guide.Device][]string `json:"how"`
	Checks  []diagnostics.CheckName   `json:"checks"`
	Repairs []diagnostics.RepairName  `json:"repairs"`
	Actions []diagnostics.Action      `json:"actions"`
}

type jsonStop struct {
	Title string   `json:"title"`
	Text  string   `json:"text"`
	Helps []string `json:"helps"`
}

type jsonQuestion struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

func guideJSON(s *services) jsonGuide {
	card := s.guide.Card
	result := jsonGuide{
		Schema: 1, Version: version, Language: s.words.Language(),
		Card: jsonCard{
			Code: card.Code, Brand: card.Brand, ProductType: card.ProductType, Title: card.Title, Summary: card.Summary,
			Severity: card.Severity, Difficulty: card.Difficulty,
			FastestMinutes: card.FastestMinutes, SlowestMinutes: card.SlowestMinutes, Checked: card.Checked.Format("2006-01"),
		},
		Stop: jsonStop{Title: s.guide.Stop.Title, Text: s.guide.Stop.Text, Helps: s.guide.Stop.Helps},
	}
	for _, need := range s.guide.Needs {
		result.Needs = append(result.Needs, jsonNeed{ID: need.ID, Title: need.Title, Note: need.Note})
	}
	for _, step := range s.guide.Steps {
		result.Steps = append(result.Steps, jsonStep{
			Number: step.Number, Title: step.Title, Why: step.Why, How: step.How,
			Checks: step.Checks, Repairs: step.Repairs, Actions: step.Actions,
		})
	}
	for _, question := range s.guide.Questions {
		result.Questions = append(result.Questions, jsonQuestion{ID: question.ID, Question: question.Question, Answer: question.Answer})
	}
	return result
}

// jsonRepair is a line of "retune fix --list --json".
type jsonRepair struct {
	Repair        diagnostics.RepairName `json:"repair"`
	About         string                 `json:"about"`
	Undo          bool                   `json:"undo"`
	Administrator bool                   `json:"administrator"`
}

func repairsJSON(s *services) []jsonRepair {
	list := []jsonRepair{}
	for _, description := range s.repairs.Descriptions() {
		list = append(list, jsonRepair{
			Repair: description.Name, About: s.words.About(description.Name),
			Undo: description.Undo, Administrator: description.Administrator,
		})
	}
	return list
}
