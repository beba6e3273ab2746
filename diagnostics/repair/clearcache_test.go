package repair

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

func same(t *testing.T, before, after map[string]string) {
	t.Helper()
	if difference := cmp.Diff(before, after); difference != "" {
		t.Fatalf("changed (-before +after):\n%s", difference)
	}
}

func TestPlanTellsWhatIsThere(t *testing.T) {
	h := newHome(t)
	before := picture(t, h.path)
	plan := h.plan(t)
	same(t, before, picture(t, h.path))

	var bytes int64
	for _, content := range cacheFiles() {
		bytes += int64(len(content))
	}
	if plan.Files != int64(len(cacheFiles())) || plan.Bytes != bytes {
		t.Errorf("%d files with %d bytes are planned, %d with %d are there", plan.Files, plan.Bytes, len(cacheFiles()), bytes)
	}
	var paths []string
	for _, item := range plan.Items {
		paths = append(paths, strings.TrimPrefix(filepath.ToSlash(item.Path), h.cache()+"/"))
	}
	if want := []string{"Data", "Browser/Cache", "Browser/Code Cache", "Default/GPUCache"}; !slices.Equal(paths, want) {
		t.Errorf("planned are %q, want %q", paths, want)
	}
	kept := map[KeptWhy]int64{}
	for _, entry := range plan.Kept {
		kept[entry.Why] = entry.Bytes
	}
	if kept[KeptDownloads] != int64(len("a song for the journey")) || kept[KeptLogin] == 0 || len(kept) != 5 {
		t.Errorf("said to be kept: %+v", plan.Kept)
	}
}

func TestClearCacheMovesThePlannedAndNothingElse(t *testing.T) {
	h := newHome(t)
	before := picture(t, h.path)
	h.clear(t)
	after := picture(t, h.path)
	same(t, without(before), without(after))
	for name := range cacheFiles() {
		if _, err := os.Lstat(h.cache(name)); err == nil {
			t.Errorf("%q is still in its place", name)
		}
	}
	waiting := h.waiting(t)
	if len(waiting) != 1 || waiting[0].Files != int64(len(cacheFiles())) || !waiting[0].When.Equal(h.now) {
		t.Fatalf("set aside: %+v", waiting)
	}
	for name := range cacheFiles() {
		if _, err := os.Lstat(filepath.Join(waiting[0].Path, name)); err != nil {
			t.Errorf("not set aside: %v", err)
		}
	}
}

func TestUndoBringsBackExactlyWhatThereWas(t *testing.T) {
	h := newHome(t)
	before := picture(t, h.path)
	h.clear(t)
	h.write(t, ".cache/spotify/Data/fresh.file", "made by Spotify since")
	h.write(t, ".cache/spotify/Browser/Cache/fresh", "made by Spotify since")
	outcome, err := h.service.Undo(t.Context(), "", ignore)
	if err != nil || outcome.Result != Repaired {
		t.Fatalf("not undone: %+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Reason != ReasonNothingToUndo {
		t.Errorf("undone twice: %+v, %v", outcome, err)
	}
}

func TestUndoKeepsDownloadsThatWereMovedIntoTheCacheSince(t *testing.T) {
	h := newHome(t)
	h.clear(t)
	h.write(t, ".cache/spotify/Data/Storage/download.file", "a song for the journey")
	h.moveDownloads(t, h.cache("Data"))
	before := picture(t, h.path)
	outcome, err := h.service.Undo(t.Context(), "", ignore)
	if err != nil || outcome.Reason != ReasonDownloadsInside {
		t.Fatalf("got %+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
}

func TestDiscardDeletesAllAndTellsHowFarItIs(t *testing.T) {
	h := newHome(t)
	before := picture(t, h.path)
	var total int64
	for range 3 {
		plan := h.plan(t)
		total += plan.Bytes
		h.apply(t, plan)
		h.fillCache(t)
	}
	var told []Progress
	outcome, err := h.service.Discard(t.Context(), "", func(p Progress) { told = append(told, p) })
	if err != nil || outcome.Result != Repaired {
		t.Fatalf("not discarded: %+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
	if last := told[len(told)-1]; last.Done != total || last.Total != total {
		t.Errorf("at its end %+v is told, %d bytes were there", last, total)
	}
	if !slices.IsSortedFunc(told, func(a, b Progress) int { return int(a.Done - b.Done) }) {
		t.Errorf("progress goes back: %+v", told)
	}
	if outcome, err := h.service.Discard(t.Context(), "", ignore); err != nil || outcome.Reason != ReasonNothingToDiscard {
		t.Errorf("discarded twice: %+v, %v", outcome, err)
	}
}

func TestACleanCacheIsNothingToDo(t *testing.T) {
	h := newHome(t)
	h.clear(t)
	_, outcome, err := h.service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
	if err != nil || outcome.Result != NothingToDo || outcome.Reason != ReasonAlreadyClean {
		t.Errorf("got %+v, %v", outcome, err)
	}
}

func TestAPlanIsNotCarriedOutWhenThingsChanged(t *testing.T) {
	changes := map[Reason]func(t *testing.T, h *home){
		ReasonRunning: func(_ *testing.T, h *home) {
			h.processes.list = runningSpotify(h)
		},
		ReasonProcessesUnreadable: func(_ *testing.T, h *home) {
			h.processes.list = func() ([]system.Process, error) { return nil, os.ErrPermission }
		},
		ReasonChanged: func(t *testing.T, h *home) {
			rename(t, h.cache("Data"), h.cache("Mine"))
			h.write(t, ".cache/spotify/Data/other", "another folder of the same name")
		},
		ReasonDownloadsInside: func(t *testing.T, h *home) { h.moveDownloads(t, h.cache("Data/ff")) },
		ReasonPreferencesDamaged: func(t *testing.T, h *home) {
			h.write(t, ".config/spotify/prefs", "storage.last-location=\"/ho")
		},
	}
	for want, change := range changes {
		t.Run(string(want), func(t *testing.T) {
			h := newHome(t)
			plan := h.plan(t)
			change(t, h)
			before := picture(t, h.path)
			if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != want {
				t.Errorf("got %+v, want a refusal because of %s", outcome, want)
			}
			same(t, before, picture(t, h.path))
		})
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func TestTwoRetunesDoNotWorkAtOnce(t *testing.T) {
	h := newHome(t)
	plan := h.plan(t)
	inside, leave := make(chan struct{}), make(chan struct{})
	finished := make(chan error, 1)
	go func() {
		_, err := h.retune().alone(diagnostics.RepairClose, func() error {
			close(inside)
			<-leave
			return nil
		})
		finished <- err
	}()
	<-inside
	before := picture(t, h.path)
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonBusy {
		t.Errorf("got %+v", outcome)
	}
	same(t, before, picture(t, h.path))
	close(leave)
	if err := <-finished; err != nil {
		t.Fatal(err)
	}
	if outcome := h.apply(t, plan); outcome.Result != Repaired {
		t.Errorf("afterwards: %+v", outcome)
	}
}
