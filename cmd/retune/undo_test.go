package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics/repair"
	"retune/diagnostics/system"
)

// cleared is a desk whose cache has just been cleared.
func cleared(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t).withCache()
	d.ends(exitFine, "fix", "clear-cache", "--yes")
	return d
}

func TestUndoBringsTheCacheBack(t *testing.T) {
	d := cleared(t)
	d.ends(exitFine, "undo", "--yes")
	d.says("An old cache of 12 B, set aside", d.path(asideName), "The old cache is back in its place.")
	if !d.has(".cache/spotify/Data/aa/song") || d.has(asideName) {
		t.Errorf("%v", d.tree())
	}
	d.ends(exitFine, "undo", "--yes")
	d.says("There is nothing to take back.")
}

func TestUndoAndDiscardAsk(t *testing.T) {
	for command, question := range map[string]string{"undo": "Bring it back? [y/N] ", "discard": "Delete it for good? [y/N] "} {
		d := cleared(t).at("n\n")
		d.ends(exitUnsure, command)
		d.says(question)
		d.complains("as you wished")
		if !d.has(asideName + "/Data/aa/song") {
			t.Errorf("%s did it without consent", command)
		}
		d.at("y\n")
		d.ends(exitFine, command)
		if d.has(asideName) || d.has(".cache/spotify/Data") != (command == "undo") {
			t.Errorf("after %s: %v", command, d.tree())
		}
	}
}

func TestUndoRefusesWhileSpotifyRuns(t *testing.T) {
	d := cleared(t).withClient()
	d.ends(exitUnsure, "undo", "--yes")
	d.complains("Spotify is running")
	if !d.has(asideName + "/Data/aa/song") {
		t.Error("it was moved under a running Spotify")
	}
}

// There is nothing of the user's in another account's home, but that is not "nothing to do".
func TestWithTheRightsOfAnotherAccountNothingIsDoneAndThatIsSaid(t *testing.T) {
	d := cleared(t)
	before := d.tree()
	d.rights = system.RightsForeign
	for _, arguments := range [][]string{
		{"fix", "restart", "--yes"}, {"fix", "clear-cache", "--dry-run"}, {"undo", "--yes"}, {"discard", "--yes"}, {"undo"},
	} {
		d.ends(exitUnsure, arguments...)
		d.complains("Start Retune as yourself")
		if d.out.Len() > 0 {
			t.Errorf("%q says %q", arguments, &d.out)
		}
	}
	if difference := cmp.Diff(before, d.tree()); difference != "" {
		t.Error(difference)
	}
}

func TestDiscardDeletesForGoodAndSaysHowFarItIs(t *testing.T) {
	d := cleared(t).at("")
	d.ends(exitFine, "discard", "--yes")
	d.says("An old cache of 12 B", "\r12 of 12 B deleted", "\nThe old cache is deleted for good.\n")
	if d.has(asideName) || !d.has(".cache/spotify/Storage/download") {
		t.Errorf("%v", d.tree())
	}
	d.ends(exitFine, "discard", "--yes")
	d.says("There is nothing set aside to delete.")
}

func TestUndoAndDiscardInJSON(t *testing.T) {
	for _, command := range []string{"undo", "discard"} {
		d := cleared(t)
		d.ends(exitUnsure, command, "--json")
		if got := decoded[jsonOutcome](d); got.Reason != repair.ReasonNeedsConsent || len(got.Items) != 1 || got.Bytes != 12 {
			t.Errorf("%+v", got)
		}
		d.ends(exitFine, command, "--json", "--yes")
		if got := decoded[jsonOutcome](d); got.Outcome != repair.Repaired || got.Items[0].Path != d.path(asideName) {
			t.Errorf("%+v", got)
		}
		d.ends(exitFine, command, "--json", "--yes")
		if got := decoded[jsonOutcome](d); got.Outcome != repair.NothingToDo || got.Reason == "" {
			t.Errorf("%+v", got)
		}
	}
}

// A start a day later deletes what was set aside, but not if that start is to restore it.
func TestUndoAfterADayStillBringsBack(t *testing.T) {
	d := cleared(t)
	d.now = d.now.Add(25 * time.Hour)
	d.ends(exitFine, "undo", "--yes")
	if !d.has(".cache/spotify/Data/aa/song") {
		t.Errorf("%s\n%v", &d.out, d.tree())
	}
}

func TestAnyOtherStartAfterADayDeletesIt(t *testing.T) {
	for _, arguments := range [][]string{{"diagnose"}, {"fix", "close", "--yes"}, {"report"}, {"open", "support"}} {
		d := cleared(t).saw(well()...)
		d.now = d.now.Add(25 * time.Hour)
		d.ends(exitFine, arguments...)
		if d.has(asideName) || len(d.tree()) == 0 {
			t.Errorf("after %s it is still there", strings.Join(arguments, " "))
		}
	}
}

func TestUndoGoesOnWithWhatWasCutOff(t *testing.T) {
	d := newDesk(t)
	d.write(".cache/spotify/.retune-moving-20261122T110000.000Z/Data/song", "old")
	d.ends(exitFine, "undo", "--yes")
	if !d.has(".cache/spotify/Data/song") {
		t.Errorf("%v", d.tree())
	}
}

func TestUndoIsAboutTheLastOneAndDiscardAboutAll(t *testing.T) {
	d := cleared(t).withCache()
	d.now = d.now.Add(time.Hour)
	d.ends(exitFine, "fix", "clear-cache", "--yes")
	const newest = ".retune-set-aside-20261122T130000.000Z"

	d.ends(exitUnsure, "discard")
	d.says(d.path(asideName), newest)
	d.ends(exitFine, "undo", "--yes")
	d.says(newest)
	if strings.Contains(d.out.String(), d.path(asideName)) || !d.has(asideName) {
		t.Errorf("it was about the older one as well:\n%s", &d.out)
	}
}

func TestWhatIsNotFinishedIsNamed(t *testing.T) {
	const moving, discarding = ".cache/spotify/.retune-moving-20261122T110000.000Z", ".cache/spotify/.retune-discarding-20261122T110000.000Z"
	d := newDesk(t).withClient()
	d.write(moving+"/Data/song", "old")
	d.ends(exitUnsure, "undo", "--yes")
	d.says("did not finish moving, 3 B", d.path(moving))
	d.complains("Spotify is running")

	d = newDesk(t)
	d.write(discarding+"/Data/song", "old")
	d.ends(exitUnsure, "discard")
	d.says("did not finish deleting, 3 B", d.path(discarding))
	d.ends(exitFine, "discard", "--yes")
	d.says("The old cache is deleted for good.")
	if d.has(discarding) {
		t.Errorf("%v", d.tree())
	}
}

func TestAStartSaysWhatItCouldNotFinish(t *testing.T) {
	d := newDesk(t).withClient().saw(well()...)
	d.write(".cache/spotify/.retune-moving-20261122T110000.000Z/Data/song", "old")
	d.ends(exitFine, "diagnose")
	d.complains("An old cache is not finished with. Spotify is running")
}
