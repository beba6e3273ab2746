package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"

	"retune/diagnostics/guide"
)

// shortcutView is a line in the list of keys.
type shortcutView struct{ keys, does string }

// shortcuts lists the window's keys, named as on the system's keyboards.
func (v viewer) shortcuts() []shortcutView {
	control := v.say("key.control")
	if v.home == guide.MacOS {
		control = v.say("key.command")
	}
	key := func(names ...string) string {
		for i, name := range names {
			names[i] = v.say("key." + name)
		}
		return strings.Join(names, " + ")
	}
	tabs := v.say("key.alt") + " + 1 … " + strconv.Itoa(tabCount)
	return []shortcutView{
		{key("tab"), v.say("keys.next")},
		{key("shift", "tab"), v.say("keys.previous")},
		{key("enter") + ", " + key("space"), v.say("keys.press")},
		{tabs, v.say("keys.tab")},
		{key("control", "tab"), v.say("keys.next-tab")},
		{"F5", v.say("keys.check")},
		{key("escape"), v.say("keys.stop")},
		{control + " + F", v.say("keys.search")},
		{control + " + C", v.say("keys.copy")},
		{v.say("key.alt") + " + L", v.say("keys.language")},
		{key("page-down") + ", " + key("page-up"), v.say("keys.scroll")},
		{"F1", v.say("keys.list")},
	}
}

// newShortcuts makes the page that lists the keys. It has no tab: F1 opens it, Escape or its
// button closes it.
func newShortcuts(v viewer, host *host, back func()) *container.Scroll {
	list := container.New(column{gap: 10})
	for _, view := range v.shortcuts() {
		keys := container.New(wide(shortcutRoom), newProse(view.keys, sizeQuiet).bold())
		list.Add(container.New(line{gap: 16, grow: 1, top: true}, keys, newProse(view.does, sizeQuiet)))
	}
	button := newButton(host, v.say("keys.back"), plain, back)
	content := container.New(column{gap: 14},
		newProse(v.say("keys.title"), sizeHeadline).bold(), list, container.New(&flow{}, button))
	return container.NewVScroll(container.New(evenPage(), container.New(readingWidth, container.New(column{}, newSurface(evenly(20), content)))))
}

// shortcutRoom is the width of the column with the keys.
const shortcutRoom = 190

// toggleShortcuts opens the list of keys, or goes back to the page from which it was opened.
func (w *Window) toggleShortcuts() {
	if w.page == keysPage {
		w.turnTo(w.before)
		return
	}
	w.before = w.page
	w.turnTo(keysPage)
}

// copyFocused copies the focused text, or else the result on the page.
func (w *Window) copyFocused() {
	text := ""
	if focused, ok := w.window.Canvas().Focused().(interface{ copied() string }); ok {
		text = focused.copied()
	}
	switch {
	case text != "":
	case w.page == supportTab && w.state.report.text != "":
		text = w.state.report.text
	case w.page == stabilityTab && !w.state.watching.record.Began().IsZero():
		text = w.viewer().stabilityText()
	case w.page == fixTab:
		text = w.evidenceText()
	default:
		return
	}
	w.app.Clipboard().SetContent(text)
}
