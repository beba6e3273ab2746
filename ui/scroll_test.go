package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// endInSight fails if the page is scrolled past its end.
func (r *rig) endInSight(when string) {
	r.t.Helper()
	over := r.scroll.Offset.Y + r.scroll.Size().Height - r.scroll.Content.MinSize().Height
	if r.scroll.Offset.Y > 0 && over > 0.5 {
		r.t.Errorf("%s there are %v of nothing below the page", when, over)
	}
}

func TestThePageEndsWhereItsContentDoes(t *testing.T) {
	r := planShown(t)
	for _, line := range r.steps.lines {
		r.state.open[line.number] = true
	}
	r.draw()
	r.scroll.ScrollToBottom()
	deep := r.scroll.Offset.Y
	if deep == 0 {
		t.Fatal("there is nothing to scroll")
	}
	r.endInSight("At the bottom")
	r.press("Cancel")
	r.endInSight("After the plan is gone")
	for _, line := range r.steps.lines {
		delete(r.state.open, line.number)
	}
	r.draw()
	r.endInSight("With all steps closed")
	if r.scroll.Offset.Y >= deep {
		t.Errorf("the page is still scrolled to %v of %v", r.scroll.Offset.Y, deep)
	}
}

func TestALargerWindowShowsNoEmptySpace(t *testing.T) {
	r := planShown(t)
	r.window.Resize(fyne.NewSize(leastWidth, leastHeight))
	r.scroll.ScrollToBottom()
	if r.scroll.Offset.Y == 0 {
		t.Fatal("there is nothing to scroll")
	}
	for _, size := range []fyne.Size{{Width: 960, Height: 680}, {Width: 1600, Height: 700}, {Width: 1600, Height: 2000}} {
		r.window.Resize(size)
		r.endInSight("In a larger window")
	}
	if r.scroll.Offset.Y != 0 {
		t.Errorf("all is in sight, and the page is scrolled to %v", r.scroll.Offset.Y)
	}
}

func TestThePageStaysWhereItIsWhileTheFocusIsOnTheBar(t *testing.T) {
	r := planShown(t)
	r.scroll.ScrollToBottom()
	deep := r.scroll.Offset.Y
	if deep == 0 {
		t.Fatal("there is nothing to scroll")
	}
	for _, tab := range r.tabs.tabs {
		r.window.Canvas().Focus(tab)
	}
	r.window.Canvas().Focus(r.picker)
	if r.scroll.Offset.Y != deep {
		t.Errorf("the page was scrolled to %v, and is at %v", deep, r.scroll.Offset.Y)
	}
}
