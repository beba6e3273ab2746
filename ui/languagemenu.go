package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// Speech is what the window can have done about languages. All of it may take a while and is
// called off the screen's thread.
type Speech struct {
	// Languages are the languages to choose from, in order. With fewer than two there is no
	// choice.
	Languages []words.Language
	// Speak loads a language and remembers it for the next time the window opens.
	Speak func(code string) (guide.Guide, *words.Words, error)
	// Writable reports whether this computer has a font with all letters of a text.
	Writable func(text string) bool
}

// picker shows the current language, and the others when it is pressed.
type picker struct {
	pressable
	items []*fyne.MenuItem // items of the menu that was shown last
}

func newPicker(host *host, label, name string, press func()) *picker {
	p := &picker{pressable: pressable{host: host, label: name, note: label, press: press}}
	p.become(p)
	return p
}

// CreateRenderer draws the picker.
func (p *picker) CreateRenderer() fyne.WidgetRenderer {
	r := &pickerParts{
		picker: p, words: canvas.NewText(p.label, color.Transparent), ring: canvas.NewRectangle(color.Transparent),
		arrow: widget.NewIcon(theme.NewColoredResource(theme.MenuDropDownIcon(), theme.ColorNameDisabled)),
	}
	r.ring.CornerRadius = buttonRadius
	return draw(p, r)
}

type pickerParts struct {
	picker *picker
	words  *canvas.Text
	arrow  *widget.Icon
	ring   *canvas.Rectangle
}

// arrowSize is the size of the arrow that indicates a menu.
const arrowSize = 16

func (r *pickerParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.words, r.arrow, r.ring}
}

func (r *pickerParts) least() fyne.Size {
	return r.words.MinSize().AddWidthHeight(12+4+arrowSize+8, 17)
}

func (r *pickerParts) lay(size fyne.Size) {
	words := r.words.MinSize()
	r.words.Move(fyne.NewPos(12, (size.Height-words.Height)/2))
	r.words.Resize(words)
	r.arrow.Move(fyne.NewPos(12+words.Width+4, (size.Height-arrowSize)/2))
	r.arrow.Resize(fyne.NewSquareSize(arrowSize))
	r.ring.Resize(size.SubtractWidthHeight(0, underline+1))
}

func (r *pickerParts) paint() {
	p := r.picker
	r.words.Text, r.words.TextSize = p.label, p.Theme().Size(theme.SizeNameText)
	r.words.Color = themed(p, theme.ColorNameDisabled)
	r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, 2
	if p.hovered {
		r.words.Color = themed(p, theme.ColorNameForeground)
	}
	if p.focused {
		r.ring.StrokeColor = themed(p, theme.ColorNamePrimary)
	}
}

// newLanguagePicker makes the picker, or returns nil if there is nothing to choose from.
func (w *Window) newLanguagePicker(v viewer) *picker {
	if len(w.content.Speech.Languages) < 2 {
		return nil
	}
	name := v.words.Language()
	for _, language := range w.content.Speech.Languages {
		if language.Code == v.words.Language() {
			name = language.Name
		}
	}
	return newPicker(w.host, v.say("language"), name, w.offerLanguages)
}

// offerLanguages shows the languages, once it is known for which of them this computer has
// fonts.
func (w *Window) offerLanguages() {
	if w.picker == nil {
		return
	}
	w.doors.Go(func() {
		unwritable := map[string]bool{}
		for _, language := range w.content.Speech.Languages {
			unwritable[language.Code] = !w.content.Speech.Writable(language.Name)
		}
		w.doors.Post(func() { w.showLanguages(unwritable) })
	})
}

func (w *Window) showLanguages(unwritable map[string]bool) {
	menu := fyne.NewMenu("")
	for _, language := range w.content.Speech.Languages {
		item := fyne.NewMenuItem(language.Name, func() { w.speak(language.Code) })
		item.Checked = language.Code == w.content.Words.Language()
		if unwritable[language.Code] {
			item.Disabled = true
			item.Label = w.viewer().sayWith("language.no-font", diagnostics.Args{"Name": language.Roman})
		}
		menu.Items = append(menu.Items, item)
	}
	w.picker.items = menu.Items
	shown := widget.NewPopUpMenu(menu, w.host.canvas)
	container.NewThemeOverride(shown, lifted{w.app.Settings().Theme()})
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.picker)
	shown.ShowAtPosition(corner.AddXY(w.picker.Size().Width-shown.Size().Width, w.picker.Size().Height))
}

// speak switches to another language.
func (w *Window) speak(code string) {
	if code == w.content.Words.Language() {
		return
	}
	w.doors.Go(func() {
		instructions, text, err := w.content.Speech.Speak(code)
		w.doors.Post(func() {
			if err == nil {
				w.SetLanguage(instructions, text)
			}
		})
	})
}
