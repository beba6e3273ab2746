package repair

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"retune/diagnostics"
)

// onDisks runs a test for every kind of file system available, with mounts of its own.
func onDisks(t *testing.T, work func(t *testing.T, d disk)) {
	t.Helper()
	if elsewhere(t) {
		return
	}
	for _, d := range disks(t) {
		t.Run(d.name, func(t *testing.T) { work(t, d) })
	}
}

// newHomeIn is newHome in a given folder.
func newHomeIn(t *testing.T, folder string) *home {
	t.Helper()
	h := newHome(t)
	h.path = filepath.ToSlash(folder)
	h.service = h.retune()
	h.fill(t)
	return h
}

// home makes a home of which one folder is on the disk, or all of it if the folder is "".
func (d disk) home(t *testing.T, mounted string) *home {
	t.Helper()
	folder := t.TempDir()
	d.mounted(t, filepath.Join(folder, mounted), smallDisk)
	if mounted == "" {
		folder = filepath.Join(folder, "home") // some file systems put folders of their own beside it
	}
	return newHomeIn(t, folder)
}

// undone undoes the last change, and asserts success.
func (h *home) undone(t *testing.T) {
	t.Helper()
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("not undone: %+v, %v", outcome, err)
	}
}

// discarded deletes what was set aside, and asserts that nothing is left of it.
func (h *home) discarded(t *testing.T) {
	t.Helper()
	if outcome, err := h.service.Discard(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("not discarded: %+v, %v", outcome, err)
	}
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

func TestACacheFolderThatIsAFileSystemOfItsOwn(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := d.home(t, ".cache/spotify")
		before := picture(t, h.path)
		h.clear(t)
		h.fillCache(t)
		h.undone(t)
		same(t, before, picture(t, h.path))
		h.clear(t)
		h.discarded(t)
		same(t, without(before), without(picture(t, h.path)))
	})
}

func TestDownloadsOnAFileSystemOfTheirOwn(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := d.home(t, ".cache/spotify/Storage")
		before := picture(t, h.path)
		h.clear(t)
		h.discarded(t)
		same(t, without(before), without(picture(t, h.path)))
	})
}

// mountPlaces are places at, in and above a part of the cache.
func mountPlaces() []string { return []string{"Data", "Data/mounted here", "Browser", "Browser/Cache"} }

func TestAFileSystemInTheCacheIsRefused(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		for _, place := range mountPlaces() {
			for kind, mount := range map[string]func(t *testing.T, h *home){
				"another":          func(t *testing.T, h *home) { d.mounted(t, h.cache(place), smallDisk) },
				"the same, by two": func(t *testing.T, h *home) { onceMore(t, h.in("elsewhere"), h.cache(place)) },
			} {
				t.Run(place+" "+kind, func(t *testing.T) {
					h := newHome(t)
					plan := h.plan(t)
					mount(t, h)
					for _, item := range cacheFilesBelow(place) {
						h.write(t, ".cache/spotify/"+item, "not surely Spotify's")
					}
					if outcome := h.refused(t, ReasonOtherFileSystem); outcome.Args["Path"] != h.cache(place) {
						t.Errorf("said is %+v", outcome.Args)
					}
					before := picture(t, h.path)
					if outcome := h.apply(t, plan); outcome.Reason != ReasonOtherFileSystem {
						t.Errorf("the plan from before was carried out: %+v", outcome)
					}
					same(t, before, picture(t, h.path))
				})
			}
		}
	})
}

// cacheFilesBelow returns the cache's files below a folder, of which there must be at least
// one.
func cacheFilesBelow(folder string) []string {
	names := []string{folder + "/mine"}
	for name := range cacheFiles() {
		if strings.HasPrefix(name, folder+"/") {
			names = append(names, name)
		}
	}
	return names
}

func TestUndoOverAFileSystemIsRefused(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		for _, place := range mountPlaces() {
			t.Run(place, func(t *testing.T) {
				h := newHome(t)
				h.clear(t)
				d.mounted(t, h.cache(place), smallDisk)
				h.write(t, ".cache/spotify/"+place+"/mine", "not surely Spotify's")
				before := picture(t, h.path)
				outcome, err := h.service.Undo(t.Context(), "", ignore)
				if err != nil || outcome.Result != Refused || outcome.Reason != ReasonOtherFileSystem || outcome.Args["Path"] != h.cache(place) {
					t.Errorf("got %+v, %v", outcome, err)
				}
				same(t, before, picture(t, h.path))
			})
		}
	})
}

func TestWhatHasAFileSystemInsideIsNotDiscarded(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := newHome(t)
		h.clear(t)
		d.mounted(t, filepath.Join(h.waiting(t)[0].Path, "Data/mounted"), smallDisk)
		before := picture(t, h.path)
		outcome, err := h.service.Discard(t.Context(), "", ignore)
		if err != nil || outcome.Reason != ReasonOtherFileSystem {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		same(t, before, picture(t, h.path))
	})
}

// A folder in the lower layer of an overlay cannot be moved. Every live system has its homes
// in an overlay.
func TestACacheThatDoesNotMoveStays(t *testing.T) {
	if elsewhere(t) {
		return
	}
	layers := t.TempDir()
	if there := disks(t); len(there) > 0 { // an overlay wants one below it that is none itself
		there[0].mounted(t, layers, smallDisk)
	}
	h := newHomeIn(t, filepath.Join(layers, "lower"))
	for _, folder := range []string{"upper", "work", "home"} {
		if err := os.MkdirAll(filepath.Join(layers, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	h.path = filepath.Join(layers, "home")
	if err := mountOverlay(layers, h.path); err != nil {
		t.Logf("an overlay was not tried, because this computer refuses it: %v", err)
		return
	}
	t.Cleanup(func() { unmount(t, h.path) })
	h.service = h.retune()
	before := picture(t, h.path)
	if outcome := h.apply(t, h.plan(t)); outcome.Result != Refused || outcome.Reason != ReasonOtherFileSystem || outcome.Args["Path"] != h.cache("Data") {
		t.Errorf("got %+v", outcome)
	}
	same(t, before, picture(t, h.path))
}

func TestAFullDiskRefusesToSetAside(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := d.home(t, "")
		filler := filled(t, h.path)
		before := picture(t, h.path)
		outcome := h.apply(t, h.plan(t))
		if path, _ := outcome.Args["Path"].(string); outcome.Result != Refused || outcome.Reason != ReasonDiskFull || !strings.HasPrefix(path, h.path) {
			t.Errorf("got %+v", outcome)
		}
		same(t, before, picture(t, h.path))
		remade(t, filler)
		h.clear(t)
	})
}

// remade frees space again.
func remade(t *testing.T, filler string) {
	t.Helper()
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
}

// Deleting is what frees space, so it must work on a full disk.
func TestAFullDiskLetsWhatWasSetAsideBeDeletedOrBroughtBack(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := d.home(t, "")
		before := picture(t, h.path)
		h.clear(t)
		filler := filled(t, h.path)
		h.undone(t)
		remade(t, filler)
		same(t, before, picture(t, h.path))
		h.clear(t)
		remade(t, filled(t, h.path))
		filler = filled(t, h.path)
		h.discarded(t)
		remade(t, filler)
		same(t, without(before), without(picture(t, h.path)))
	})
}

// An undo may need a folder for what Spotify has created since, and on some file systems a
// folder takes space.
func TestAFullDiskKeepsAnUndoFromItsEndButLosesNothing(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := d.home(t, "")
		before := picture(t, h.path)
		h.clear(t)
		h.write(t, ".cache/spotify/Data/fresh", "made by Spotify since")
		filler := filled(t, h.path)
		outcome, err := h.service.Undo(t.Context(), "", ignore)
		if err != nil || outcome.Result != Repaired && outcome.Reason != ReasonDiskFull {
			t.Errorf("got %+v, %v", outcome, err)
		}
		remade(t, filler)
		if outcome.Result != Repaired {
			h.undone(t)
		}
		same(t, before, picture(t, h.path))
	})
}

func TestAFullDiskLeavesPreferencesAsTheyAre(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		for _, room := range []int{0, 1} { // for the backup, which comes first, too
			h := d.home(t, ".config/spotify")
			long := strings.Repeat("other.key=1\r\n", 600)
			h.write(t, prefsFile, proxied+long)
			reserve := h.in(".config/spotify/reserve")
			if err := os.WriteFile(reserve, make([]byte, room*len(long)*3/2), 0o600); err != nil {
				t.Fatal(err)
			}
			plan, planned := h.planProxy(t)
			if planned.Result != "" {
				t.Fatalf("no plan: %+v", planned)
			}
			filler := filled(t, filepath.Dir(reserve))
			if err := os.Remove(reserve); err != nil {
				t.Fatal(err)
			}
			before := picture(t, h.path)
			outcome := h.apply(t, plan)
			if path, _ := outcome.Args["Path"].(string); outcome.Result != Refused || outcome.Reason != ReasonDiskFull || !strings.HasPrefix(path, h.path) {
				t.Errorf("with room for %d: %+v", room, outcome)
			}
			same(t, before, picture(t, h.path))
			remade(t, filler)
			h.takeOut(t)
		}
	})
}

func TestAFullDiskUnderTheJournal(t *testing.T) {
	onDisks(t, func(t *testing.T, d disk) {
		h := d.home(t, ".local/state")
		state := h.in(".local/state")
		before := picture(t, h.path)
		plan := h.plan(t)
		journal := h.service.Journal().Path
		if err := h.service.Journal().Add(Entry{Repair: diagnostics.RepairClose, Event: EventEnded}); err == nil {
			t.Fatal("its folder is there before anything was done")
		}
		filler := filled(t, state)
		if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonDiskFull || outcome.Args["Path"] != journal {
			t.Errorf("got %+v", outcome)
		}
		same(t, before, picture(t, h.path))
		remade(t, filler)

		// It fills up in the middle: the work goes on to its end, and can be taken back.
		outcome, err := h.service.Apply(t.Context(), plan, func(progress Progress) {
			if progress.Phase == PhaseMoving {
				filler = filled(t, state)
			}
		})
		if err != nil || outcome.Result != Repaired {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		if waiting := h.waiting(t); len(waiting) != 1 || waiting[0].Bytes != plan.Bytes {
			t.Errorf("set aside are %+v, planned %d bytes", waiting, plan.Bytes)
		}
		h.undone(t)
		same(t, before, picture(t, h.path))
	})
}
