package repair

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"retune/diagnostics"
)

func TestLinksAndTheirTargets(t *testing.T) {
	h := newHome(t)
	h.write(t, "elsewhere/mine.txt", "not Spotify's")
	h.link(t, h.in("elsewhere/mine.txt"), ".cache/spotify/Data/to-file")
	h.link(t, h.in("elsewhere"), ".cache/spotify/Data/to-folder")
	h.link(t, h.cache("Storage"), ".cache/spotify/Data/to-downloads")
	h.link(t, "nowhere", ".cache/spotify/Data/dangling")
	h.link(t, "../Data", ".cache/spotify/Data/circular")
	if err := os.Link(h.cache("Storage/ab/download.file"), h.cache("Data/hard")); err != nil {
		t.Fatal(err)
	}
	before := picture(t, h.path)
	h.clear(t)
	if _, err := h.service.Discard(t.Context(), "", ignore); err != nil {
		t.Fatal(err)
	}
	same(t, without(before), without(picture(t, h.path)))
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

func TestAFolderThatIsALinkIsRefused(t *testing.T) {
	for _, name := range []string{".cache/spotify", ".cache/spotify/Data", ".cache/spotify/Browser"} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			rename(t, h.in(name), h.in("elsewhere"))
			h.link(t, h.in("elsewhere"), name)
			h.refused(t, ReasonLink)
		})
	}
}

func TestDownloadsInOrAroundTheCacheAreRefused(t *testing.T) {
	places := map[string]func(t *testing.T, h *home) string{
		"the cache":          func(_ *testing.T, h *home) string { return h.cache("Data") },
		"in the cache":       func(_ *testing.T, h *home) string { return h.cache("Data/ff/deep") },
		"in another part":    func(_ *testing.T, h *home) string { return h.cache("Browser/Cache/x") },
		"around the cache":   func(_ *testing.T, h *home) string { return h.in(".cache") },
		"written oddly":      func(_ *testing.T, h *home) string { return h.in("x/..//.cache/spotify/./Data/") },
		"not made yet":       func(_ *testing.T, h *home) string { return h.cache("Data/not/made/yet") },
		"over a linked path": func(t *testing.T, h *home) string { h.link(t, h.cache("Data"), "music"); return h.in("music/deep") },
		"bytes, not letters": func(t *testing.T, h *home) string {
			h.link(t, h.cache("Data"), "mus\xffic")
			return h.in("mus\xffic")
		},
	}
	for name, place := range places {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.write(t, ".config/spotify/prefs", "storage.location=\""+place(t, h)+"\"\n")
			h.refused(t, ReasonDownloadsInside)
		})
	}
}

func TestADownloadFolderThatIsALinkIntoTheCacheIsRefused(t *testing.T) {
	h := newHome(t)
	rename(t, h.cache("Storage"), h.cache("Data/Storage"))
	h.link(t, h.cache("Data/Storage"), ".cache/spotify/Storage")
	h.refused(t, ReasonDownloadsInside)
}

func TestDownloadsElsewhereAreNoReason(t *testing.T) {
	h := newHome(t)
	h.moveDownloads(t, h.in("Music/Data"))
	h.clear(t)
}

func TestPreferencesThatAreNotSurelyReadAreARefusal(t *testing.T) {
	for content, want := range map[string]Reason{
		"":                                  ReasonPreferencesDamaged,
		"\n \n":                             ReasonPreferencesDamaged,
		"a=1\nstorage.location=\"/home/":    ReasonPreferencesDamaged,
		"a=1\nstorage.loc":                  ReasonPreferencesDamaged,
		"a=1\nb=fal":                        ReasonPreferencesDamaged,
		"storage.location=\"not a path\"\n": ReasonPreferencesUnreadable,
	} {
		t.Run(content, func(t *testing.T) {
			h := newHome(t)
			h.write(t, ".config/spotify/prefs", content)
			h.refused(t, want)
		})
	}
	t.Run("a folder", func(t *testing.T) {
		h := newHome(t)
		rename(t, h.in(".config/spotify/prefs"), h.in(".config/spotify/mine"))
		rename(t, h.in(".config/spotify/Users"), h.in(".config/spotify/prefs"))
		h.refused(t, ReasonPreferencesUnreadable)
	})
	t.Run("a pipe", func(t *testing.T) {
		h := newHome(t)
		rename(t, h.in(".config/spotify/prefs"), h.in(".config/spotify/mine"))
		if err := syscall.Mkfifo(h.in(".config/spotify/prefs"), 0o600); err != nil {
			t.Fatal(err)
		}
		h.refused(t, ReasonPreferencesUnreadable)
	})
}

func TestAHomeThatIsNotThereIsRefusedAndNotMade(t *testing.T) {
	for _, path := range []string{"", filepath.Join(t.TempDir(), "nobody")} {
		h := &home{path: path, processes: &table{list: nobodyRuns}}
		service := h.retune()
		_, outcome, err := service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
		if err != nil || outcome.Reason != ReasonNoHome {
			t.Errorf("%q: planning gives %+v, %v", path, outcome, err)
		}
		for _, work := range []func(context.Context, diagnostics.RepairName, func(Progress)) (Outcome, error){service.Undo, service.Discard} {
			if outcome, err := work(t.Context(), "", ignore); err != nil || outcome.Reason != ReasonNoHome {
				t.Errorf("%q: got %+v, %v", path, outcome, err)
			}
		}
		if path == "" {
			continue
		}
		if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%q was made: %v", path, err)
		}
	}
}

func TestAnotherUsersCacheIsRefused(t *testing.T) {
	h := newHome(t)
	if err := os.Chown(h.cache(), 65534, 65534); err != nil {
		t.Log("not run: only an administrator can give a folder away")
		return
	}
	h.refused(t, ReasonPermission)
}

func TestFilesThatVanishWhileTheyAreCounted(t *testing.T) {
	h := newHome(t)
	for i := range 2000 {
		h.write(t, fmt.Sprintf(".cache/spotify/Data/%03x/%d", i%64, i), "gone in a moment")
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 64 {
			_ = os.RemoveAll(h.cache(fmt.Sprintf("Data/%03x", i)))
		}
	}()
	h.plan(t)
	<-done
	h.clear(t)
}

func TestStoppedByThePerson(t *testing.T) {
	h := newHome(t)
	for i := range 3000 {
		h.write(t, fmt.Sprintf(".cache/spotify/Data/%03x/%d", i%64, i), "a song")
	}
	h.clear(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	begun := time.Now()
	if _, err := h.service.Discard(ctx, "", ignore); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if took := time.Since(begun); took > 100*time.Millisecond {
		t.Errorf("it stopped after %s", took)
	}
	h.recovered(t)
}
