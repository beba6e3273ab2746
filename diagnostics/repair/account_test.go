package repair

import (
	"testing"

	"retune/diagnostics/system"
)

// Under sudo the user's Spotify belongs to another user, and so seems not to be running.
func TestNothingIsDoneWithTheRightsOfAnotherAccount(t *testing.T) {
	h := newHome(t)
	h.clear(t)
	doors := h.service.doors
	doors.Finder.Environment.Rights = system.RightsForeign
	foreign := NewService(doors)
	before := picture(t, h.path)
	for _, description := range foreign.Descriptions() {
		_, outcome, err := foreign.Plan(t.Context(), description.Name, ignore)
		if err != nil || outcome.Result != Refused || outcome.Reason != ReasonOtherAccount {
			t.Errorf("%s: %+v, %v", description.Name, outcome, err)
		}
	}
	if waiting, err := foreign.SetAside(t.Context()); len(waiting) > 0 || err == nil {
		t.Errorf("set aside are %+v, %v", waiting, err)
	}
	undone, err := foreign.Undo(t.Context(), "", ignore)
	if err != nil || undone.Result != Refused || undone.Reason != ReasonOtherAccount {
		t.Errorf("undo: %+v, %v", undone, err)
	}
	discarded, err := foreign.Discard(t.Context(), "", ignore)
	if err != nil || discarded.Result != Refused || discarded.Reason != ReasonOtherAccount {
		t.Errorf("discard: %+v, %v", discarded, err)
	}
	same(t, before, picture(t, h.path))
	h.becomes(t, asideMoving)
	before = picture(t, h.path)
	if outcome, err := foreign.Recover(t.Context(), ignore); err != nil || outcome.Result != NothingToDo {
		t.Errorf("recover: %+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
}
