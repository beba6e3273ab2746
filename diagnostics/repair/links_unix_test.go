//go:build unix

package repair

import (
	"os"
	"testing"
)

func TestUndoLeavesALinkInTheCachesPlaceAlone(t *testing.T) {
	for _, name := range []string{"Data", "Browser"} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.clear(t)
			h.write(t, "elsewhere/Cache/mine", "not Spotify's")
			if err := os.RemoveAll(h.cache(name)); err != nil {
				t.Fatal(err)
			}
			h.link(t, h.in("elsewhere"), ".cache/spotify/"+name)
			before := picture(t, h.path)
			outcome, err := h.service.Undo(t.Context(), "", ignore)
			if err != nil || outcome.Reason != ReasonLink {
				t.Fatalf("got %+v, %v", outcome, err)
			}
			same(t, before, picture(t, h.path))
		})
	}
}

func TestAPlanIsNotCarriedOutWhenAFolderBecameALink(t *testing.T) {
	h := newHome(t)
	plan := h.plan(t)
	rename(t, h.cache("Data"), h.in("Mine"))
	h.link(t, h.in("Mine"), ".cache/spotify/Data")
	before := picture(t, h.path)
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonLink {
		t.Errorf("got %+v, want a refusal because of the link", outcome)
	}
	same(t, before, picture(t, h.path))
}

func TestAFolderThatCannotBeLookedIntoIsSaid(t *testing.T) {
	h := newHome(t)
	elsewhere := t.TempDir()
	if err := os.RemoveAll(h.cache()); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, h.cache()); err != nil {
		t.Fatal(err)
	}
	for name, decide := range map[string]func() (Outcome, error){
		"undo":    func() (Outcome, error) { return h.service.Undo(t.Context(), "", func(Progress) {}) },
		"discard": func() (Outcome, error) { return h.service.Discard(t.Context(), "", func(Progress) {}) },
	} {
		if outcome, err := decide(); err != nil || outcome.Reason != ReasonLink || outcome.Args["Path"] != h.cache() {
			t.Errorf("%s: %+v, %v", name, outcome, err)
		}
	}
}
