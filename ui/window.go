package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// The window's size when it opens, and the smallest it can have.
const (
	openWidth, openHeight   = 960, 680
	leastWidth, leastHeight = 800, 600
)

// Content is what the window shows and what it can have done.
type Content struct {
	Guide guide.Guide
	Words *words.Words
	Doors Doors
	// Device is the kind of device in use; its instructions are shown first.
	Device guide.Device
	Ticks  Ticks
	// Picture returns a drawing of the guide as SVG, by its name; nil: there are none.
	Picture func(name string) ([]byte, error)
	Speech  Speech
	// Ready is closed when the fonts are read, see ReadFonts; nil: nobody reads them ahead.
	Ready <-chan struct{}
	// Version is Retune's own.
	Version string
	// Spoken tells that the program was built for screen readers.
	Spoken bool
}

// Ticks keeps which steps a person has ticked. The app's preferences are one.
type Ticks interface {
	Bool(key string) bool
	SetBool(key string, value bool)
}

// Window is Retune's window. All its methods belong on the screen's thread.
type Window struct {
	app     fyne.App
	window  fyne.Window
	content Content
	doors   Doors
	host    *host
	state   *state

	// root is what the window has in it: the sheet, and what screen readers are told.
	root    *fyne.Container
	sheet   *sheet
	tabs    *tabbar
	picker  *picker // of languages; nil where there is one only
	body    *fyne.Container
	pages   [pageCount]fyne.CanvasObject // those that were turned to, see buildPage
	page    int
	before  int // the page from which the list of keys was asked for
	scroll  *container.Scroll
	card    *card
	verdict *verdict
	steps   *steps
	faq     *faq
	support *support
	// shortcuts is the list of keys; reader, where there is one, is for screen readers.
	shortcuts *container.Scroll
	reader    *reader
	// stability is the tab that watches the connection; nil until it is turned to.
	stability *stabilityPage

	// life lasts as long as the window; all work is done in it.
	life            context.Context
	diagnosis, work errand
	// still tells that the system asks for no motion.
	still       bool
	watchErrand errand
	// alarm and leaving stop the next check and the giving up of an unused window; they
	// are nil where none is waited for.
	alarm, leaving func()
	// forget stops the time after which a button no longer says that it has copied.
	forget func()
}

// errand is one piece of work away from the screen's thread: halt stops it, number
// tells it from the ones before, whose late results are for nobody.
type errand struct {
	number int
	halt   context.CancelFunc
}

// begin makes a context for a new piece of work, and ends the one before it.
func (e *errand) begin(life context.Context) (context.Context, int) {
	e.stop()
	ctx, halt := context.WithCancel(life)
	e.number++
	e.halt = halt
	return ctx, e.number
}

// stop ends what runs; its result is still awaited.
func (e *errand) stop() {
	if e.halt != nil {
		e.halt()
		e.halt = nil
	}
}

// New fills the window and gives the app Retune's theme, unless it has it. Where the
// content has a Ready, the page is made when the window is first drawn after it, or by
// Complete: until then no other method may be called. Nothing is looked at before Start.
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

// Complete waits for the content's Ready and makes the page, unless the window was drawn
// since then.
func (w *Window) Complete() { w.sheet.complete() }

// Start begins the first diagnosis, and looks for caches that an earlier window set
// aside. Call it once the window is shown.
func (w *Window) Start() {
	w.lookAside()
	w.diagnose("")
	w.doors.Go(func() {
		if w.doors.Still(w.life) {
			w.doors.Post(w.calm)
		}
	})
}

// calm shows no motion from now on.
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

// framed is everything in its frame.
func (w *Window) framed() fyne.CanvasObject {
	bar := container.New(line{gap: 8, grow: 0}, w.tabs.box)
	if w.picker != nil {
		bar.Add(w.picker)
	}
	tabs := container.New(inset{10, 16, 0, 16}, container.New(middle(pageWidth), bar))
	return container.New(frame{}, tabs, w.body)
}

// addReader has screen readers told what is on the sheet.
func (w *Window) addReader() {
	w.reader = newReader(func() fyne.CanvasObject { return w.sheet.page })
	w.root.Add(w.reader.box)
}

// narrate tells screen readers what has changed on the page.
func (w *Window) narrate() {
	if w.reader != nil {
		w.reader.update()
	}
}

// draw brings the page up to date with the state.
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

// buildPage makes what a tab shows when it is turned to for the first time: nobody waits
// for it when the window opens.
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

// turnTo shows one of the tabs.
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

// signs are all signs that can turn.
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

// showStep turns to the steps, opens one and scrolls to it.
func (w *Window) showStep(step int) {
	w.turnTo(0)
	if step < 1 || step > len(w.steps.lines) {
		return
	}
	w.state.open[step] = true
	w.draw()
	w.reveal(w.steps.lines[step-1].box)
}

// post runs a result of work number on the screen's thread, unless newer work of
// the same kind began meanwhile.
func (w *Window) post(of *errand, number int, draw func()) {
	w.doors.Post(func() {
		if of.number == number {
			draw()
			w.draw()
		}
	})
}

// evidenceText is "How we know" as plain text, to be pasted somewhere.
func (w *Window) evidenceText() string {
	view := w.viewer().verdict()
	lines := []string{view.text()}
	for _, finding := range view.evidence {
		lines = append(lines, "", finding.title, finding.detail, finding.technical)
	}
	return strings.Join(lines, "\n") + "\n"
}
