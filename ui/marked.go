package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// newMarked makes a text whose matches stand out by color, weight and underline.
func newMarked(view markedView, size fyne.ThemeSizeName) fyne.CanvasObject {
	if len(view.marks) == 0 {
		return newProse(view.text, size)
	}
	rich := widget.NewRichText()
	rich.Wrapping = fyne.TextWrapWord
	segment := func(part string, found bool) {
		style := widget.RichTextStyle{Inline: true, SizeName: size, ColorName: theme.ColorNameForeground}
		if found {
			style.ColorName, style.TextStyle.Bold, style.TextStyle.Underline = theme.ColorNamePrimary, true, true
		}
		rich.Segments = append(rich.Segments, &widget.TextSegment{Text: breakable(part), Style: style})
	}
	at := 0
	for _, mark := range view.marks {
		segment(view.text[at:mark.From], false)
		segment(view.text[mark.From:mark.To], true)
		at = mark.To
	}
	segment(view.text[at:], false)
	return newDescribed(container.New(flush{}, rich), view.text)
}
