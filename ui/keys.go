package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// The pages: the tabs from left to right, then the one without a tab.
const (
	fixTab = iota
	stabilityTab
	faqTab
	supportTab
	tabCount
	keysPage  = tabCount
	pageCount = keysPage + 1
)

// addShortcuts makes every tab and the main actions reachable by keyboard.
func (w *Window) addShortcuts() {
	canvas := w.window.Canvas()
	canvas.SetOnTypedKey(w.typed)
	on := func(key fyne.KeyName, modifier fyne.KeyModifier, act func()) {
		shortcut := &desktop.CustomShortcut{KeyName: key, Modifier: modifier}
		w.host.shortcuts.AddShortcut(shortcut, func(fyne.Shortcut) { act() })
		canvas.AddShortcut(shortcut, func(fyne.Shortcut) { act() })
	}
	on(fyne.KeyTab, fyne.KeyModifierControl, func() { w.turnBy(1) })
	on(fyne.KeyTab, fyne.KeyModifierControl|fyne.KeyModifierShift, func() { w.turnBy(-1) })
	for i := range tabCount {
		on(fyne.KeyName(rune('1'+i)), fyne.KeyModifierAlt, func() { w.turnTo(i) })
	}
	on(fyne.KeyF, fyne.KeyModifierShortcutDefault, w.search)
	on(fyne.KeyL, fyne.KeyModifierAlt, w.offerLanguages)
	canvas.AddShortcut(&fyne.ShortcutCopy{}, func(fyne.Shortcut) { w.copyFocused() })
}

// turnBy switches tabs relative to the current one, or to the one from which the list of keys
// was opened.
func (w *Window) turnBy(tabs int) {
	page := w.page
	if page == keysPage {
		page = w.before
	}
	w.turnTo((page + tabs + tabCount) % tabCount)
}

// search switches to the FAQ and puts the cursor into its search field.
func (w *Window) search() {
	w.turnTo(faqTab)
	w.window.Canvas().Focus(w.faq.entry)
}

// typed handles keys that the focused widget did not use.
func (w *Window) typed(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyF1:
		w.toggleShortcuts()
	case fyne.KeyF5:
		w.checkAgain()
	case fyne.KeyEscape:
		w.stop()
	case fyne.KeyPageDown:
		w.scrollBy(0.9)
	case fyne.KeyPageUp:
		w.scrollBy(-0.9)
	case fyne.KeyDown:
		w.scrollBy(0.1)
	case fyne.KeyUp:
		w.scrollBy(-0.1)
	default: // other keys do nothing
	}
}

// checkAgain starts a diagnosis, unless a repair is in progress.
func (w *Window) checkAgain() {
	if !w.state.job.running() && !w.state.closing {
		w.turnTo(fixTab)
		w.diagnose("")
	}
}

// shownScroll returns the scroll container of the current tab.
func (w *Window) shownScroll() *container.Scroll {
	switch w.page {
	case stabilityTab:
		return w.stability.scroll
	case faqTab:
		return w.faq.scroll
	case supportTab:
		return w.support.scroll
	case keysPage:
		return w.shortcuts
	default:
		return w.scroll
	}
}

// scrollBy scrolls by a fraction of the page's visible height.
func (w *Window) scrollBy(part float32) {
	scroll := w.shownScroll()
	w.scrollTo(scroll.Offset.Y + part*scroll.Size().Height)
}

// scrollTo scrolls to a distance from the page's top.
func (w *Window) scrollTo(y float32) {
	w.shownScroll().ScrollToOffset(fyne.NewPos(0, y))
	w.narrate()
}

// reveal scrolls as little as needed to make an object visible. The tab bar always is.
func (w *Window) reveal(object fyne.CanvasObject) {
	switch object.(type) {
	case *tab, *picker:
		return
	}
	scroll := w.shownScroll()
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(scroll).Y
	bottom := top + object.Size().Height
	height := scroll.Size().Height
	switch {
	case top >= 0 && bottom <= height, height == 0:
	case top < 0 || object.Size().Height > height:
		w.scrollTo(scroll.Offset.Y + top - revealGap)
	default:
		w.scrollTo(scroll.Offset.Y + bottom - height + revealGap)
	}
}

// revealGap is the space kept between a revealed object and the page's edge.
const revealGap = 12

// focusJob moves the keyboard focus to the plan's button if it was on the page before. A user
// with a mouse gets no focus ring.
func (w *Window) focusJob() {
	w.draw()
	line := w.steps.lines[w.state.job.step-1]
	if line.body == nil {
		return
	}
	w.reveal(line.box)
	if buttons := line.body.job.buttons.buttons; w.window.Canvas().Focused() != nil && len(buttons) > 0 {
		w.window.Canvas().Focus(buttons[0])
	}
}
