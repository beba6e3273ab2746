package guide

import (
	"errors"
	"io/fs"
	"time"

	"retune/assets"
)

// english is the language that all others fall back to.
const english = "en"

// Load returns the guide in a language (such as "en"), or in English if there is no complete
// guide in that language. If the English text or the facts are incomplete or malformed, the
// error is an *Invalid.
func Load(language string) (Guide, error) {
	return loadOrEnglish(assets.Texts(), language)
}

func loadOrEnglish(files fs.FS, language string) (Guide, error) {
	guide, err := load(files, language)
	if err != nil && language != english {
		return load(files, english)
	}
	return guide, err
}

func load(files fs.FS, language string) (Guide, error) {
	var facts factsFile
	if err := read(files, factsName, &facts); err != nil {
		return Guide{}, err
	}
	if err := facts.validate(); err != nil {
		return Guide{}, err
	}
	file, text, err := readText(files, language)
	if err != nil {
		return Guide{}, err
	}
	if err := text.validate(file, facts); err != nil {
		return Guide{}, err
	}
	return combine(facts, text), nil
}

func readText(files fs.FS, language string) (string, textFile, error) {
	file := language + ".json"
	var text textFile
	err := read(files, file, &text)
	if missing(err) && language != english {
		return readText(files, english)
	}
	return file, text, err
}

// missing reports whether a file does not exist, which includes a language that cannot be the
// name of a file.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid)
}

func combine(facts factsFile, text textFile) Guide {
	return Guide{
		Card:       combineCard(facts.Card, text.Card),
		Needs:      combineNeeds(facts.Needs, text.Needs),
		Steps:      combineSteps(facts.Steps, text.Steps),
		Stop:       Stop(text.Stop),
		Questions:  combineQuestions(facts.Questions, text.Questions),
		OtherCodes: combineCodes(facts.Codes, text.Codes),
		links:      facts.Links,
	}
}

func combineCard(facts cardFacts, text cardText) Card {
	// validate has parsed the month before.
	checked, _ := time.Parse(month, facts.Checked)
	return Card{
		Code: facts.Code, Brand: facts.Brand, Product: text.Product, ProductType: facts.ProductType,
		Title: text.Title, Summary: text.Summary,
		Severity: facts.Severity, Difficulty: facts.Difficulty,
		FastestMinutes: facts.FastestMinutes, SlowestMinutes: facts.SlowestMinutes,
		Checked: checked,
	}
}

func combineNeeds(facts []needFacts, texts map[NeedID]needText) []Need {
	var needs []Need
	for _, need := range facts {
		text := texts[need.ID]
		needs = append(needs, Need{ID: need.ID, Title: text.Title, Note: text.Note, OnlyReinstall: need.OnlyReinstall})
	}
	return needs
}

func combineSteps(facts []stepFacts, texts []stepText) []Step {
	var steps []Step
	for i, step := range facts {
		text := texts[i]
		steps = append(steps, Step{
			Number: step.Number, Title: text.Title, Why: text.Why, How: text.How,
			Checks: step.Checks, Repairs: step.Repairs, Actions: step.Actions, Manual: step.Manual,
		})
	}
	return steps
}

func combineQuestions(ids []string, texts map[string]questionText) []Question {
	var questions []Question
	for _, id := range ids {
		questions = append(questions, Question{ID: id, Question: texts[id].Question, Answer: texts[id].Answer})
	}
	return questions
}

func combineCodes(facts []codeFacts, texts map[string]string) []OtherCode {
	var codes []OtherCode
	for _, code := range facts {
		codes = append(codes, OtherCode{Label: code.Label, Text: texts[code.Says], Question: code.Question, Step: code.Step})
	}
	return codes
}
