package ui

import "testing"

// startingRig is a window whose fonts have not been loaded yet.
func startingRig(t *testing.T) (r *rig, read func()) {
	t.Helper()
	ready := make(chan struct{})
	r = newRigOf(t, func(content *Content) { content.Ready = ready })
	return r, func() { close(ready) }
}

func TestNothingIsWrittenBeforeTheFontsAreRead(t *testing.T) {
	r, read := startingRig(t)
	if said := r.texts(); len(said) > 0 {
		t.Errorf("the window says %q", said)
	}
	read()
	r.wants("Error Code 2", "What you need")
}

func TestAWindowThatWasDrawnTooEarlyIsCompleted(t *testing.T) {
	r, read := startingRig(t)
	read()
	r.Complete()
	page := r.sheet.page
	r.Complete()
	if r.wants("Error Code 2"); r.sheet.page != page {
		t.Error("the page was made twice")
	}
	if r.sheet.page.Size() != r.window.Canvas().Size() {
		t.Errorf("the page has %v of the window's %v", r.sheet.page.Size(), r.window.Canvas().Size())
	}
}
