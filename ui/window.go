package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// The window's initial and minimum sizes.
const (
	openWidth, openHeight   = 960, 680
	leastWidth, leastHeight = 800, 600
)

// Content is what the window shows, and what it can have done.
type Content struct {
	Guide guide.Guide
	Words *words.Words
	Doors Doors
	// Device is the kind of device that this computer is; its instructions are shown first.
	Device guide.Device
	Ticks  Ticks
	// Picture returns a drawing of the guide as SVG, by its name; nil if there are none.
	Picture func(name string) ([]byte, error)
	Speech  Speech
	// Ready is closed once the fonts have been loaded, see ReadFonts; nil if nothing loads
	// them in advance.
	Ready <-chan struct{}
	// Version is Retune's version.
	Version string
	// Spoken is whether the program was built with support for screen readers.
	Spoken bool
}

// Ticks stores which steps the user has ticked. The app's preferences implement it.
type Ticks interface {
	Bool(key string) bool
	SetBool(key string, value bool)
}

// Window is Retune's window. All its methods must be called on the screen's thread.
type Window struct {
	app     fyne.App
	window  fyne.Window
	content Content
	doors   Doors
	host    *host
	state   *state

	// root is the window's content: the sheet, and what is there for screen readers.
	root    *fyne.Container
	sheet   *sheet
	tabs    *tabbar
	picker  *picker // of languages; nil if there is only one
	body    *fyne.Container
	pages   [pageCount]fyne.CanvasObject // those that have been visited, see buildPage
	page    int
	before  int // the page from which the list of keys was opened
	scroll  *container.Scroll
	card    *card
	verdict *verdict
	steps   *steps
	faq     *faq
	support *support
	// shortcuts is the list of keys; reader, if not nil, is for screen readers.
	shortcuts *container.Scroll
	reader    *reader
	// stability is the tab that watches the connection; nil until it is first visited.
	stability *stabilityPage

	// life lasts as long as the window, and is the parent of all work's contexts.
	life            context.Context
	diagnosis, work errand
	// still is whether the system asks programs to avoid animation.
	still       bool
	watchErrand errand
	// alarm stops the timer of the next check, leaving the one that gives up on an unused
	// window; they are nil if there is no timer.
	alarm, leaving func()
	// forget stops the timer after which a button no longer says that it has copied.
	forget func()
}

// errand is a piece of work off the screen's thread. halt stops it. number distinguishes it
// from earlier ones, whose late results are ignored.
type errand struct {
	number int
	halt   context.CancelFunc
}

// begin makes a context for a new piece of work, and stops the one before it.
func (e *errand) begin(life context.Context) (context.Context, int) {
	e.stop()
	ctx, halt := context.WithCancel(life)
	e.number++
	e.halt = halt
	return ctx, e.number
}

// stop stops the current work; its result still arrives.
func (e *errand) stop() {
	if e.halt != nil {
		e.halt()
		e.halt = nil
	}
}

// New sets up the window, and Retune's theme if the app does not have it yet. If
// content.Ready is not nil, the page is made when the window is first drawn after Ready is
// closed, or by Complete; until then no other method may be called. Nothing is diagnosed
// before Start.
func New(app fyne.App, window fyne.Window, content Content) *Window {
	if _, ours := app.Settings().Theme().(*Theme); !ours {
		app.Settings().SetTheme(NewTheme())
	}
	w := &Window{
		app: app, window: window, content: content, doors: content.Doors,
		state: newState(content.Device), life: context.Background(),
	}
	w.host = &host{canvas: window.Canvas(), keys: w.typed, seen: w.reveal}
	w.sheet = newSheet(content.Ready, w.build, w.narrate)
	if content.Ready == nil {
		w.sheet.complete()
	}
	w.root = container.New(whole{}, w.sheet)
	if content.Spoken {
		w.addReader()
	}
	window.SetPadded(false)
	window.SetContent(w.root)
	w.addShortcuts()
	window.SetCloseIntercept(w.leave)
	app.Lifecycle().SetOnEnteredForeground(w.entered)
	app.Lifecycle().SetOnExitedForeground(w.left)
	window.Resize(fyne.NewSize(openWidth, openHeight))
	return w
}

// Complete waits for content.Ready and makes the page, unless that has been done.
func (w *Window) Complete() { w.sheet.complete() }

// Start starts the first diagnosis, and looks for caches that an earlier window set aside.
// Call it once the window is shown.
func (w *Window) Start() {
	w.lookAside()
	w.diagnose("")
	w.doors.Go(func() {
		if w.doors.Still(w.life) {
			w.doors.Post(w.calm)
		}
	})
}

// calm turns off all animation.
func (w *Window) calm() {
	w.still = true
	for _, sign := range w.signs() {
		sign.halt()
	}
}

func (w *Window) viewer() viewer {
	return viewer{state: w.state, guide: &w.content.Guide, words: w.content.Words, ticks: w.content.Ticks, home: w.content.Device}
}

func (w *Window) supportView() supportView {
	return w.viewer().support(w.doors.Address(guide.LinkSupport))
}

// build makes the page.
func (w *Window) build() fyne.CanvasObject {
	view := w.viewer()
	w.card = newCard(view, w.host, w.do)
	w.verdict = newVerdict(w.host, w.do)
	w.steps = newSteps(len(w.content.Guide.Steps), w.host, stepActs{
		toggle: w.toggle, do: w.do, device: w.choose, tick: w.tick, picture: w.content.Picture,
	})
	page := container.New(fixPage{w.card}, container.New(column{gap: 12}, w.verdict.panel, w.steps.panel), w.card.panel)
	w.scroll = container.NewVScroll(container.New(evenPage(), container.New(middle(pageWidth), page)))
	w.pages[fixTab] = w.scroll
	w.body = container.New(tabPages{}, w.scroll)
	w.tabs = newTabbar(w.host, []string{view.say("tab.fix"), view.say("tab.stability"), view.say("tab.faq"), view.say("tab.support")}, view.say("chosen"), w.turnTo)
	w.picker = w.newLanguagePicker(view)
	if w.still {
		w.calm()
	}
	w.turnTo(w.page)
	w.draw()
	return w.framed()
}

// framed returns everything within its frame.
func (w *Window) framed() fyne.CanvasObject {
	bar := container.New(line{gap: 8, grow: 0}, w.tabs.box)
	if w.picker != nil {
		bar.Add(w.picker)
	}
	tabs := container.New(inset{10, 16, 0, 16}, container.New(middle(pageWidth), bar))
	return container.New(frame{}, tabs, w.body)
}

// addReader makes the sheet accessible to screen readers.
func (w *Window) addReader() {
	w.reader = newReader(func() fyne.CanvasObject { return w.sheet.page })
	w.root.Add(w.reader.box)
}

// narrate updates what screen readers see of the page.
func (w *Window) narrate() {
	if w.reader != nil {
		w.reader.update()
	}
}

// draw makes the page match the state.
func (w *Window) draw() {
	w.watch()
	view := w.viewer()
	w.card.set(view)
	w.verdict.set(view.verdict())
	w.steps.set(view.steps())
	if w.support != nil {
		w.support.set(w.supportView())
	}
	settle(w.scroll)
	w.narrate()
}

// buildPage makes a tab's page when it is first visited, so that opening the window does not
// have to wait for it.
func (w *Window) buildPage(page int) {
	view := w.viewer()
	switch {
	case page == stabilityTab && w.stability == nil:
		w.buildStability()
	case page == faqTab && w.faq == nil:
		w.faq = newFAQ(w.viewer, w.host, faqActs{toStep: w.showStep, choose: w.choose, picture: w.content.Picture, drawn: w.narrate})
		w.pages[page] = w.faq.scroll
		w.body.Add(w.faq.scroll)
	case page == supportTab && w.support == nil:
		w.support = newSupport(view, w.host, w.content.Version, w.supportView(), w.do)
		w.pages[page] = w.support.scroll
		w.body.Add(w.support.scroll)
	case page == keysPage && w.shortcuts == nil:
		w.shortcuts = newShortcuts(view, w.host, w.toggleShortcuts)
		w.pages[page] = w.shortcuts
		w.body.Add(w.shortcuts)
	}
}

// turnTo switches to one of the pages.
func (w *Window) turnTo(page int) {
	if _, onBar := w.host.canvas.Focused().(*tab); page != w.page && !onBar {
		w.host.canvas.Unfocus()
	}
	w.page = page
	w.buildPage(page)
	w.shownScroll().OnScrolled = func(fyne.Position) { w.narrate() }
	for i, object := range w.pages {
		switch {
		case object == nil:
		case i == page:
			object.Show()
		default:
			object.Hide()
		}
	}
	w.tabs.choose(page)
	for _, sign := range w.signs() {
		sign.leave(page != fixTab)
	}
	w.narrate()
	w.tend()
}

// signs returns all signs that can be animated.
func (w *Window) signs() []*sign {
	signs := []*sign{w.verdict.sign, w.verdict.note.sign}
	for _, need := range w.card.needs {
		signs = append(signs, need.sign)
	}
	for _, line := range w.steps.lines {
		signs = append(signs, line.sign)
	}
	return signs
}

func (w *Window) toggle(step int) {
	w.state.toggle(step)
	w.draw()
}

func (w *Window) choose(device deviceView) {
	w.state.device = device.device
	if w.faq != nil {
		w.faq.draw()
	}
	w.draw()
}

func (w *Window) tick(step int, done bool) {
	w.content.Ticks.SetBool(tickKey(step), done)
	w.draw()
}

// showStep switches to the steps, opens one and scrolls to it.
func (w *Window) showStep(step int) {
	w.turnTo(0)
	if step < 1 || step > len(w.steps.lines) {
		return
	}
	w.state.open[step] = true
	w.draw()
	w.reveal(w.steps.lines[step-1].box)
}

// post runs a function with the result of work number on the screen's thread, unless newer
// work of the same kind has begun meanwhile.
func (w *Window) post(of *errand, number int, draw func()) {
	w.doors.Post(func() {
		if of.number == number {
			draw()
			w.draw()
		}
	})
}

// evidenceText returns "How we know" as plain text for the clipboard.
func (w *Window) evidenceText() string {
	view := w.viewer().verdict()
	lines := []string{view.text()}
	for _, finding := range view.evidence {
		lines = append(lines, "", finding.title, finding.detail, finding.technical)
	}
	return strings.Join(lines, "\n") + "\n"
}
