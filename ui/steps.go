package ui

import (
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// steps is the list of the seven steps on one surface.
type steps struct {
	panel *panel
	lines []*step
}

func newSteps(count int, host *host, acts stepActs) *steps {
	list := container.New(column{})
	s := &steps{panel: newSurface(inset{top: 1, bottom: 1}, list)}
	for i := range count {
		line := newStep(i+1, host, acts)
		s.lines = append(s.lines, line)
		if i > 0 {
			list.Add(container.New(inset{left: 1, right: 1}, widget.NewSeparator()))
		}
		list.Add(line.box)
	}
	return s
}

func (s *steps) set(views []stepView) {
	for i, view := range views {
		s.lines[i].set(view)
	}
}

// stepActs is what a step's buttons can do.
type stepActs struct {
	toggle func(step int)
	do     func(intent)
	device func(deviceView)
	tick   func(step int, done bool)
	// picture returns a drawing by its name.
	picture func(name string) ([]byte, error)
}

// step is one line of the list; its content is made when it is first opened.
type step struct {
	box    *fyne.Container
	number int
	host   *host
	acts   stepActs

	row                   *row
	sign                  *sign
	numeral, title, short *text
	body                  *body
	inside                *fyne.Container // the body with its margins
	shown                 stepView
}

func newStep(number int, host *host, acts stepActs) *step {
	s := &step{
		number: number, host: host, acts: acts,
		sign: newSign(signSize), numeral: newText(strconv.Itoa(number), sizeQuiet).quiet(),
		title: newText("", ""), short: newText("", sizeQuiet).quiet(),
	}
	head := container.New(line{gap: 12, grow: 3}, s.sign, container.New(wide(14), s.numeral), s.title, s.short)
	s.numeral.label.Alignment, s.short.label.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	s.short.label.Truncation = fyne.TextTruncateEllipsis
	s.row = newRow(host, "", inset{10, 14, 10, 14}, head, func() { acts.toggle(number) })
	s.row.text = func() string { return s.shown.plain() }
	s.box = container.New(column{}, s.row)
	return s
}

func (s *step) set(view stepView) {
	if reflect.DeepEqual(s.shown, view) {
		return
	}
	s.sign.set(view.mark, view.word)
	s.title.say(view.title)
	if s.short.label.Text != view.short {
		s.short.label.SetText(view.short)
	}
	s.row.label = view.spoken
	s.setBody(view)
	s.shown = view
}

func (s *step) setBody(view stepView) {
	if view.open && s.body == nil {
		s.body = newBody(s.number, s.host, s.acts)
		s.inside = container.New(inset{top: 2, right: 14, bottom: 14, left: 75}, container.New(atMost(bodyWidth), s.body.box))
		s.box.Add(s.inside)
	}
	if s.body == nil {
		return
	}
	show(s.inside, view.open)
	if view.open {
		s.body.set(view.body)
	}
}
