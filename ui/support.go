package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// support is the tab that says when to stop trying and whom to ask.
type support struct {
	page   fyne.CanvasObject
	scroll *container.Scroll
	host   *host
	do     func(intent)
	notice *fyne.Container
	shown  noticeView
}

func newSupport(v viewer, host *host, content Content, do func(intent)) *support {
	s := &support{host: host, do: do, notice: container.New(column{})}
	s.notice.Hide()
	about := container.New(column{gap: 12},
		newProse(v.guide.Stop.Title, sizeHeadline).bold(),
		newProse(v.guide.Stop.Text, ""),
		newProse(v.say("support.helps"), "").bold(),
		s.helps(v.guide.Stop.Helps),
		s.opener(v, content),
		s.notice,
	)
	foot := newProse(v.sayWith("support.version", diagnostics.Args{"Version": content.Version}), theme.SizeNameCaptionText).quiet()
	page := container.New(column{gap: 12}, newSurface(evenly(20), about), foot)
	s.scroll = container.NewVScroll(container.New(evenPage(), container.New(readingWidth, page)))
	s.page = s.scroll
	return s
}

func (s *support) helps(lines []string) fyne.CanvasObject {
	list := container.New(column{gap: 6})
	for _, help := range lines {
		list.Add(container.New(line{gap: 8, grow: 1, top: true}, newText("•", "").quiet(), newProse(help, "")))
	}
	return list
}

// opener opens Support's page; the address beside it can be read out and copied.
func (s *support) opener(v viewer, content Content) fyne.CanvasObject {
	address := content.Doors.Address(guide.LinkSupport)
	open := newButton(s.host, v.say("support.open"), filled, func() {
		s.do(intent{kind: intentAction, action: diagnostics.ActionOpenSupport})
	})
	copier := newButton(s.host, v.say("support.copy"), plain, func() { s.do(intent{kind: intentCopySupport}) })
	shown := newResult(address, sizeQuiet).monospace()
	shown.label.Wrapping = fyne.TextWrapBreak
	return container.New(column{gap: 12}, newNook(shown), container.New(&flow{gap: 8}, open, copier))
}

// set shows the line about a page that did not open, or takes it away.
func (s *support) set(view noticeView) {
	if reflect.DeepEqual(s.shown, view) {
		return
	}
	s.shown = view
	s.notice.Objects = nil
	if view.text != "" {
		s.notice.Add(newNotice(noticeView{text: view.text}, s.host, s.do))
	}
	show(s.notice, view.text != "")
	settle(s.scroll)
}
