package ui

import (
	"sync"

	"retune/diagnostics/repair"
)

// progress returns what work number tells its progress to. However often it is told,
// no more than one drawing waits for the screen: the newest figures are what it shows.
func (w *Window) progress(number int) func(repair.Progress) {
	var latest newest
	return func(progress repair.Progress) {
		if latest.put(progress) {
			w.post(&w.work, number, func() { w.state.job.progress = latest.take() })
		}
	}
}

// newest holds the last progress until it is taken.
type newest struct {
	sync.Mutex
	progress repair.Progress
	waiting  bool
}

// put replaces what waits, and reports whether nothing did.
func (n *newest) put(progress repair.Progress) bool {
	n.Lock()
	defer n.Unlock()
	first := !n.waiting
	n.progress, n.waiting = progress, true
	return first
}

func (n *newest) take() repair.Progress {
	n.Lock()
	defer n.Unlock()
	n.waiting = false
	return n.progress
}
