package ui

import (
	"sync"

	"retune/diagnostics/repair"
)

// progress returns the function that a piece of work reports its progress to. However often
// that is called, at most one update is queued for the screen, and it shows the newest
// progress.
func (w *Window) progress(number int) func(repair.Progress) {
	var latest newest
	return func(progress repair.Progress) {
		if latest.put(progress) {
			w.post(&w.work, number, func() { w.state.job.progress = latest.take() })
		}
	}
}

// newest holds the latest progress until it is taken.
type newest struct {
	sync.Mutex
	progress repair.Progress
	waiting  bool
}

// put replaces the held progress, and reports whether there was none.
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
