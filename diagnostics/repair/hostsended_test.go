package repair

import (
	"context"
	"errors"
	"os"
	"testing"

	"retune/diagnostics"
)

// What counts is what became of the file, not the exit status of the privileged part.
func TestTheHostsFileItselfTellsHowItEnded(t *testing.T) {
	lost := &Unrepaired{Reason: ReasonHostsUnsure, Err: errElevated}
	no := refuse(ReasonNeedsAdministrator, nil, nil)
	full := refuse(ReasonDiskFull, diagnostics.Args{"Path": "hosts"}, nil)
	half := blockingHosts[:100] + freedHosts[100:]
	for name, test := range map[string]struct {
		done    bool   // the order was carried out
		left    string // the file's content afterwards, if it is a different one
		failure error
		result  Result
		reason  Reason
		kept    int // number of backups that can be restored
	}{
		"killed after the last byte":         {done: true, failure: lost, result: Repaired, kept: 1},
		"nobody agreed, and it was done":     {done: true, failure: no, result: Repaired, kept: 1},
		"never started":                      {failure: lost, result: Refused, reason: ReasonFileError},
		"nobody agreed":                      {failure: no, result: Refused, reason: ReasonNeedsAdministrator},
		"the disk was full":                  {failure: full, result: Refused, reason: ReasonDiskFull},
		"killed in the middle":               {left: half, failure: lost, result: StillBroken, reason: ReasonHostsUnsure, kept: 1},
		"in the middle, whatever it says":    {left: half, failure: no, result: StillBroken, reason: ReasonHostsUnsure, kept: 1},
		"somebody else wrote, and no answer": {left: "127.0.0.1 localhost", failure: lost, result: StillBroken, reason: ReasonHostsUnsure},
		"somebody else wrote, and a no":      {left: "127.0.0.1 localhost", failure: no, result: Refused, reason: ReasonNeedsAdministrator},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHostsHome(t, blockingHosts)
			plan, _ := h.planHosts(t)
			h.edit = func(order HostsOrder) error {
				if test.done {
					if err := CarryOutHosts(h.hosts, order); err != nil {
						t.Error(err)
					}
				}
				if test.left == half {
					h.leaveHalf(t, hostsNote{act: order.Act, stamp: order.Stamp, before: []byte(blockingHosts)}, []byte(half))
				} else if test.left != "" {
					h.put(t, test.left)
				}
				return test.failure
			}
			if outcome := h.apply(t, plan); outcome.Result != test.result || outcome.Reason != test.reason {
				t.Errorf("%+v", outcome)
			}
			if waiting := h.waiting(t); len(waiting) != test.kept {
				t.Errorf("to bring back: %+v", waiting)
			}
		})
	}
}

// stopped carries out a plan, and the user stops it while the system is asking them.
func (h *hostsHome) stopped(t *testing.T, plan Plan, failure error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	h.edit = func(HostsOrder) error {
		stop()
		return failure
	}
	if outcome, err := h.service.Apply(ctx, plan, ignore); !errors.Is(err, context.Canceled) {
		t.Errorf("%+v, %v", outcome, err)
	}
}

func TestStoppedWhileAnAdministratorIsAsked(t *testing.T) {
	for _, failure := range []error{&Unrepaired{Reason: ReasonFileError}, refuse(ReasonNeedsAdministrator, nil, nil)} {
		h := newHostsHome(t, blockingHosts)
		plan, _ := h.planHosts(t)
		h.stopped(t, plan, failure)
		h.has(t, blockingHosts)
		if waiting := h.waiting(t); len(waiting) != 0 {
			t.Errorf("nothing was done, and there is %+v to bring back", waiting)
		}
	}
}

// The question stays on the screen after Retune has ended, and somebody may still answer it.
func TestWhoeverAgreesLateCanTakeItBack(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	plan, _ := h.planHosts(t)
	h.stopped(t, plan, refuse(ReasonNeedsAdministrator, nil, nil))
	h.begin()
	h.recovered(t)
	h.edit = func(order HostsOrder) error { return CarryOutHosts(h.hosts, order) }
	if err := h.edit(h.asked[0]); err != nil {
		t.Fatal(err)
	}
	h.has(t, freedHosts)
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Errorf("%+v", outcome)
	}
	h.has(t, blockingHosts)
}

// Programs that maintain block lists rewrite the file, which is empty for a moment.
func TestTheOldHostsOutliveAMomentWithoutTheLines(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	h.put(t, "")
	h.recovered(t)
	if waiting := h.waiting(t); len(waiting) != 0 {
		t.Errorf("there is nothing to bring back, and it says %+v", waiting)
	}
	h.put(t, freedHosts)
	h.recovered(t)
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Errorf("%+v", outcome)
	}
	h.has(t, blockingHosts)
}

// If the file has lines of other programs, an undo does not lead back to the backup's
// content.
func TestAnUndoOfHostsAmongLinesOfOthersGoesOn(t *testing.T) {
	const others = "0.0.0.0 dealer.spotify.com\n"
	old, fresh := []byte(others+blockingHosts), []byte(others+freedHosts)
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	h.leaveHalf(t, hostsNote{act: HostsOn, stamp: hostsStamp, before: fresh, after: old}, append(old[:150:150], fresh[150:]...))
	h.recovered(t)
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Errorf("%+v", outcome)
	}
	h.has(t, string(old))
}

func TestWithoutItsOwnPathRetuneAsksNobody(t *testing.T) {
	for _, name := range []string{"linux", "darwin", "windows"} {
		r, ran := asked(name, nil, 0, "/retune", sudo)
		outcome, _ := Conclude("", r.hostsEdit("/etc/hosts", "")(t.Context(), HostsOrder{}))
		if outcome.Result != Refused || outcome.Reason != ReasonNeedsAdministrator || len(*ran) > 0 {
			t.Errorf("%s: %+v, ran %q", name, outcome, *ran)
		}
	}
}

func TestWhatIsSaidOfHostsThatDoNotStayAsTheyWereLeft(t *testing.T) {
	for name, test := range map[string]struct {
		undo  bool
		after func(t *testing.T, h *hostsHome)
		want  Reason
	}{
		"off, and on again":  {after: func(t *testing.T, h *hostsHome) { h.put(t, blockingHosts) }, want: ReasonHostsAgain},
		"back, and off":      {undo: true, after: func(t *testing.T, h *hostsHome) { h.put(t, freedHosts) }, want: ReasonHostsNotBack},
		"off, and unread":    {after: func(_ *testing.T, h *hostsHome) { _ = os.Remove(h.hosts) }, want: ReasonHostsUnseen},
		"back, and unread":   {undo: true, after: func(_ *testing.T, h *hostsHome) { _ = os.Remove(h.hosts) }, want: ReasonHostsUnseen},
		"nobody knows it":    {after: func(t *testing.T, h *hostsHome) { h.put(t, "") }, want: ReasonHostsAgain},
		"back, and all gone": {undo: true, after: func(t *testing.T, h *hostsHome) { h.put(t, "") }, want: ReasonHostsNotBack},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHostsHome(t, blockingHosts)
			edit := func(order HostsOrder) error {
				defer test.after(t, h)
				return CarryOutHosts(h.hosts, order)
			}
			var outcome Outcome
			if test.undo {
				h.free(t)
				h.edit = edit
				outcome = h.undo(t)
			} else {
				plan, _ := h.planHosts(t)
				h.edit = edit
				outcome = h.apply(t, plan)
			}
			if outcome.Result != StillBroken || outcome.Reason != test.want || outcome.Args["Path"] != h.hosts {
				t.Errorf("%+v", outcome)
			}
			if !test.undo {
				return
			}
			if h.put(t, freedHosts); len(h.waiting(t)) != 1 {
				t.Error("the old content is gone")
			}
		})
	}
}
