//go:build linux

package endtoend

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// slowRestart is a window in which Spotify is being restarted. The old client heard no
// request and was ended by force; the new one takes until it is let start.
type slowRestart struct {
	*desk
	window       int
	client, gate string
	twins        map[string]int
}

func newSlowRestart(t *testing.T) *slowRestart {
	t.Helper()
	l := newLab(t, world{})
	d := newDesk(t, l.newPerson())
	s := &slowRestart{desk: d, gate: d.path("let-start")}
	how := connected()
	how.IgnoreQuit, how.IgnoreTerminate, how.StartsAfter = true, true, s.gate
	s.client = d.install(how)
	s.letStart()
	old := d.startClient(s.client, how)
	must(t, os.Remove(s.gate))
	s.twins = d.startTwins()
	s.window = d.open()
	s.agree()
	await(t, "the old client to be ended", func() bool { return !alive(old) })
	return s
}

// letStart lets Spotify start that waits, or the next one at once.
func (s *slowRestart) letStart() { write(s.t, s.gate, "") }

// agree has the restart planned and agrees to it.
func (s *slowRestart) agree() {
	s.t.Helper()
	restart := s.words.Repair(diagnostics.RepairRestart)
	s.await(s.say("how"))
	s.click(s.step(3))
	s.push(restart)
	s.await(s.say("plan.processes"))
	s.push(restart)
}

// wantToLeave closes the window as the window manager does. It is not gone: it asks.
func (s *slowRestart) wantToLeave() {
	s.t.Helper()
	s.press("alt+F4")
	s.await(s.say("leave"))
	if !alive(s.window) {
		s.t.Fatal("the window did not wait for an answer")
	}
}

// hit presses a button beside which a ring may turn: nothing is at rest then.
func (s *slowRestart) hit(label string) {
	s.t.Helper()
	s.clickOn(s.awaitIn(label, onButton()))
}

// journal is what Retune has written down of its repairs.
func (s *slowRestart) journal() []repair.Entry {
	s.t.Helper()
	text, err := os.ReadFile(s.path(".local/state/retune/journal.jsonl"))
	must(s.t, err)
	var entries []repair.Entry
	for line := range strings.Lines(string(text)) {
		var entry repair.Entry
		must(s.t, json.Unmarshal([]byte(line), &entry))
		entries = append(entries, entry)
	}
	return entries
}

// wantWhole checks that one Spotify runs, that nothing else was touched, and that the next
// start finds nothing left over.
func (s *slowRestart) wantWhole() {
	s.t.Helper()
	await(s.t, "one Spotify with its renderer", func() bool { return len(running(s.client)) == 2 })
	mainOf(s.t, s.client)
	mustLive(s.t, s.twins)
	again := s.open()
	s.await(s.say("how"))
	s.shut(again)
	if o := s.run("undo", "--yes", "--json").mustEnd(s.t, 0); decode[repairObject](s.t, o).Outcome != "nothing-to-do" {
		s.t.Errorf("something was left: %s", o.output)
	}
}

func TestAClosedWindowFinishesItsRepairFirst(t *testing.T) {
	s := newSlowRestart(t)
	s.wantToLeave()
	s.keep("leaving")
	s.hit(s.say("leave.finish"))
	s.await(s.say("leave.finishing"))
	if !alive(s.window) {
		t.Error("the window was gone before the repair was done")
	}
	s.letStart()
	await(t, "the window to close by itself", func() bool { return !alive(s.window) })
	entries := s.journal()
	if last := entries[len(entries)-1]; last.Event != repair.EventEnded || last.Result != repair.Repaired {
		t.Errorf("the journal ends with %+v", last)
	}
	s.wantWhole()
}

func TestAClosedWindowStopsItsRepairWhereTheAnswerIsThat(t *testing.T) {
	s := newSlowRestart(t)
	s.wantToLeave()
	s.hit(s.say("leave.stop"))
	await(t, "the window to close without its repair", func() bool { return !alive(s.window) })
	if left := running(s.client); len(left) != 0 {
		t.Errorf("Spotify runs, though nobody let it start: %v", left)
	}
	entries := s.journal()
	if last := entries[len(entries)-1]; last.Event != repair.EventStopped {
		t.Errorf("the journal ends with %+v", last)
	}
	s.letStart() // what was started goes on without Retune
	s.wantWhole()
}

func TestTheThemeChangesUnderARepair(t *testing.T) {
	s := newSlowRestart(t)
	dark := s.look().RGBAAt(640, 300).R
	write(t, s.path(".config/fyne/settings.json"), `{"theme":"light"}`)
	await(t, "the light theme", func() bool { return s.look().RGBAAt(640, 300).R > 0xA0 })
	if dark > 0x60 {
		t.Errorf("it was as light as %d before", dark)
	}
	s.await(s.say("working." + string(diagnostics.RepairRestart)))
	s.keep("working-light")
	s.letStart()
	s.await(s.words.Outcome(repair.Outcome{Repair: diagnostics.RepairRestart, Result: repair.Repaired}))
	s.push(s.say("done")) // which brings the window back to the front: Spotify's own came up
	s.shut(s.window)
	s.wantWhole()
}
