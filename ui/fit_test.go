package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// printed is a line of text as drawn in the window.
type printed struct {
	text     string
	at       fyne.Position
	size     fyne.Size // of the drawn text
	room     fyne.Size // of the widget that contains it
	roomFrom fyne.Position
}

// prints returns all lines of text on the current page with the space they have: that of the
// innermost widget around them that defines a size.
func (r *rig) prints() []printed {
	var found []printed
	var look func(object fyne.CanvasObject, at, from fyne.Position, room fyne.Size)
	look = func(object fyne.CanvasObject, at, from fyne.Position, room fyne.Size) {
		if object == nil || !object.Visible() {
			return
		}
		at = at.Add(object.Position())
		switch shown := object.(type) {
		case *canvas.Text:
			if strings.TrimSpace(shown.Text) != "" {
				found = append(found, printed{shown.Text, at, shown.MinSize(), room, from})
			}
		case *fyne.Container:
			for _, child := range shown.Objects {
				look(child, at, from, room)
			}
		case fyne.Widget:
			switch shown.(type) {
			case *text, *button, *tab, *choice, *picker:
				from, room = at, object.Size()
			}
			for _, child := range test.WidgetRenderer(shown).Objects() {
				look(child, at, from, room)
			}
		}
	}
	endless := fyne.NewSize(leastWidth, 1e6) // what scrolls has space below
	look(r.window.Content(), fyne.Position{}, fyne.Position{}, endless)
	return found
}

// hair is how far text may extend over an edge without being noticed.
const hair = 0.6

func (p printed) leaves(size fyne.Size, from fyne.Position) bool {
	return p.at.X < from.X-hair || p.at.X+p.size.Width > from.X+size.Width+hair ||
		p.at.Y+p.size.Height > from.Y+size.Height+hair
}

func (p printed) covers(other printed) bool {
	return p.at.X+hair < other.at.X+other.size.Width && other.at.X+hair < p.at.X+p.size.Width &&
		p.at.Y+hair < other.at.Y+other.size.Height && other.at.Y+hair < p.at.Y+p.size.Height
}

// TestEveryLanguageFits checks all states in all languages in the smallest window: no line of
// text may be cut off, extend beyond its widget, or cover another.
func TestEveryLanguageFits(t *testing.T) {
	for name, scene := range scenes(t) {
		r := scene()
		r.window.Resize(fyne.NewSize(leastWidth, leastHeight))
		for _, line := range r.steps.lines {
			r.state.open[line.number] = r.state.open[line.number] || name == "hosts"
		}
		for _, language := range everyLanguage(t) {
			t.Run(name+" "+language.Code, func(t *testing.T) {
				instructions, said, err := speak(language.Code)
				if err != nil {
					t.Fatal(err)
				}
				r.SetLanguage(instructions, said)
				r.finishAsked(name)
				r.shownScroll().ScrollToTop()
				r.fits(t)
			})
		}
	}
}

// finishAsked completes a change of language, without completing the work in progress that a
// scene shows.
func (r *rig) finishAsked(scene string) {
	if scene == "report" {
		r.finish()
	}
}

func (r *rig) fits(t *testing.T) {
	t.Helper()
	prints := r.prints()
	for i, shown := range prints {
		if shown.leaves(shown.room, shown.roomFrom) {
			t.Errorf("%q takes %v at %v of a room of %v at %v", shown.text, shown.size, shown.at, shown.room, shown.roomFrom)
		}
		if strings.HasSuffix(shown.text, "…") && !r.saysEllipsis(shown.text) {
			t.Errorf("%q is cut", shown.text)
		}
		for _, other := range prints[:i] {
			if shown.covers(other) {
				t.Errorf("%q covers %q", shown.text, other.text)
			}
		}
	}
}

// saysEllipsis reports whether the text itself ends with an ellipsis.
func (r *rig) saysEllipsis(text string) bool {
	says := false
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if label, ok := object.(*widget.Label); ok && strings.HasSuffix(label.Text, text) {
			says = true
		}
	})
	return says
}
