package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// faq is the tab with frequent questions, the steps for every device, the other codes, and a
// search through all of them.
type faq struct {
	scroll *container.Scroll
	entry  *searchEntry
	host   *host
	acts   faqActs
	view   func() viewer

	device  *fyne.Container // the switch for the device
	lists   *fyne.Container
	nothing *text
	// turned are the lines that the user opened, or closed after a search had opened them.
	turned map[string]bool
}

// faqActs is what can be done on the page.
type faqActs struct {
	toStep  func(step int)
	choose  func(deviceView)
	picture func(name string) ([]byte, error)
	drawn   func() // called after what is shown has changed
}

func newFAQ(view func() viewer, host *host, acts faqActs) *faq {
	v := view()
	f := &faq{
		host: host, acts: acts, view: view, turned: map[string]bool{},
		device: container.New(line{gap: 8, grow: 1, top: true}), lists: container.New(column{gap: 16}),
		nothing: newProse(v.say("faq.nothing"), "").quiet(),
	}
	f.entry = newSearchEntry(host, v.say("faq.search"), func(string) {
		clear(f.turned)
		f.draw()
	})
	content := container.New(column{gap: 12},
		newProse(v.say("faq.title"), sizeHeadline).bold(), f.entry, f.device, f.lists, f.nothing)
	f.scroll = container.NewVScroll(container.New(evenPage(), container.New(readingWidth, content)))
	f.draw()
	return f
}

// draw lists what the search found; an empty search finds everything.
func (f *faq) draw() {
	view := f.view().faq(f.entry.Text, f.turned)
	f.host.redraw(f.device, func() {
		f.device.Objects = []fyne.CanvasObject{
			container.New(inset{top: 4}, quietTitle(view.device)), newSwitch(f.host, view.devices, f.acts.choose),
		}
	})
	f.host.redraw(f.lists, func() {
		f.lists.Objects = nil
		for _, section := range view.sections {
			f.lists.Objects = append(f.lists.Objects, f.section(section))
		}
	})
	show(f.lists, view.nothing == "")
	f.nothing.say(view.nothing)
	settle(f.scroll)
	f.acts.drawn()
}

func (f *faq) section(section faqSection) fyne.CanvasObject {
	var lines []fyne.CanvasObject // adding them one by one would lay out all earlier ones again each time
	for i, item := range section.items {
		if i > 0 {
			lines = append(lines, container.New(inset{left: 1, right: 1}, widget.NewSeparator()))
		}
		lines = append(lines, f.line(item))
	}
	list := container.New(column{}, lines...)
	return container.New(column{gap: 6}, quietTitle(section.title), newSurface(inset{top: 1, bottom: 1}, list))
}

// How wide the number of a step is, and the room between the parts of a line.
const numberRoom, lineGap = 14, 12

// line returns an item: its title, and its text if it is open.
func (f *faq) line(item faqItem) fyne.CanvasObject {
	number := container.New(wide(numberRoom), newText(item.number, sizeQuiet).quiet())
	show(number, item.number != "")
	head := container.New(line{gap: lineGap, grow: 1}, number, newMarked(item.title, theme.SizeNameText),
		newText(item.kind, theme.SizeNameCaptionText).quiet(), newFold(item.open))
	row := newRow(f.host, item.title.text, inset{11, 14, 11, 14}, head, func() {
		f.turned[item.key] = !f.turned[item.key]
		f.draw()
	})
	row.note, row.text = item.note, item.plain
	if !item.open {
		return row
	}
	around := inset{right: 14, bottom: 14, left: 14}
	if item.number != "" {
		around.left += numberRoom + lineGap // align it with the title
	}
	return container.New(column{}, row, container.New(around, f.inside(item)))
}

func (f *faq) inside(item faqItem) fyne.CanvasObject {
	inside := []fyne.CanvasObject{newMarked(item.text, theme.SizeNameText)}
	if len(item.moves) > 0 {
		inside = append(inside, newMoves(item.moves))
	}
	for _, move := range item.elsewhere {
		inside = append(inside, newMarked(move, sizeQuiet))
	}
	if picture := newPicture(item.picture, f.acts.picture); picture != nil {
		inside = append(inside, picture)
	}
	if item.step > 0 {
		button := newButton(f.host, item.toStep, plain, func() { f.acts.toStep(item.step) })
		inside = append(inside, container.New(&flow{gap: 8}, button))
	}
	return container.New(column{gap: 8}, inside...)
}
