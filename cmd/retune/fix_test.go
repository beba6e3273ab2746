package main

import (
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// asideName is the name of the folder with the cache that was set aside today.
const asideName = ".cache/spotify/.retune-set-aside-20261122T120000.000Z"

func TestFixListsTheRepairs(t *testing.T) {
	d := newDesk(t)
	d.ends(exitFine, "fix", "--list")
	for name, trait := range map[string]string{
		"close": "changes nothing that stays", "restart": "changes nothing that stays", "clear-cache": "can be undone",
	} {
		if !regexp.MustCompile(`(?m)^` + name + ` +[A-Z].*\(` + trait + `\)$`).MatchString(d.out.String()) {
			t.Errorf("%s is not in the list:\n%s", name, &d.out)
		}
	}
	d.ends(exitFine, "fix", "--list", "--json")
	got := decoded[[]jsonRepair](d)
	for i := range got {
		got[i].About = ""
	}
	if diff := cmp.Diff([]jsonRepair{{Repair: "close"}, {Repair: "restart"}, {Repair: "clear-cache", Undo: true}, {Repair: "proxy", Undo: true}, {Repair: "stale-lock", Undo: true}, {Repair: "update"}, {Repair: "hosts", Undo: true, Administrator: true}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDryRunShowsThePlanAndChangesNothing(t *testing.T) {
	for _, name := range []string{"close", "restart", "clear-cache"} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t).withCache().at("")
			d.write(".cache/spotify/.retune-discarding-20261122T110000.000Z/Data/song", "left from before")
			if name != "clear-cache" {
				d.withClient()
			}
			before := d.tree()
			d.ends(exitFine, "fix", name, "--dry-run")
			if d.err.Len() > 0 || strings.Count(d.out.String(), "\n") < 2 {
				t.Errorf("that is no plan: %s%s", &d.out, &d.err)
			}
			d.ends(exitFine, "fix", name, "--dry-run", "--yes")
			d.ends(exitFine, "fix", name, "--dry-run", "--json")
			if diff := cmp.Diff(before, d.tree()); diff != "" {
				t.Error(diff)
			}
			if list, _ := d.table.List(t.Context()); len(list) == 0 && name != "clear-cache" {
				t.Error("Spotify was closed")
			}
		})
	}
}

func TestPlanJSON(t *testing.T) {
	d := newDesk(t).withCache()
	d.ends(exitFine, "fix", "clear-cache", "--dry-run", "--json")
	want := jsonPlan{
		Repair: "clear-cache", Bytes: 12, Files: 2, Undo: true, Changes: []jsonChange{}, Commands: []string{}, Processes: []jsonTarget{},
		Items: []jsonItem{
			{Path: d.path(".cache/spotify/Data"), Bytes: 8, Files: 1},
			{Path: d.path(".cache/spotify/Browser/Cache"), Bytes: 4, Files: 1},
		},
		Kept: []jsonKept{
			{Path: d.path(".cache/spotify/Storage"), Why: "downloads"},
			{Path: d.path(".config/spotify/prefs"), Why: "login"},
		},
	}
	if diff := cmp.Diff(want, decoded[jsonPlan](d)); diff != "" {
		t.Error(diff)
	}

	d.ends(exitFine, "fix", "clear-cache", "--dry-run", "--json")
	names := decoded[map[string]any](d)
	hasFields(t, names, "repair", "items", "bytes", "files", "kept", "undo")
	hasFields(t, names["items"].([]any)[0].(map[string]any), "path", "bytes", "files")
	hasFields(t, names["kept"].([]any)[0].(map[string]any), "path", "why")
	if _, ended := names["outcome"]; ended {
		t.Error("a plan has no outcome")
	}
}

func TestOutcomeJSON(t *testing.T) {
	for name, example := range map[string]struct {
		prepare   func(d *desk)
		arguments []string
		status    int
		outcome   repair.Result
		reason    repair.Reason
		items     int
	}{
		"repaired":       {func(d *desk) { d.withCache() }, []string{"clear-cache", "--yes"}, exitFine, repair.Repaired, "", 2},
		"nothing to do":  {func(*desk) {}, []string{"clear-cache", "--yes"}, exitFine, repair.NothingToDo, repair.ReasonAlreadyClean, 0},
		"refused":        {func(d *desk) { d.withCache().withClient() }, []string{"clear-cache", "--yes"}, exitUnsure, repair.Refused, repair.ReasonRunning, 0},
		"no consent":     {func(d *desk) { d.withCache() }, []string{"clear-cache"}, exitUnsure, repair.Refused, repair.ReasonNeedsConsent, 2},
		"no one asked":   {func(d *desk) { d.withCache().at("y\n") }, []string{"clear-cache"}, exitUnsure, repair.Refused, repair.ReasonNeedsConsent, 2},
		"not running":    {func(*desk) {}, []string{"close"}, exitFine, repair.NothingToDo, repair.ReasonNotRunning, 0},
		"closed":         {func(d *desk) { d.withClient() }, []string{"close", "--yes"}, exitFine, repair.Repaired, "", 0},
		"already closed": {func(*desk) {}, []string{"close", "--dry-run"}, exitFine, repair.NothingToDo, repair.ReasonNotRunning, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			example.prepare(d)
			d.ends(example.status, append([]string{"fix", "--json"}, example.arguments...)...)
			if d.err.Len() > 0 {
				t.Errorf("JSON says it all: %s", &d.err)
			}
			printed := d.out.String()
			got := decoded[jsonOutcome](d)
			if got.Outcome != example.outcome || got.Reason != example.reason || len(got.Items) != example.items ||
				string(got.Repair) != example.arguments[0] || got.Message == "" {
				t.Errorf("%+v", got)
			}
			if !strings.Contains(printed, `"reason": "`) || !strings.Contains(printed, `"items": [`) {
				t.Errorf("a promised field is missing: %s", printed)
			}
		})
	}
}

func TestWithoutATerminalAndWithoutYesNothingChanges(t *testing.T) {
	for _, arguments := range [][]string{{"fix", "close"}, {"fix", "restart"}, {"fix", "clear-cache"}, {"undo"}, {"discard"}} {
		t.Run(strings.Join(arguments, " "), func(t *testing.T) {
			d := newDesk(t).withCache()
			d.write(asideName+"/Data/song", "old")
			d.write(".cache/spotify/.retune-discarding-20261122T110000.000Z/Data/song", "left from before")
			if arguments[len(arguments)-1] == "close" || arguments[len(arguments)-1] == "restart" {
				d.withClient()
			}
			d.types = strings.NewReader("y\nyes\n")
			before := d.tree()
			d.ends(exitUnsure, arguments...)
			d.complains("Add --yes")
			if diff := cmp.Diff(before, d.tree()); diff != "" {
				t.Error(diff)
			}
			if d.out.Len() == 0 {
				t.Error("it is not said what it would have done")
			}
		})
	}
}

func TestFixAsks(t *testing.T) {
	for answer, status := range map[string]int{
		"y\n": exitFine, "YES\n": exitFine, "\tyes \n": exitFine,
		"n\n": exitUnsure, "\n": exitUnsure, "": exitUnsure, "yellow\n": exitUnsure,
	} {
		d := newDesk(t).withCache().at(answer)
		d.ends(status, "fix", "clear-cache")
		d.says("Go ahead? [y/N] ", "Set aside, 2 files with 12 B:", "Your downloads (13 B)", "retune undo")
		if d.has(asideName) != (status == exitFine) || d.has(".cache/spotify/Data") == (status == exitFine) {
			t.Errorf("after %q the cache is: %v", answer, d.tree())
		}
		if !d.has(".cache/spotify/Storage/download") {
			t.Error("the downloads are gone")
		}
		if status == exitUnsure {
			d.complains("as you wished")
		}
	}
}

func TestFixDoesNotAskWithYes(t *testing.T) {
	findings := well()
	for i := range findings {
		if findings[i].Check == diagnostics.CheckProcess {
			findings[i] = diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawNotRunning, nil)
		}
	}
	d := newDesk(t).withClient().saw(findings...).at("")
	d.ends(exitFine, "fix", "close", "--yes")
	d.says("Close "+d.program()+" (process 4200)", "Asking Spotify to close", "Spotify is closed.")
	if strings.Contains(d.out.String(), "[y/N]") {
		t.Errorf("it asked:\n%s", &d.out)
	}
	_, after, _ := strings.Cut(d.out.String(), "Spotify is closed.\n")
	if lines := strings.Split(strings.TrimSpace(after), "\n"); len(lines) != 3 {
		t.Errorf("it looked at something else than Spotify afterwards:\n%s", after)
	}
}

func TestRestartPutsItBackUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t).withClient()
		d.ends(exitFine, "fix", "restart", "--yes")
		d.says("Start "+d.program(), "Starting Spotify")
		if list, _ := d.table.List(t.Context()); len(list) != 1 || list[0].PID == 4200 {
			t.Errorf("running: %v", list)
		}
	})
}

func TestClearCacheOffersToCloseSpotify(t *testing.T) {
	t.Run("accepted", func(t *testing.T) {
		d := newDesk(t).withCache().withClient().at("y\nyes\n")
		d.ends(exitFine, "fix", "clear-cache")
		d.says("Close it first? [y/N] ", "Asking Spotify to close", "Go ahead? [y/N] ", "cache is cleared")
		if !d.has(asideName) {
			t.Error("the cache is not set aside")
		}
	})
	t.Run("declined", func(t *testing.T) {
		d := newDesk(t).withCache().withClient().at("n\n")
		d.ends(exitUnsure, "fix", "clear-cache")
		d.complains("Close it first")
		if list, _ := d.table.List(t.Context()); len(list) != 1 || d.has(asideName) {
			t.Errorf("running: %v", list)
		}
	})
	t.Run("does not close", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			d := newDesk(t).withCache().withClient().at("y\nyes\n")
			d.table.stubborn = true
			d.ends(exitFound, "fix", "clear-cache")
			d.complains("(process 4200) is still running")
			if d.has(asideName) {
				t.Error("the cache was cleared under a running Spotify")
			}
		})
	})
	for name, flag := range map[string]string{"yes": "--yes", "dry run": "--dry-run"} {
		t.Run("not with "+name, func(t *testing.T) {
			d := newDesk(t).withCache().withClient().at("y\nyes\n")
			d.ends(exitUnsure, "fix", "clear-cache", flag)
			d.complains("Close it first")
		})
	}
}

func TestFixSaysThatItDidNotHelp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t).withClient()
		d.table.stubborn = true
		d.ends(exitFound, "fix", "close", "--yes")
		d.complains("is still running")
		d.says("Asking Spotify to close", "ending it")
	})
}

func TestInterruptWhileAsked(t *testing.T) {
	for _, arguments := range [][]string{{"fix", "clear-cache"}, {"undo"}, {"discard"}} {
		d := newDesk(t).withCache().at("")
		d.write(asideName+"/Data/song", "old")
		ctx, interrupt := context.WithCancel(t.Context())
		answer, never := io.Pipe()
		d.types = reading{answer, interrupt}
		before := d.tree()
		if status := d.runUntil(ctx, arguments...); status != exitStopped {
			t.Errorf("%v ended with %d", arguments, status)
		}
		if diff := cmp.Diff(before, d.tree()); diff != "" {
			t.Errorf("%v: %s", arguments, diff)
		}
		if !strings.HasSuffix(d.out.String(), "[y/N] \n") {
			t.Errorf("the prompt does not begin on a new line: %q", &d.out)
		}
		_ = never.Close()
	}
}

// reading calls back when it is read from.
type reading struct {
	io.Reader
	begins func()
}

func (r reading) Read(line []byte) (int, error) {
	r.begins()
	return r.Reader.Read(line)
}

func TestInterruptWhileRepairing(t *testing.T) {
	for _, name := range []string{"close", "restart"} {
		d := newDesk(t).withClient()
		ctx, interrupt := context.WithCancel(t.Context())
		d.table.stubborn, d.table.asked = true, interrupt
		if status := d.runUntil(ctx, "fix", name, "--yes"); status != exitStopped {
			t.Errorf("%s ended with %d: %s", name, status, &d.err)
		}
		if d.err.Len() > 0 {
			t.Errorf("an interrupt is no error: %s", &d.err)
		}
	}
}

func TestInterruptBeforeARepair(t *testing.T) {
	d := newDesk(t).withCache()
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	for _, arguments := range [][]string{{"fix", "clear-cache", "--yes"}, {"undo", "--yes"}, {"discard", "--yes"}} {
		if status := d.runUntil(ctx, arguments...); status != exitStopped {
			t.Errorf("%v ended with %d", arguments, status)
		}
	}
	if d.has(asideName) {
		t.Error("the cache was cleared")
	}
}

func TestFixWithoutAHomeIsOneLine(t *testing.T) {
	d := newDesk(t)
	d.home = filepath.Join(d.home, "not-there")
	d.ends(exitUnsure, "fix", "clear-cache", "--yes")
	d.complains("nothing was changed")
	if d.has("") {
		t.Error("a home was made")
	}
}

func TestFixGoesOnWithWhatWasCutOffFirst(t *testing.T) {
	d := newDesk(t)
	d.write(".cache/spotify/.retune-moving-20261122T110000.000Z/Data/song", "12345678")
	d.ends(exitFine, "fix", "clear-cache", "--yes")
	if !d.has(asideName + "/Data/song") {
		t.Errorf("what was cut off was not brought back before: %v", d.tree())
	}
}

func TestProgressChangesInPlaceOnATerminalOnly(t *testing.T) {
	steps := []repair.Progress{
		{Phase: repair.PhaseCounting, Files: 90_000, Done: 999_000_000},
		{Phase: repair.PhaseMoving},
		{Phase: repair.PhaseDeleting, Done: 999_000, Total: 4_000_000},
		{Phase: repair.PhaseDeleting, Done: 4_000_000, Total: 4_000_000},
		{Phase: repair.PhaseConfirming},
		{Phase: repair.PhaseConfirming},
	}
	shown := func(live bool) string {
		d := newDesk(t)
		s, err := d.wired()
		if err != nil {
			t.Fatal(err)
		}
		j := newJob(terminal{out: &d.out, live: live}, s, jobOptions{name: diagnostics.RepairClearCache})
		for _, step := range steps {
			j.progress(step)
		}
		j.line.end()
		return d.out.String()
	}
	if got, want := shown(true), "\rCounting: 90,000 files, 999 MB\nSetting the old cache aside\n"+
		"\r999 kB of 4.0 MB deleted\r4.0 of 4.0 MB deleted   \nLooking whether it worked\n"; got != want {
		t.Errorf("on a terminal\n%q, not\n%q", got, want)
	}
	if got, want := shown(false), "Setting the old cache aside\n999 kB of 4.0 MB deleted\nLooking whether it worked\n"; got != want {
		t.Errorf("into a file\n%q, not\n%q", got, want)
	}
}

func TestTheCheckAfterwardsIsPartOfTheJSON(t *testing.T) {
	running := diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawFine, diagnostics.Args{"Count": 1})
	d := newDesk(t).withClient().saw(running)
	d.ends(exitFine, "fix", "restart", "--yes", "--json")
	got := decoded[jsonOutcome](d)
	if len(got.Findings) != 1 || got.Findings[0].Check != diagnostics.CheckProcess || got.Findings[0].Title == "" {
		t.Errorf("%+v", got)
	}
}

func TestTheCheckAfterwardsCanContradictTheRepair(t *testing.T) {
	for name, seen := range map[string]struct {
		observation diagnostics.Observation
		reason      repair.Reason
	}{
		"restart": {diagnostics.SawNotRunning, repair.ReasonNotStarted},
		"close":   {diagnostics.SawFine, repair.ReasonCameBack},
	} {
		d := newDesk(t).withClient().saw(diagnostics.Saw(diagnostics.CheckProcess, seen.observation, nil))
		d.ends(exitFound, "fix", name, "--yes", "--json")
		if got := decoded[jsonOutcome](d); got.Outcome != repair.StillBroken || got.Reason != seen.reason {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAProxyThatIsStillInTheWayIsSaid(t *testing.T) {
	for saw, status := range map[diagnostics.Observation]int{diagnostics.SawFailing: exitFound, diagnostics.SawNone: exitFine} {
		d := newDesk(t).saw(diagnostics.Saw(diagnostics.CheckProxy, saw, diagnostics.Args{"Source": "spotify"}))
		d.write(".config/spotify/prefs", "network.proxy.mode=2\nnetwork.proxy.addr=\"proxy.example:3128@http\"\n")
		d.ends(status, "fix", "proxy", "--yes", "--json")
		got := decoded[jsonOutcome](d)
		if (got.Outcome == repair.StillBroken) != (status == exitFound) || len(got.Findings) != 1 || got.Findings[0].Check != diagnostics.CheckProxy {
			t.Errorf("%s: %+v", saw, got)
		}
	}
}
