//go:build linux

package endtoend

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// withCache is a user whose Spotify has been used and is not running.
func withCache(t *testing.T) *person {
	t.Helper()
	p := newPerson(t, newBox(t))
	p.install(behavior{})
	p.fillCache()
	return p
}

func TestClearCacheMovesWhatItsPlanNamesAndKeepsTheRest(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	plan := decode[repairObject](t, p.run("fix", "clear-cache", "--dry-run", "--json").mustEnd(t, 0))
	p.mustBeUnchanged(before)
	p.mustPlan(plan)

	done := decode[repairObject](t, p.run("fix", "clear-cache", "--yes", "--json").mustEnd(t, 0))
	if done.Outcome != "repaired" {
		t.Errorf("%+v", done)
	}
	if !slices.Equal(done.Items, plan.Items) || done.Bytes != plan.Bytes {
		t.Errorf("planned %+v, done %+v", plan.Items, done.Items)
	}
	for _, item := range plan.Items {
		if _, err := os.Lstat(item.Path); !os.IsNotExist(err) {
			t.Errorf("%s is still in its place", item.Path)
		}
	}
	aside := p.setAside(1)[0]
	sameTree(p, before.files().without(p.relative(plan)...), p.tree().files().without(aside))
	for _, item := range plan.Items {
		moved := p.path(aside, strings.TrimPrefix(p.within(item.Path), cacheFolder+"/"))
		if info, err := os.Stat(moved); err != nil || !info.IsDir() {
			t.Errorf("%s is not in what was set aside", item.Path)
		}
	}
}

// mustPlan checks that a plan names all of the cache and nothing else.
func (p *person) mustPlan(plan repairObject) {
	p.t.Helper()
	var bytes, files int64
	for _, name := range cacheFiles() {
		info, err := os.Stat(p.path(name))
		if err != nil {
			p.t.Fatal(err)
		}
		bytes, files = bytes+info.Size(), files+1
		if !slices.ContainsFunc(plan.Items, func(i item) bool { return strings.HasPrefix(p.path(name), i.Path+"/") }) {
			p.t.Errorf("the plan leaves %s", name)
		}
	}
	if plan.Repair != "clear-cache" || !plan.Undo || plan.Bytes != bytes || plan.Files != files {
		p.t.Errorf("the plan has %d bytes in %d files instead of %d in %d: %+v", plan.Bytes, plan.Files, bytes, files, plan)
	}
	for _, name := range keptFiles() {
		if slices.ContainsFunc(plan.Items, func(i item) bool { return strings.HasPrefix(p.path(name), i.Path+"/") }) {
			p.t.Errorf("the plan takes %s", name)
		}
	}
	if len(plan.Kept) == 0 || plan.Kept[0].Why == "" {
		p.t.Errorf("the plan does not say what stays: %+v", plan.Kept)
	}
}

// within returns a path as seen from the home.
func (p *person) within(path string) string {
	p.t.Helper()
	name, err := filepath.Rel(p.home, path)
	if err != nil {
		p.t.Fatal(err)
	}
	return name
}

func (p *person) relative(plan repairObject) []string {
	var names []string
	for _, item := range plan.Items {
		names = append(names, p.within(item.Path))
	}
	return names
}

// setAside returns the folders with set-aside caches, and asserts their number.
func (p *person) setAside(many int) []string {
	p.t.Helper()
	found, err := filepath.Glob(p.path(cacheFolder, ".retune-*"))
	if err != nil || len(found) != many {
		p.t.Fatalf("%d caches are set aside instead of %d: %v %v", len(found), many, found, err)
	}
	var names []string
	for _, path := range found {
		names = append(names, p.within(path))
	}
	return names
}

func TestUndoBringsTheCacheBack(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	p.run("fix", "clear-cache", "--yes").mustEnd(t, 0)
	p.run("undo", "--yes").mustEnd(t, 0)
	p.mustBeUnchanged(before)
}

func TestUndoPutsTheOldCacheInPlaceOfANewOne(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	p.run("fix", "clear-cache", "--yes").mustEnd(t, 0)
	write(t, p.path(cacheFolder, "Data", "new", "song.file"), "fresh")
	p.run("undo", "--yes").mustEnd(t, 0)
	after := p.tree()
	for name := range after {
		if strings.Contains(name, ".retune-discarding-") {
			delete(after, name)
		}
	}
	sameTree(p, before, after)
}

func TestDiscardDeletesForGood(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	plan := decode[repairObject](t, p.run("fix", "clear-cache", "--yes", "--json").mustEnd(t, 0))
	p.run("discard", "--yes").mustEnd(t, 0)
	p.setAside(0)
	sameTree(p, before.files().without(p.relative(plan)...), p.tree().files())

	if o := p.run("undo", "--yes"); o.status == 1 || o.output+o.complaint == "" {
		t.Errorf("there is nothing to bring back, and that is no failure: %+v", o)
	}
	sameTree(p, before.files().without(p.relative(plan)...), p.tree().files())
}

func TestUndoAndDiscardWithNothingSetAside(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	for _, command := range []string{"undo", "discard"} {
		if o := p.run(command, "--yes").mustEnd(t, 0); o.output+o.complaint == "" {
			t.Errorf("%s says nothing", command)
		}
	}
	p.mustBeUnchanged(before)
}

func TestACacheSetAsideIsForgottenAfterADayAndNotBefore(t *testing.T) {
	p := withCache(t)
	p.run("fix", "clear-cache", "--yes").mustEnd(t, 0)
	p.run("diagnose")
	aside := p.path(p.setAside(1)[0])

	// Its name contains when it was set aside, and later when a run found it to be old.
	state, _, _ := strings.Cut(filepath.Base(aside), "-aside-")
	daysAgo := func(days int) string {
		return time.Now().AddDate(0, 0, -days).Add(-time.Hour).UTC().Format("20060102T150405.000Z")
	}
	for _, old := range []string{state + "-aside-" + daysAgo(2), ".retune-leaving-" + daysAgo(2) + "-found-old-" + daysAgo(1)} {
		must(t, os.Rename(aside, filepath.Join(filepath.Dir(aside), old)))
		aside = filepath.Join(filepath.Dir(aside), old)
		p.run("diagnose")
		if exists(aside) {
			t.Errorf("%s has the same name as before", aside)
		}
		if left, err := filepath.Glob(p.path(cacheFolder, ".retune-leaving-*")); err == nil && len(left) == 1 {
			aside = left[0]
		}
	}
	p.setAside(0)
}

func TestClearCacheWaitsUntilSpotifyIsClosed(t *testing.T) {
	p := newPerson(t, newBox(t))
	client := p.install(behavior{})
	p.fillCache()
	pid := p.startClient(client, behavior{})
	before := p.tree()

	got := decode[repairObject](t, p.run("fix", "clear-cache", "--yes", "--json").mustEnd(t, 3))
	if got.Outcome != "refused" || got.Reason == "" {
		t.Errorf("%+v", got)
	}
	if !alive(pid) {
		t.Error("Spotify was closed without a word")
	}
	p.mustBeUnchanged(before)
}

func TestClearCacheWithoutACacheIsDone(t *testing.T) {
	p := newPerson(t, newBox(t))
	p.install(behavior{})
	got := decode[repairObject](t, p.run("fix", "clear-cache", "--yes", "--json").mustEnd(t, 0))
	if got.Outcome != "nothing-to-do" {
		t.Errorf("%+v", got)
	}
}

func TestACacheThatWasHalfDeletedIsNamedAndDiscarded(t *testing.T) {
	p := withCache(t)
	p.run("fix", "clear-cache", "--yes").mustEnd(t, 0)
	aside := p.path(p.setAside(1)[0])
	_, stamp, _ := strings.Cut(filepath.Base(aside), "-aside-")
	half := filepath.Join(filepath.Dir(aside), ".retune-discarding-"+stamp)
	if err := os.Rename(aside, half); err != nil {
		t.Fatal(err)
	}
	if o := p.run("discard").mustEnd(t, 3); !strings.Contains(o.output, half) {
		t.Errorf("%s is not named: %+v", half, o)
	}
	p.run("discard", "--yes").mustEnd(t, 0)
	if exists(half) {
		t.Errorf("%s is still there", half)
	}
}
