package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// faq is the tab with the usual questions and a search through the whole guide.
type faq struct {
	page   fyne.CanvasObject
	scroll *container.Scroll
	entry  *searchEntry
	host   *host
	guide  *guide.Guide
	words  *words.Words
	toStep func(int)

	hits    *fyne.Container
	surface *panel
	nothing *text
	open    map[string]bool
}

func newFAQ(v viewer, host *host, toStep func(int)) *faq {
	f := &faq{
		host: host, guide: v.guide, words: v.words, toStep: toStep,
		hits: container.New(column{}), open: map[string]bool{},
		nothing: newProse(v.say("faq.nothing"), "").quiet(),
	}
	f.entry = newSearchEntry(host, v.say("faq.search"), func(string) { f.draw() })
	f.surface = newSurface(inset{top: 1, bottom: 1}, f.hits)
	content := container.New(column{gap: 12},
		newProse(v.say("faq.title"), sizeHeadline).bold(), f.entry, f.surface, f.nothing)
	f.scroll = container.NewVScroll(container.New(evenPage(), container.New(readingWidth, content)))
	f.page = f.scroll
	f.draw()
	return f
}

// draw lists what the search found; an empty search has all questions.
func (f *faq) draw() {
	hits := f.guide.Find(f.entry.Text)
	f.host.redraw(f.hits, func() { f.list(hits) })
	show(f.surface, len(hits) > 0)
	show(f.nothing, len(hits) == 0)
	f.hits.Refresh()
	settle(f.scroll)
}

func (f *faq) list(hits []guide.Hit) {
	f.hits.Objects = nil
	for i, hit := range hits {
		if i > 0 {
			f.hits.Add(container.New(inset{left: 1, right: 1}, widget.NewSeparator()))
		}
		f.hits.Add(f.line(hit))
	}
}

// line is a hit: its title, and its text where it is open. What a search found is
// open at once.
func (f *faq) line(hit guide.Hit) fyne.CanvasObject {
	key := string(hit.Kind) + hit.ID
	open := f.open[key] || f.entry.Text != ""
	title := newMarked(hit.Title, hit.TitleMarks, theme.SizeNameText)
	head := container.New(line{gap: 12, grow: 0}, title, f.kind(hit))
	row := newRow(f.host, hit.Title, inset{11, 14, 11, 14}, head, func() {
		f.open[key] = !f.open[key]
		f.draw()
	})
	list := container.New(column{}, row)
	if open {
		list.Add(container.New(inset{right: 14, bottom: 14, left: 14}, f.answer(hit)))
	}
	return list
}

// kind says what was found; a list that has nothing but questions need not.
func (f *faq) kind(hit guide.Hit) fyne.CanvasObject {
	kind := newText("", theme.SizeNameCaptionText).quiet()
	if f.entry.Text != "" {
		kind.label.Text = f.words.Say("window.faq.kind."+string(hit.Kind), nil)
	}
	return kind
}

func (f *faq) answer(hit guide.Hit) fyne.CanvasObject {
	answer := container.New(column{gap: 8})
	if len(hit.TextMarks) > 0 {
		answer.Add(newMarked(hit.Text, hit.TextMarks, theme.SizeNameText))
	} else {
		answer.Add(newResult(hit.Text, theme.SizeNameText))
	}
	if hit.Step > 0 {
		label := f.words.Say("window.faq.to-step", map[string]any{"Step": strconv.Itoa(hit.Step)})
		button := newButton(f.host, label, plain, func() { f.toStep(hit.Step) })
		answer.Add(container.New(&flow{gap: 8}, button))
	}
	return answer
}

// newMarked is a text in which what was searched for stands out.
func newMarked(words string, marks []guide.Mark, size fyne.ThemeSizeName) fyne.CanvasObject {
	rich := widget.NewRichText()
	rich.Wrapping = fyne.TextWrapWord
	segment := func(part string, found bool) {
		style := widget.RichTextStyle{Inline: true, SizeName: size, ColorName: theme.ColorNameForeground}
		if found {
			style.ColorName, style.TextStyle.Bold = theme.ColorNamePrimary, true
		}
		rich.Segments = append(rich.Segments, &widget.TextSegment{Text: part, Style: style})
	}
	at := 0
	for _, mark := range marks {
		segment(words[at:mark.From], false)
		segment(words[mark.From:mark.To], true)
		at = mark.To
	}
	segment(words[at:], false)
	return container.New(flush{}, rich)
}

// searchEntry is a field that leaves the window's keys to the window.
type searchEntry struct {
	widget.Entry
	host *host
}

func newSearchEntry(host *host, hint string, changed func(string)) *searchEntry {
	e := &searchEntry{host: host}
	e.ExtendBaseWidget(e)
	e.Icon = theme.SearchIcon()
	e.SetPlaceHolder(hint)
	e.OnChanged = changed
	return e
}

// TypedKey empties the field on Escape.
func (e *searchEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyEscape:
		e.SetText("")
	case fyne.KeyF5, fyne.KeyPageDown, fyne.KeyPageUp:
		e.host.keys(event)
	default:
		e.Entry.TypedKey(event)
	}
}

// TypedShortcut hands what is no business of an entry to the window.
func (e *searchEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if _, custom := shortcut.(fyne.KeyboardShortcut); custom {
		e.host.shortcuts.TypedShortcut(shortcut)
	}
	e.Entry.TypedShortcut(shortcut)
}
