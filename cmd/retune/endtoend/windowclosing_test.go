//go:build linux

package endtoend

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// slowUpdate is a window in which Spotify is being updated, by a package manager that does
// its work only when it is let. No patience of Retune's own ends that.
type slowUpdate struct {
	*desk
	window, manager int
	gate            string
	twins           map[string]int
}

const newerVersion = "1:1.2.93.5.g0123abcd"

func newSlowUpdate(t *testing.T) *slowUpdate {
	t.Helper()
	l := newLab(t, world{})
	l.overlay("/usr", "/var")
	l.do(`dpkg --install '` + buildPackage(t, debVersion) + `'`)
	d := newDesk(t, l.newPerson())
	s := &slowUpdate{desk: d, gate: d.path("go-on"), twins: d.startTwins()}
	begun := s.standInForAPT()
	s.window = d.open()
	s.agree()
	await(t, "the package manager", func() bool {
		text, err := os.ReadFile(begun)
		s.manager, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		return err == nil && s.manager > 0
	})
	return s
}

// standInForAPT puts a package manager on the person's PATH that installs a newer Spotify as
// soon as the gate is open, and returns the file in which it says that it has begun.
func (s *slowUpdate) standInForAPT() (begun string) {
	s.t.Helper()
	begun = s.path("begun")
	manager := s.path("bin", "apt-get")
	write(s.t, manager, `#!/bin/sh
[ "$1" = install ] || exit 0
echo $$ >'`+begun+`'
until [ -e '`+s.gate+`' ]; do sleep 0.05; done
dpkg --install '`+buildPackage(s.t, newerVersion)+`'
`)
	must(s.t, os.Chmod(manager, 0o755))
	s.variables["PATH"] = filepath.Dir(manager) + ":" + s.variables["PATH"]
	return begun
}

// goOn lets the package manager do its work.
func (s *slowUpdate) goOn() { write(s.t, s.gate, "") }

// agree has the update planned and agrees to it.
func (s *slowUpdate) agree() {
	s.t.Helper()
	update := s.words.Repair(diagnostics.RepairUpdate)
	s.await(s.say("how"))
	s.click(s.step(6))
	s.push(update)
	s.await(s.say("plan.commands"))
	s.push(update)
}

// wantToLeave closes the window as a person does. It is not gone: it asks.
func (s *slowUpdate) wantToLeave() {
	s.t.Helper()
	s.closeWindow()
	s.await(s.say("leave"))
	if !alive(s.window) {
		s.t.Fatal("the window did not wait for an answer")
	}
}

// hit presses a button beside which a ring may turn: nothing is at rest then.
func (s *slowUpdate) hit(label string) {
	s.t.Helper()
	s.clickOn(s.awaitIn(label, onButton()))
}

// wantWhole checks that a version of Spotify is installed whole, that nothing else was
// touched, and that the next start finds nothing left over.
func (s *slowUpdate) wantWhole(version string) {
	s.t.Helper()
	state, err := s.command(s.t.Context(), "dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}", "spotify-client").Output()
	if string(state) != "installed "+version {
		s.t.Errorf("the package is %q, %v", state, err)
	}
	mustLive(s.t, s.twins)
	again := s.open()
	s.await(s.say("how"))
	s.shut(again)
	s.wantNothingLeft()
}

func TestAClosedWindowFinishesItsRepairFirst(t *testing.T) {
	s := newSlowUpdate(t)
	s.wantToLeave()
	s.keep("leaving")
	s.hit(s.say("leave.finish"))
	s.await(s.say("leave.finishing"))
	if !alive(s.window) {
		t.Error("the window was gone before the repair was done")
	}
	s.goOn()
	await(t, "the window to close by itself", func() bool { return !alive(s.window) })
	if last := s.lastEntry(); last.Event != repair.EventEnded || last.Result != repair.Repaired {
		t.Errorf("the journal ends with %+v", last)
	}
	s.wantWhole(newerVersion)
}

func TestAClosedWindowStopsItsRepairWhereTheAnswerIsThat(t *testing.T) {
	s := newSlowUpdate(t)
	s.wantToLeave()
	s.hit(s.say("leave.stop"))
	await(t, "the window to close without its repair", func() bool { return !alive(s.window) })
	if alive(s.manager) {
		t.Error("the package manager goes on, though nobody wants it to")
	}
	if last := s.lastEntry(); last.Event != repair.EventStopped {
		t.Errorf("the journal ends with %+v", last)
	}
	s.wantWhole(debVersion)
}

func TestTheThemeChangesUnderARepair(t *testing.T) {
	s := newSlowUpdate(t)
	dark := s.look().RGBAAt(640, 300).R
	write(t, s.path(".config/fyne/settings.json"), `{"theme":"light"}`)
	await(t, "the light theme", func() bool { return s.look().RGBAAt(640, 300).R > 0xA0 })
	if dark > 0x60 {
		t.Errorf("it was as light as %d before", dark)
	}
	s.await(s.say("working." + string(diagnostics.RepairUpdate)))
	s.keep("working-light")
	s.goOn()
	s.await(s.words.Outcome(repair.Outcome{Repair: diagnostics.RepairUpdate, Result: repair.Repaired}))
	s.push(s.say("done"))
	s.shut(s.window)
	s.wantWhole(newerVersion)
}
