package main

import (
	"fmt"

	"retune/diagnostics/repair"
	"retune/diagnostics/words"
)

// progressLine says what a repair is doing: a line a phase. What is counted (files,
// bytes) changes in place where out is a terminal.
type progressLine struct {
	terminal
	words *words.Words
	last  repair.Phase
	width int // in columns, of the line that is still being changed; 0: there is none
}

func (l *progressLine) show(progress repair.Progress) {
	begins := progress.Phase != l.last
	l.last = progress.Phase
	counting, deleting := progress.Phase == repair.PhaseCounting, progress.Phase == repair.PhaseDeleting
	switch {
	case l.live && (counting || deleting):
		l.rewrite(l.words.Progress(progress))
	case progress.Phase == repair.PhaseRunning: // every line that a command says
		l.end()
		_ = l.print(l.words.Progress(progress))
	case begins && !counting: // the plan itself says what was counted
		l.end()
		_ = l.print(l.words.Progress(progress))
	}
}

// rewrite covers the line before, which may have been longer.
func (l *progressLine) rewrite(text string) {
	l.width = max(l.width, columns(text))
	_, _ = fmt.Fprint(l.out, "\r"+padded(text, l.width))
}

// end leaves the line that was being changed as it is.
func (l *progressLine) end() {
	if l.width > 0 {
		_ = l.print("")
		l.width = 0
	}
}
