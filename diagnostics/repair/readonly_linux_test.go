package repair

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"retune/diagnostics"
)

// cacheOn is a home whose cache folder is a disk of its own.
func cacheOn(t *testing.T, d disk) *home {
	t.Helper()
	folder := t.TempDir()
	d.mounted(t, filepath.Join(folder, ".cache/spotify"), 4*smallDisk)
	return newHomeIn(t, folder)
}

// turned remounts the cache's disk read-only or writable.
func turned(t *testing.T, h *home, readOnly bool) {
	t.Helper()
	if err := becomes(h.cache(), readOnly); err != nil {
		t.Fatal(err)
	}
}

// A disk with a fault can become read-only at any moment.
func TestADiskThatCanOnlyBeReadIsSaid(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := cacheOn(t, d)
		before := picture(t, h.path)
		turned(t, h, true)
		if outcome := h.apply(t, h.plan(t)); outcome.Result != Refused || outcome.Reason != ReasonReadOnly {
			t.Errorf("clear-cache: %+v", outcome)
		}
		turned(t, h, false)
		same(t, before, picture(t, h.path))

		h.clear(t)
		turned(t, h, true)
		for name, decide := range map[string]func() (Outcome, error){
			"undo":    func() (Outcome, error) { return h.service.Undo(t.Context(), "", ignore) },
			"discard": func() (Outcome, error) { return h.service.Discard(t.Context(), "", ignore) },
		} {
			if outcome, err := decide(); err != nil || outcome.Result == Repaired || outcome.Reason != ReasonReadOnly {
				t.Errorf("%s: %+v, %v", name, outcome, err)
			}
		}
		turned(t, h, false)
		h.undone(t)
		same(t, before, picture(t, h.path))
	})
}

// Then what was moved cannot even be moved back. The next run that finds the disk working
// again does so.
func TestADiskThatCanOnlyBeReadFromTheMiddleOn(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := cacheOn(t, d)
		before := picture(t, h.path)
		for done := range len(clearing(aside{})) {
			folder := h.open(t)
			moving, err := folder.newAside(h.now)
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range clearing(moving)[:done+1] {
				step(t, folder)
			}
			turned(t, h, true)
			outcome, err := Conclude(diagnostics.RepairClearCache, folder.backOut(moving, "Data", syscall.EROFS))
			if err != nil || outcome.Result != StillBroken || outcome.Reason != ReasonReadOnly {
				t.Errorf("after %d steps: %+v, %v", done+1, outcome, err)
			}
			if outcome := h.recover(t); outcome.Result != StillBroken || outcome.Reason != ReasonReadOnly {
				t.Errorf("the next start after %d steps: %+v", done+1, outcome)
			}
			turned(t, h, false)
			h.recovered(t)
			same(t, before, picture(t, h.path))
		}
	})
}

func TestADiskThatCanOnlyBeReadWhileItIsEmptied(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := cacheOn(t, d)
		h.fillFolders(t, 1000)
		kept := without(picture(t, h.path))
		h.clear(t)
		data := filepath.Join(h.waiting(t)[0].Path, "Data")
		turnedAt := make(chan error, 1)
		go func() {
			for {
				if _, err := os.Lstat(filepath.Join(data, "00")); err != nil {
					turnedAt <- becomes(h.cache(), true)
					return
				}
			}
		}()
		outcome, err := h.service.Discard(t.Context(), "", ignore)
		if err != nil || outcome.Result != Repaired && outcome.Reason != ReasonReadOnly {
			t.Errorf("got %+v, %v", outcome, err)
		}
		if err := <-turnedAt; err != nil {
			t.Fatal(err)
		}
		t.Logf("it ended as %q", outcome.Result)
		turned(t, h, false)
		h.recovered(t)
		if left := h.leftovers(t); len(left) > 0 {
			t.Errorf("left over: %q", left)
		}
		same(t, kept, without(picture(t, h.path)))
	})
}

func TestPreferencesOnADiskThatCanOnlyBeRead(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		folder := t.TempDir()
		config := filepath.Join(folder, ".config/spotify")
		d.mounted(t, config, smallDisk)
		h := newHomeIn(t, folder)
		h.write(t, prefsFile, proxied)
		before := picture(t, h.path)
		plan, _, err := h.service.Plan(t.Context(), diagnostics.RepairProxy, ignore)
		if err != nil {
			t.Fatal(err)
		}
		if err := becomes(config, true); err != nil {
			t.Fatal(err)
		}
		if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonReadOnly {
			t.Errorf("got %+v", outcome)
		}
		same(t, before, picture(t, h.path))
	})
}
