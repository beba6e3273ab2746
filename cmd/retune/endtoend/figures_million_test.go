//go:build linux && bench

package endtoend

import (
	"os"
	"os/exec"
	"slices"
	"syscall"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

const (
	millionFiles = 1_000_000
	fewFiles     = 1_000
	// moreMemory is how much more a million files may take than a thousand.
	moreMemory = 64
)

// TestFiguresOfAMillionFiles measures the largest cache: how long its plan takes, when
// Spotify is usable again, and how much memory it takes. Of the rounds the least counts:
// two million files that were just made keep the disk busy, which only adds.
func TestFiguresOfAMillionFiles(t *testing.T) {
	small, large, same := newCache(t, fewFiles, 16), newCache(t, millionFiles, 16), newCache(t, millionFiles, 16)
	least := small.memory(t, "fix", "clear-cache", "--dry-run", "--json")
	most := large.memory(t, "fix", "clear-cache", "--dry-run", "--json")
	var plan, du []float64
	var made repair.Plan
	for range 5 {
		du = append(du, stopwatch(t, func() error { return exec.Command("du", "-s", large.data).Run() }))
		plan = append(plan, stopwatch(t, func() error {
			var outcome repair.Outcome
			var err error
			made, outcome, err = large.service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
			return wanted(outcome, err, "")
		}))
	}
	apply := stopwatch(t, func() error {
		outcome, err := large.service.Apply(t.Context(), made, ignore)
		return wanted(outcome, err, repair.Repaired)
	})
	small.memory(t, "fix", "clear-cache", "--yes", "--json")
	leastDeleting := small.memory(t, "discard", "--yes", "--json")
	mostDeleting := large.memory(t, "discard", "--yes", "--json")
	rm := stopwatch(t, func() error { return exec.Command("rm", "-rf", same.data).Run() })
	show(t, []figure{
		{"a million files: the plan, beside du -s", slices.Min(plan), slices.Min(du), "ms", 1},
		{"a million files: usable, beside rm -rf", apply, rm, "ms", 0.05},
		{"a million files: memory to plan more", most - least, moreMemory, "MB", 1},
		{"a million files: memory to delete more", mostDeleting - leastDeleting, moreMemory, "MB", 1},
	})
}

// memory runs Retune in the cache's home and returns the most memory that it had, in MB.
func (c filledCache) memory(t *testing.T, arguments ...string) float64 {
	t.Helper()
	run := exec.CommandContext(t.Context(), program("retune"), arguments...)
	run.Env = []string{"HOME=" + c.home, "PATH=" + os.Getenv("PATH")}
	output, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	usage, ok := run.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("the system does not tell how much memory was used")
	}
	return float64(usage.Maxrss) * 1024 / 1e6
}
