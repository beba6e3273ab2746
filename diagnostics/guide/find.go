package guide

import (
	"slices"
	"strconv"
	"strings"
)

// HitKind is the part of the guide that a hit is in.
type HitKind string

// The kinds of hits, in the order in which Find returns equally good ones.
const (
	HitCode     HitKind = "code"
	HitQuestion HitKind = "question"
	HitStep     HitKind = "step"
)

// Hit is a part of the guide that matches a query.
type Hit struct {
	Kind HitKind
	// ID is the code's label, the question's ID or the step's number.
	ID string
	// Question and Step locate the answer: the hit itself, or for a code what answers it. ""
	// and 0 mean that there is none.
	Question string
	Step     int
	// Title and Text are what to show; the marks are the matches in them.
	Title, Text           string
	TitleMarks, TextMarks []Mark
}

// Mark is a part of a text, as a half-open range of bytes.
type Mark struct{ From, To int }

// Find returns the parts of the guide that contain all words of the query, in any order and
// regardless of case and accents. Matches in titles come first. A code brings along the
// question that answers it. An empty query finds all questions.
func (g Guide) Find(query string) []Hit {
	words := strings.Fields(fold(query).text)
	if len(words) == 0 {
		return g.allQuestions()
	}
	var codes, questions, steps []Hit
	answering := map[string]bool{}
	for _, code := range g.OtherCodes {
		if hit, ok := mark(codeHit(code), code.Text, words); ok {
			codes = append(codes, hit)
			answering[code.Question] = true
		}
	}
	for _, question := range g.Questions {
		hit, ok := mark(questionHit(question), question.Answer, words)
		if ok || answering[question.ID] {
			questions = append(questions, hit)
		}
	}
	for _, step := range g.Steps {
		if hit, ok := mark(stepHit(step), everythingOf(step), words); ok {
			steps = append(steps, hit)
		}
	}
	hits := slices.Concat(codes, questions, steps)
	slices.SortStableFunc(hits, func(a, b Hit) int { return distance(a) - distance(b) })
	return hits
}

// distance is 0 for a hit with a match in its title, else 1.
func distance(hit Hit) int {
	if len(hit.TitleMarks) > 0 {
		return 0
	}
	return 1
}

// Marks returns where the words of a query occur in a text, in order.
func Marks(text, query string) []Mark {
	return fold(text).marks(strings.Fields(fold(query).text))
}

func (g Guide) allQuestions() []Hit {
	var hits []Hit
	for _, question := range g.Questions {
		hits = append(hits, questionHit(question))
	}
	return hits
}

func codeHit(code OtherCode) Hit {
	return Hit{
		Kind: HitCode, ID: code.Label, Question: code.Question, Step: code.Step,
		Title: code.Label, Text: code.Text,
	}
}

func questionHit(question Question) Hit {
	return Hit{
		Kind: HitQuestion, ID: question.ID, Question: question.ID,
		Title: question.Question, Text: question.Answer,
	}
}

func stepHit(step Step) Hit {
	return Hit{
		Kind: HitStep, ID: strconv.Itoa(step.Number), Step: step.Number,
		Title: step.Title, Text: step.Why,
	}
}

// everythingOf returns the whole text of a step, of which a hit shows only the reason.
func everythingOf(step Step) string {
	all := []string{step.Why}
	for _, device := range Devices() {
		all = append(all, step.How[device]...)
	}
	return strings.Join(all, "\n")
}

// mark reports whether every word occurs in the hit's title or in the whole text behind it,
// and marks the words in what the hit shows.
func mark(hit Hit, behind string, words []string) (Hit, bool) {
	title, text, whole := fold(hit.Title), fold(hit.Text), fold(behind)
	for _, word := range words {
		if !strings.Contains(title.text, word) && !strings.Contains(whole.text, word) {
			return hit, false
		}
	}
	hit.TitleMarks, hit.TextMarks = title.marks(words), text.marks(words)
	return hit, true
}
