package repair

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system/standin"
)

// step is one change that Retune makes on the disk, after which it may be killed.
type step func(t *testing.T, folder *cacheFolder)

func makes(name string) step {
	return func(t *testing.T, folder *cacheFolder) {
		t.Helper()
		if err := folder.root.MkdirAll(name, 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

func moves(from, to string) step {
	return func(t *testing.T, folder *cacheFolder) {
		t.Helper()
		if err := folder.rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
}

// present are the items in a test's cache.
func present() []string {
	return []string{"Data", "Browser/Cache", "Browser/Code Cache", "Default/GPUCache"}
}

// clearing are the steps of clearing a cache until it is set aside.
func clearing(moving aside) []step {
	steps := []step{makes(moving.name())}
	for _, item := range present() {
		if above := path.Dir(item); above != "." {
			steps = append(steps, makes(path.Join(moving.name(), above)))
		}
		steps = append(steps, moves(item, path.Join(moving.name(), item)))
	}
	return steps
}

// undoing are the steps of restoring it over a fresh cache.
func undoing(moving aside) []step {
	fresh := aside{mark: moving.mark, state: asideDiscarding, stamp: moving.stamp}
	steps := []step{makes(fresh.name())}
	for _, item := range present() {
		steps = append(steps, moves(item, path.Join(fresh.name(), item)), moves(path.Join(moving.name(), item), item))
	}
	return steps
}

func (h *home) open(t *testing.T) *cacheFolder {
	t.Helper()
	folder, err := openCacheFolder(h.cache(), cacheShelf())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(folder.close)
	return folder
}

func TestCutOffWhileClearing(t *testing.T) {
	for done := range len(clearing(aside{})) + 1 {
		t.Run(strconv.Itoa(done), func(t *testing.T) {
			h := newHome(t)
			before := picture(t, h.path)
			folder := h.open(t)
			moving, err := folder.newAside(h.now)
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range clearing(moving)[:done] {
				step(t, folder)
			}
			h.recovered(t)
			same(t, before, picture(t, h.path))
		})
	}
}

func TestCutOffWhileUndoing(t *testing.T) {
	for done := range len(undoing(aside{})) + 1 {
		for _, usedSince := range []bool{false, true} {
			t.Run(fmt.Sprint(done, usedSince), func(t *testing.T) {
				h := newHome(t)
				before := picture(t, h.path)
				h.clear(t)
				for _, item := range present() {
					h.write(t, ".cache/spotify/"+item+"/fresh", "made by Spotify since")
				}
				folder := h.open(t)
				found, err := folder.asides()
				if err != nil {
					t.Fatal(err)
				}
				moving, err := folder.become(found[0], asideMoving)
				if err != nil {
					t.Fatal(err)
				}
				for _, step := range undoing(moving)[:done] {
					step(t, folder)
				}
				if usedSince && done%2 == 0 { // the last step left an item's place empty
					h.write(t, ".cache/spotify/"+present()[max(done/2-1, 0)]+"/fresh", "made by Spotify since")
				}
				h.recovered(t)
				h.recovered(t)
				same(t, before, picture(t, h.path))
			})
		}
	}
}

func TestCutOffWhileDiscarding(t *testing.T) {
	h := newHome(t)
	before := without(picture(t, h.path))
	h.clear(t)
	folder := h.open(t)
	found, err := folder.asides()
	if err != nil {
		t.Fatal(err)
	}
	discarding, err := folder.become(found[0], asideDiscarding)
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.root.RemoveAll(path.Join(discarding.name(), "Data/ff")); err != nil {
		t.Fatal(err)
	}
	h.recovered(t)
	same(t, before, without(picture(t, h.path)))
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

func TestNothingIsBroughtBackWhileSpotifyRuns(t *testing.T) {
	h := newHome(t)
	folder := h.open(t)
	moving, err := folder.newAside(h.now)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range clearing(moving) {
		step(t, folder)
	}
	h.processes.list = runningSpotify(h)
	before := picture(t, h.path)
	if outcome := h.recover(t); outcome.Reason != ReasonRunning {
		t.Errorf("got %+v", outcome)
	}
	same(t, before, picture(t, h.path))
}

func TestForeignNamesAreLeftAlone(t *testing.T) {
	h := newHome(t)
	for _, name := range []string{
		".retune-discarding-", ".retune-discarding-mine", ".retune-set-aside-2020",
		".retune-leaving-20260101T000000.000Z", ".retune-leaving-20260101T000000.000Z-found-old-mine",
		".retune-discarding-20260101T000000.000Z-found-old-20260101T000000.000Z",
	} {
		h.write(t, ".cache/spotify/"+name+"/mine", "not Retune's")
	}
	h.link(t, h.cache("Storage"), ".cache/spotify/.retune-discarding-20260101T000000.000Z")
	before := picture(t, h.path)
	h.recovered(t)
	same(t, before, picture(t, h.path))
}

// The test binary does the work of the Retune that is killed.
const (
	cutOffHome = "RETUNE_TEST_CUT_OFF_HOME"
	cutOffWork = "RETUNE_TEST_CUT_OFF_WORK"
)

func TestMain(m *testing.M) {
	standin.Main()
	if folder := os.Getenv(cutOffHome); folder != "" {
		os.Exit(workUntilKilled(folder, os.Getenv(cutOffWork)))
	}
	os.Exit(m.Run())
}

// workUntilKilled clears and restores, or discards, and reports when it begins.
func workUntilKilled(folder, work string) int {
	h := &home{path: folder, processes: &table{list: nobodyRuns}, now: time.Now()}
	service := h.retune()
	asAdministrator(service)
	fmt.Println("begun")
	for {
		if err := workOnce(service, work); err != nil {
			fmt.Println(err)
			return 1
		}
		if work == "discard" {
			return 0
		}
	}
}

func workOnce(service *Service, work string) error {
	ctx := context.Background()
	if work == "discard" {
		_, err := service.Discard(ctx, "", ignore)
		return err
	}
	plan, _, err := service.Plan(ctx, diagnostics.RepairName(work), ignore)
	if err != nil {
		return err
	}
	if _, err := service.Apply(ctx, plan, ignore); err != nil {
		return err
	}
	_, err = service.Undo(ctx, "", ignore)
	return err
}

// killed starts work in another process and kills it after a while.
func killed(t *testing.T, h *home, work string, after time.Duration) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program)
	run.Env = append(os.Environ(), cutOffHome+"="+h.path, cutOffWork+"="+work)
	output, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(output).ReadString('\n'); err != nil || line != "begun\n" {
		t.Fatalf("the work says %q, %v", line, err)
	}
	timer := time.AfterFunc(after, func() { _ = run.Process.Kill() })
	defer timer.Stop()
	_ = run.Wait() // it was killed, or finished before that
}

func TestKilledWhileClearingAndUndoing(t *testing.T) {
	h := newHome(t)
	for i := range 200 {
		h.write(t, fmt.Sprintf(".cache/spotify/Data/%02x/%d.file", i%16, i), "a song")
	}
	before := picture(t, h.path)
	for range killings {
		killed(t, h, "clear-cache", rand.N(20*time.Millisecond))
		h.restored(t)
		same(t, before, picture(t, h.path))
	}
}

// restored continues where a killed Retune was interrupted, and undoes what that had done.
func (h *home) restored(t *testing.T) {
	t.Helper()
	h.now = time.Now()
	h.recovered(t)
	if len(h.waiting(t)) == 0 {
		return
	}
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("not undone: %+v, %v", outcome, err)
	}
}

func TestKilledWhileChangingPreferences(t *testing.T) {
	h := withProxy(t)
	before := picture(t, h.path)
	for range killings {
		killed(t, h, "proxy", rand.N(20*time.Millisecond))
		if now := h.read(t, prefsFile); now != proxied && now != unproxied {
			t.Fatalf("the preferences are %q", now)
		}
		h.restored(t)
		same(t, before, picture(t, h.path))
	}
}

func TestKilledWhileDiscarding(t *testing.T) {
	h := newHome(t)
	before := without(picture(t, h.path))
	for range killings {
		h.now = time.Now()
		for i := range 300 {
			h.write(t, fmt.Sprintf(".cache/spotify/Data/%02x/%d.file", i%16, i), "a song")
		}
		h.clear(t)
		killed(t, h, "discard", rand.N(12*time.Millisecond))
		h.recovered(t)
		if _, err := h.service.Discard(t.Context(), "", ignore); err != nil {
			t.Fatal(err)
		}
		if left := h.leftovers(t); len(left) > 0 {
			t.Fatalf("left over: %q", left)
		}
		same(t, before, without(picture(t, h.path)))
	}
}

func TestEveryItemIsOneOfSpotifysCaches(t *testing.T) {
	for _, item := range spotify.CacheItems() {
		if base := filepath.Base(item); base == "Storage" || base == "Local Storage" || base == "Users" {
			t.Errorf("%s is no cache", item)
		}
	}
}
