package ui

import (
	"bytes"
	"fmt"
	"image/png"
	"time"

	"retune/diagnostics/stability"
)

// The connection is watched while the Stability tab is selected, unless the user pauses that.
// The window may be out of focus meanwhile: people play music while doing something else.

// buildStability makes the tab, and the first time its state as well.
func (w *Window) buildStability() {
	if w.state.watching.record == nil {
		w.state.watching.record = stability.NewRecord()
	}
	w.stability = newStability(w.viewer(), w.host, w.do, w.chooseSpan)
	w.stability.set(w.viewer().stability())
	w.pages[stabilityTab] = w.stability.scroll
	w.body.Add(w.stability.scroll)
}

// watchOrSave carries out what the tab's buttons are for.
func (w *Window) watchOrSave(kind intentKind) {
	switch kind {
	case intentSavePicture:
		w.savePicture()
	case intentSaveTable:
		w.saveTable()
	default:
		w.toggleWatch()
	}
}

// tend starts or stops the watch, depending on the current tab and the user's choice.
func (w *Window) tend() {
	wanted := w.page == stabilityTab && !w.state.watching.paused && !w.state.closing
	switch {
	case wanted && !w.state.watching.running:
		w.startWatch()
	case !wanted && w.state.watching.running:
		w.watchErrand.stop()
		w.state.watching.running = false
	}
}

func (w *Window) startWatch() {
	ctx, number := w.watchErrand.begin(w.life)
	w.state.watching.running = true
	w.doors.Go(func() {
		// The only error is that it was stopped.
		_ = w.doors.Watch(ctx, func(round stability.Round) {
			w.doors.Post(func() { w.sawRound(number, round) })
		})
	})
}

// sawRound handles a round of the current watch.
func (w *Window) sawRound(number int, round stability.Round) {
	if w.watchErrand.number != number || !w.state.watching.running {
		return
	}
	w.state.watching.record.Take(round)
	w.drawStability()
}

func (w *Window) drawStability() {
	if w.stability != nil && w.page == stabilityTab {
		w.stability.set(w.viewer().stability())
		w.narrate()
	}
}

// toggleWatch pauses or resumes the watch.
func (w *Window) toggleWatch() {
	w.state.watching.paused = !w.state.watching.paused
	w.tend()
	w.drawStability()
}

// chooseSpan shows another length of time.
func (w *Window) chooseSpan(span time.Duration) {
	w.state.watching.span = span
	w.drawStability()
}

// savePicture saves the tab as a picture.
func (w *Window) savePicture() {
	picture, ground := w.drawPicture()
	w.save("png", func() ([]byte, error) {
		var content bytes.Buffer
		if err := png.Encode(&content, grounded(picture, ground)); err != nil {
			return nil, fmt.Errorf("draw the picture: %w", err)
		}
		return content.Bytes(), nil
	})
}

// saveTable saves everything that was seen as a table.
func (w *Window) saveTable() {
	var content bytes.Buffer
	err := w.state.watching.record.WriteTable(&content)
	w.save("csv", func() ([]byte, error) { return content.Bytes(), err })
}

// save writes a file off the screen's thread.
func (w *Window) save(kind string, write func() ([]byte, error)) {
	name := "retune-stability-" + w.state.watching.record.Latest().At.Local().Format("2006-01-02-1504") + "." + kind
	w.doors.Go(func() {
		content, err := write()
		path := ""
		if err == nil {
			path, err = w.doors.Save(name, content)
		}
		w.doors.Post(func() {
			w.state.watching.path, w.state.watching.failed = path, err != nil
			w.drawStability()
		})
	})
}
