package ui

import (
	"fmt"
	"strconv"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// faqView is the questions, the steps by hand and the other codes, or those that a search
// found.
type faqView struct {
	device   string // explains the choice of devices
	devices  []deviceView
	sections []faqSection
	nothing  string // says that nothing was found; empty if something was
}

// faqSection is a list under a heading.
type faqSection struct {
	title string
	items []faqItem
}

// faqItem is a line of a list, and its content if it is open.
type faqItem struct {
	key    string
	number string // number of a step in the full list, or empty
	title  markedView
	kind   string
	open   bool
	note   string // how a screen reader says whether it is open

	text      markedView
	moves     []markedView
	elsewhere []markedView // matching instructions for other devices
	picture   pictureView
	step      int // the step that it links to; 0 for none
	toStep    string
}

// faq returns the page for a query. turned are the lines that the user opened or closed.
func (v viewer) faq(query string, turned map[string]bool) faqView {
	view := faqView{device: v.say("faq.device"), devices: v.devices()}
	if len(guide.Marks(query, query)) == 0 {
		view.sections = v.everything(turned)
		return view
	}
	hits := v.guide.Find(query)
	if len(hits) == 0 {
		view.nothing = v.say("faq.nothing")
		return view
	}
	found := faqSection{title: v.sayWith("faq.found", diagnostics.Args{"Count": len(hits)})}
	for _, hit := range hits {
		item := v.faqItem(hit, turned, true)
		item.kind = v.say("faq.kind." + string(hit.Kind))
		v.mark(&item, hit, query)
		found.items = append(found.items, item)
	}
	view.sections = []faqSection{found}
	return view
}

// everything returns the whole content, in three lists.
func (v viewer) everything(turned map[string]bool) []faqSection {
	questions := faqSection{title: v.say("faq.questions")}
	for _, hit := range v.guide.Find("") {
		questions.items = append(questions.items, v.faqItem(hit, turned, false))
	}
	steps := faqSection{title: v.say("faq.steps")}
	for _, step := range v.guide.Steps {
		hit := guide.Hit{Kind: guide.HitStep, ID: strconv.Itoa(step.Number), Step: step.Number, Title: step.Title, Text: step.Why}
		item := v.faqItem(hit, turned, false)
		item.number = hit.ID
		steps.items = append(steps.items, item)
	}
	codes := faqSection{title: v.say("faq.codes")}
	for _, code := range v.guide.OtherCodes {
		hit := guide.Hit{Kind: guide.HitCode, ID: code.Label, Step: code.Step, Title: code.Label, Text: code.Text}
		codes.items = append(codes.items, v.faqItem(hit, turned, false))
	}
	return []faqSection{questions, steps, codes}
}

// faqItem returns a line. Anything that a search found is open from the start.
func (v viewer) faqItem(hit guide.Hit, turned map[string]bool, searched bool) faqItem {
	key := string(hit.Kind) + hit.ID
	item := faqItem{
		key: key, open: turned[key] != searched, note: v.say("closed"), step: hit.Step,
		title: markedView{hit.Title, hit.TitleMarks}, text: markedView{hit.Text, hit.TextMarks},
	}
	if item.open {
		item.note = v.say("open")
	}
	if hit.Step > 0 {
		item.toStep = v.sayWith("faq.to-step", diagnostics.Args{"Step": strconv.Itoa(hit.Step)})
	}
	if step, ok := v.guide.Step(hit.Step); ok && hit.Kind == guide.HitStep {
		how := v.how(step)
		item.moves, item.picture = how.lines, how.picture
	}
	return item
}

// mark marks the matches in a step's instructions, and adds the instructions for other
// devices that match.
func (v viewer) mark(item *faqItem, hit guide.Hit, query string) {
	step, ok := v.guide.Step(hit.Step)
	if !ok || hit.Kind != guide.HitStep {
		return
	}
	for i := range item.moves {
		item.moves[i].marks = guide.Marks(item.moves[i].text, query)
	}
	if len(hit.TitleMarks)+len(hit.TextMarks) > 0 || anyMarked(item.moves) {
		return
	}
	for _, device := range guide.Devices() {
		for _, move := range step.How[device] {
			if len(guide.Marks(move, query)) > 0 {
				text := v.sayWith("faq.on", diagnostics.Args{"Device": v.words.Device(device), "Move": move})
				item.elsewhere = append(item.elsewhere, markedView{text, guide.Marks(text, query)})
			}
		}
	}
}

func anyMarked(lines []markedView) bool {
	for _, line := range lines {
		if len(line.marks) > 0 {
			return true
		}
	}
	return false
}

// plain returns the line and what is below it as text.
func (i faqItem) plain() string {
	lines := []string{i.title.text, i.text.text}
	for number, move := range i.moves {
		lines = append(lines, fmt.Sprintf("%d. %s", number+1, move.text))
	}
	return strings.Join(lines, "\n") + "\n"
}
