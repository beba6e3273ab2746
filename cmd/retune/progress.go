package main

import (
	"fmt"

	"retune/diagnostics/repair"
	"retune/diagnostics/words"
)

// progressLine prints what a repair is doing, one line per phase. If out is a terminal,
// numbers (files, bytes) are updated in place.
type progressLine struct {
	terminal
	words *words.Words
	last  repair.Phase
	width int // in columns, of the line being updated; 0 if there is none
}

func (l *progressLine) show(progress repair.Progress) {
	begins := progress.Phase != l.last
	l.last = progress.Phase
	counting, deleting := progress.Phase == repair.PhaseCounting, progress.Phase == repair.PhaseDeleting
	switch {
	case l.live && (counting || deleting):
		l.rewrite(l.words.Progress(progress))
	case progress.Phase == repair.PhaseRunning: // each line of a command's output
		l.end()
		_ = l.print(l.words.Progress(progress))
	case begins && !counting: // the plan itself shows the result
		l.end()
		_ = l.print(l.words.Progress(progress))
	}
}

// rewrite replaces the previous line, which may have been longer.
func (l *progressLine) rewrite(text string) {
	l.width = max(l.width, columns(text))
	_, _ = fmt.Fprint(l.out, "\r"+padded(text, l.width))
}

// end finishes the line that was being updated.
func (l *progressLine) end() {
	if l.width > 0 {
		_ = l.print("")
		l.width = 0
	}
}
