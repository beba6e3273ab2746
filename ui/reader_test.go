package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// heard returns everything that a screen reader can see, searched for as Fyne's drivers do:
// in plain containers only.
func heard(object fyne.CanvasObject, at fyne.Position, visit func(fyne.Accessible, fyne.Position)) {
	if !object.Visible() {
		return
	}
	at = at.Add(object.Position())
	if said, ok := object.(fyne.Accessible); ok && said.AccessibilityRole() != fyne.AccessibleRoleContainer {
		visit(said, at)
	}
	if box, ok := object.(*fyne.Container); ok {
		for _, child := range box.Objects {
			heard(child, at, visit)
		}
	}
}

func (r *rig) hears() []string {
	var labels []string
	heard(r.window.Content(), fyne.Position{}, func(said fyne.Accessible, _ fyne.Position) {
		labels = append(labels, said.AccessibilityLabel())
	})
	return labels
}

// spoken sets the rig up for a screen reader.
func (r *rig) spoken() *rig {
	r.addReader()
	return r
}

func TestAScreenReaderHearsWhatIsShown(t *testing.T) {
	for name, scene := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			r := scene().spoken()
			said := r.hears()
			for _, shown := range r.buttons() {
				if !slices.Contains(said, shown.AccessibilityLabel()) {
					t.Errorf("the button %q is not heard", shown.AccessibilityLabel())
				}
			}
			r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
				if words, ok := object.(*text); ok && words.label.Text != "" && !r.inRow(words) && !strings.Contains(strings.Join(said, "\n"), words.label.Text) {
					t.Errorf("%q is not heard", words.label.Text)
				}
			})
		})
	}
}

// inRow reports whether a text is part of a row, which is read out as a whole.
func (r *rig) inRow(words *text) bool {
	within := false
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if line, ok := object.(*row); ok {
			walk(line.content, func(part fyne.CanvasObject) { within = within || part == fyne.CanvasObject(words) })
		}
	})
	return within
}

func TestWhatIsHeardIsWhereItIsShown(t *testing.T) {
	r := started(t, offlineMode()).spoken()
	r.window.Resize(fyne.NewSize(leastWidth, leastHeight))
	r.scrollBy(0.5)
	shown := r.line(3).row
	want := fyne.CurrentApp().Driver().AbsolutePositionForObject(shown)
	found := false
	heard(r.window.Content(), fyne.Position{}, func(said fyne.Accessible, at fyne.Position) {
		if said.AccessibilityLabel() == shown.AccessibilityLabel() {
			found = true
			if at.Subtract(want).X > 1 || at.Subtract(want).Y > 1 || want.Subtract(at).Y > 1 {
				t.Errorf("it is heard at %v and shown at %v", at, want)
			}
		}
	})
	if !found {
		t.Fatal("the step is not heard")
	}
}

func TestAnotherLanguageIsHeardAtOnce(t *testing.T) {
	r := started(t, offlineMode()).spoken()
	instructions := r.content.Guide
	instructions.Card.Title = "Fehler 2"
	r.SetLanguage(instructions, r.content.Words)
	if said := r.hears(); !slices.Contains(said, "Fehler 2") || slices.Contains(said, "Error Code 2") {
		t.Errorf("heard is %q", said)
	}
}

func TestTheStateIsHeard(t *testing.T) {
	r := started(t, allFine()).spoken()
	if said := r.hears(); !slices.Contains(said, "Fix, chosen") {
		t.Errorf("the chosen tab is not told from the others: %q", said)
	}
	r.turnTo(faqTab)
	r.openLine("Can I listen offline without Premium?")
	for _, want := range []string{
		"Can I listen offline without Premium?, open", "What does Error Code 2 mean?, closed", "This computer (Linux), chosen",
	} {
		if said := r.hears(); !slices.Contains(said, want) {
			t.Errorf("%q is not heard", want)
		}
	}
	test.Type(r.faq.entry, "banned")
	if said := r.hears(); slices.Contains(said, "What does Error Code 2 mean?, closed") {
		t.Error("it is still told of what is shown no longer")
	}
}
