package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// host is what a pressable widget needs from its window.
type host struct {
	canvas fyne.Canvas
	// keys handles the keys that the focused widget does not use.
	keys func(*fyne.KeyEvent)
	// seen scrolls to the widget that got the focus.
	seen func(fyne.CanvasObject)
	// shortcuts handles the window's shortcuts.
	shortcuts fyne.ShortcutHandler
}

// pressable is what buttons, tabs and rows have in common: a click, Enter and Space do the
// same, hovering and focus are visible, and other keys are passed on to the window.
type pressable struct {
	widget.BaseWidget
	host  *host
	label string
	note  string // what a screen reader says about its state after the label
	press func()

	hovered, focused, off bool
	self                  fyne.CanvasObject
}

// become sets the widget that the pressable is embedded in.
func (p *pressable) become(self fyne.Widget) {
	p.self = self
	p.ExtendBaseWidget(self)
}

// Tapped acts, and removes the focus ring that the keyboard left elsewhere.
func (p *pressable) Tapped(*fyne.PointEvent) {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(p.self); canvas != nil {
		canvas.Unfocus()
	}
	p.activate()
}

func (p *pressable) activate() {
	if !p.off && p.press != nil {
		p.press()
	}
}

// TypedKey acts on Enter and Space, and passes on all other keys.
func (p *pressable) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.activate()
	default:
		p.host.keys(event)
	}
}

// TypedRune does nothing.
func (p *pressable) TypedRune(rune) {}

// FocusGained shows the focus, and scrolls to it.
func (p *pressable) FocusGained() {
	p.focused = true
	p.Refresh()
	p.host.seen(p.self)
}

// FocusLost takes the focus ring away.
func (p *pressable) FocusLost() {
	p.focused = false
	p.Refresh()
}

// MouseIn shows that the pointer is here.
func (p *pressable) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.Refresh()
}

// MouseMoved does nothing.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows that the pointer has gone.
func (p *pressable) MouseOut() {
	p.hovered = false
	p.Refresh()
}

// Cursor returns a pointing hand, unless it is disabled.
func (p *pressable) Cursor() desktop.Cursor {
	if p.off {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Disabled reports whether it cannot be pressed now.
func (p *pressable) Disabled() bool { return p.off }

// Disable keeps it from being pressed.
func (p *pressable) Disable() { p.turn(true) }

// Enable lets it be pressed.
func (p *pressable) Enable() { p.turn(false) }

func (p *pressable) turn(off bool) {
	if p.off != off {
		p.off = off
		p.Refresh()
	}
}

// name distinguishes it from others on the page, whatever its state.
func (p *pressable) name() string { return p.label }

// AccessibilityLabel is what a screen reader says.
func (p *pressable) AccessibilityLabel() string {
	if p.note == "" {
		return p.label
	}
	return p.label + ", " + p.note
}

// AccessibilityRole returns the role of a button.
func (p *pressable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
