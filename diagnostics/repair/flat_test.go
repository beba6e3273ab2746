//go:build !windows

package repair

import (
	"fmt"
	"os"
	"runtime"
	"testing"
)

// TestAFolderWithVeryManyFilesIsNotHeldInMemory fills a single folder, which is the worst
// case for a cache.
func TestAFolderWithVeryManyFilesIsNotHeldInMemory(t *testing.T) {
	const files = 30_000
	h := newHome(t)
	if err := os.MkdirAll(h.cache("Data/one"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range files {
		if err := os.WriteFile(h.cache(fmt.Sprintf("Data/one/%036x.file", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := heap()
	most := before
	plan, outcome, err := h.service.Plan(t.Context(), "clear-cache", func(Progress) { most = max(most, heap()) })
	if err != nil || outcome.Result != "" || plan.Files != files+int64(len(cacheFiles())) {
		t.Fatalf("%d files are planned: %+v, %v", plan.Files, outcome, err)
	}
	if grown := most - before; grown > 4<<20 {
		t.Errorf("counting %d files in one folder takes %d MB", files, grown>>20)
	}
	h.clear(t)
	if outcome, err := h.service.Discard(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("%+v, %v", outcome, err)
	}
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

// heap returns the memory in use, without garbage.
func heap() int64 {
	var seen runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&seen)
	return int64(seen.HeapAlloc)
}
