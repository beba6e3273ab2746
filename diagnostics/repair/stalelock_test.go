//go:build !windows

package repair

import (
	"errors"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// withLock is a home in which a dead Spotify has left its lock.
func withLock(t *testing.T, owner string) *home {
	t.Helper()
	h := newHome(t)
	h.link(t, owner, ".cache/spotify/SingletonLock")
	h.link(t, "/tmp/gone/SingletonSocket", ".cache/spotify/SingletonSocket")
	h.link(t, "12345678901234567890", ".cache/spotify/SingletonCookie")
	return h
}

func (h *home) planLock(t *testing.T) (Plan, Outcome) {
	t.Helper()
	return h.ask(t, diagnostics.RepairStaleLock)
}

// withoutLock returns a picture without the lock's files.
func withoutLock(seen map[string]string) map[string]string {
	seen = without(seen)
	for _, name := range lockShelf().items {
		delete(seen, ".cache/spotify/"+name)
	}
	return seen
}

func TestAStaleLockIsSetAsideAndComesBack(t *testing.T) {
	h := withLock(t, "desk-4242")
	before := picture(t, h.path)
	plan, outcome := h.planLock(t)
	if outcome.Result != "" || len(plan.Items) != 3 || plan.Files != 3 || !plan.Undo {
		t.Fatalf("%+v, %+v", plan, outcome)
	}
	same(t, before, picture(t, h.path))
	if outcome := h.apply(t, plan); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
	same(t, withoutLock(before), withoutLock(picture(t, h.path)))
	for _, item := range plan.Items {
		if _, err := os.Lstat(item.Path); err == nil {
			t.Errorf("%s is still in the way", item.Path)
		}
	}
	waiting := h.waiting(t)
	if len(waiting) != 1 || waiting[0].Repair != diagnostics.RepairStaleLock || waiting[0].Files != 3 {
		t.Fatalf("set aside: %+v", waiting)
	}
	outcome, err := h.service.Undo(t.Context(), "", ignore)
	if err != nil || outcome.Result != Repaired || outcome.Repair != diagnostics.RepairStaleLock {
		t.Fatalf("not undone: %+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
}

func TestALockAndACacheAreTakenBackEachForItself(t *testing.T) {
	h := withLock(t, "desk-4242")
	before := picture(t, h.path)
	plan, _ := h.planLock(t)
	h.apply(t, plan)
	h.clear(t)
	for _, name := range []diagnostics.RepairName{diagnostics.RepairStaleLock, diagnostics.RepairClearCache} {
		outcome, err := h.service.Undo(t.Context(), name, ignore)
		if err != nil || outcome.Result != Repaired || outcome.Repair != name {
			t.Fatalf("%s: %+v, %v", name, outcome, err)
		}
	}
	same(t, before, picture(t, h.path))
}

func TestADiscardedLockIsGoneAndItsTargetsAreNot(t *testing.T) {
	h := withLock(t, "desk-4242")
	if err := os.Remove(h.cache("SingletonSocket")); err != nil {
		t.Fatal(err)
	}
	h.link(t, h.cache("Storage"), ".cache/spotify/SingletonSocket")
	before := withoutLock(picture(t, h.path))
	plan, _ := h.planLock(t)
	h.apply(t, plan)
	outcome, err := h.service.Discard(t.Context(), diagnostics.RepairStaleLock, ignore)
	if err != nil || outcome.Result != Repaired || outcome.Repair != diagnostics.RepairStaleLock {
		t.Fatalf("%+v, %v", outcome, err)
	}
	same(t, before, withoutLock(picture(t, h.path)))
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

func TestALockThatMayBeHeldIsLeftAlone(t *testing.T) {
	scenes := map[Reason]func(t *testing.T) *home{
		ReasonLockElsewhere: func(t *testing.T) *home { return withLock(t, "other-desk-4242") },
		ReasonRunning: func(t *testing.T) *home {
			h := withLock(t, "desk-4242")
			h.processes.list = runningSpotify(h)
			return h
		},
		ReasonProcessesUnreadable: func(t *testing.T) *home {
			h := withLock(t, "desk-4242")
			h.processes.list = func() ([]system.Process, error) { return nil, errors.New("no table") }
			return h
		},
		ReasonNoLock: func(t *testing.T) *home { return newHome(t) },
		ReasonChanged: func(t *testing.T) *home {
			h := newHome(t)
			h.write(t, ".cache/spotify/SingletonLock/mine", "a folder is no lock")
			return h
		},
		ReasonNoInstall: func(t *testing.T) *home {
			h := withLock(t, "desk-4242")
			h.uninstall(t)
			return h
		},
	}
	for want, scene := range scenes {
		t.Run(string(want), func(t *testing.T) {
			h := scene(t)
			before := picture(t, h.path)
			if _, outcome := h.planLock(t); outcome.Reason != want {
				t.Errorf("got %+v, want %s", outcome, want)
			}
			same(t, before, picture(t, h.path))
		})
	}
}

func TestALockTakenSinceThePlanIsLeftAlone(t *testing.T) {
	h := withLock(t, "desk-4242")
	plan, _ := h.planLock(t)
	rename(t, h.cache("SingletonLock"), h.in("old")) // keep the inode number from being reused
	h.link(t, "desk-5000", ".cache/spotify/SingletonLock")
	before := picture(t, h.path)
	if outcome := h.apply(t, plan); outcome.Reason != ReasonChanged {
		t.Errorf("%+v", outcome)
	}
	same(t, before, picture(t, h.path))
}

func TestKilledWhileClearingALock(t *testing.T) {
	h := withLock(t, "desk-4242")
	before := picture(t, h.path)
	for range 50 {
		killed(t, h, "stale-lock", rand.N(20*time.Millisecond))
		h.restored(t)
		same(t, before, picture(t, h.path))
	}
}

// A lock that is not a link, or that names nobody, was not made by a client.
func TestALockOfNobodyIsStale(t *testing.T) {
	for name, leave := range map[string]func(t *testing.T, h *home){
		"a file":    func(t *testing.T, h *home) { h.write(t, ".cache/spotify/SingletonLock", "") },
		"a message": func(t *testing.T, h *home) { h.link(t, "nobody", ".cache/spotify/SingletonLock") },
		"only a socket": func(t *testing.T, h *home) {
			h.link(t, "/tmp/gone/SingletonSocket", ".cache/spotify/SingletonSocket")
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			leave(t, h)
			plan, outcome := h.planLock(t)
			if outcome.Result != "" || len(plan.Items) != 1 {
				t.Fatalf("%+v, %+v", plan, outcome)
			}
			if outcome := h.apply(t, plan); outcome.Result != Repaired {
				t.Errorf("%+v", outcome)
			}
		})
	}
}
