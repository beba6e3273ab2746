package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// searchEntry is a text field that passes the window's keys on to the window.
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

// TypedKey clears the field on Escape.
func (e *searchEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyEscape:
		e.SetText("")
	case fyne.KeyF1, fyne.KeyF5, fyne.KeyPageDown, fyne.KeyPageUp:
		e.host.keys(event)
	default:
		e.Entry.TypedKey(event)
	}
}

// TypedShortcut passes on shortcuts that are not for editing text.
func (e *searchEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if _, custom := shortcut.(fyne.KeyboardShortcut); custom {
		e.host.shortcuts.TypedShortcut(shortcut)
	}
	e.Entry.TypedShortcut(shortcut)
}

// AccessibilityLabel returns what the field is for, and its content.
func (e *searchEntry) AccessibilityLabel() string {
	if e.Text == "" {
		return e.PlaceHolder
	}
	return e.PlaceHolder + ", " + e.Text
}

// AccessibilityRole returns the role of a text: Fyne has none for text fields.
func (e *searchEntry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
