package main

import (
	"retune/diagnostics"
	"retune/diagnostics/guide"
)

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
	Codes     []jsonCode     `json:"codes"`
}

type jsonCard struct {
	Code           string `json:"code"`
	Brand          string `json:"brand"`
	Product        string `json:"product"`
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
	ID            guide.NeedID `json:"id"`
	Title         string       `json:"title"`
	Note          string       `json:"note"`
	OnlyReinstall bool         `json:"only_reinstall"`
}

type jsonStep struct {
	Number  int                       `json:"number"`
	Title   string                    `json:"title"`
	Why     string                    `json:"why"`
	How     map[guide.Device][]string `json:"how"`
	Checks  []diagnostics.CheckName   `json:"checks"`
	Repairs []diagnostics.RepairName  `json:"repairs"`
	Actions []diagnostics.Action      `json:"actions"`
	Manual  bool                      `json:"manual"`
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

// jsonCode is another label for the same problem; question is the ID of the question that
// answers it.
type jsonCode struct {
	Label    string `json:"label"`
	Text     string `json:"text"`
	Question string `json:"question"`
	Step     int    `json:"step"`
}

func guideJSON(s *services) jsonGuide {
	card := s.guide.Card
	result := jsonGuide{
		Schema: 1, Version: version, Language: s.words.Language(),
		Card: jsonCard{
			Code: card.Code, Brand: card.Brand, Product: card.Product, ProductType: card.ProductType,
			Title: card.Title, Summary: card.Summary, Severity: card.Severity, Difficulty: card.Difficulty,
			FastestMinutes: card.FastestMinutes, SlowestMinutes: card.SlowestMinutes, Checked: card.Checked.Format("2006-01"),
		},
		Stop: jsonStop(s.guide.Stop),
	}
	for _, need := range s.guide.Needs {
		result.Needs = append(result.Needs, jsonNeed(need))
	}
	for _, step := range s.guide.Steps {
		step.Checks, step.Repairs, step.Actions = nonNil(step.Checks), nonNil(step.Repairs), nonNil(step.Actions)
		result.Steps = append(result.Steps, jsonStep(step))
	}
	for _, question := range s.guide.Questions {
		result.Questions = append(result.Questions, jsonQuestion(question))
	}
	for _, code := range s.guide.OtherCodes {
		result.Codes = append(result.Codes, jsonCode(code))
	}
	return result
}

// nonNil replaces a nil list, which would be null in JSON, with an empty one.
func nonNil[T any](items []T) []T { return append([]T{}, items...) }
