package repair

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

func unreadable() ([]system.Process, error) { return nil, errors.New("no table") }

const prefsFile = ".config/spotify/prefs"

const proxied = "app.last-launched-version=\"1.2.3.4\"\r\nnetwork.proxy.mode=2\r\n" +
	"network.proxy.addr=\"ann:hush@proxy.example:3128@http\"\r\nautologin.username=\"me\"\r\n" +
	"network.proxy.user=\"ann\"\r\nnetwork.proxy.pass=\"hush\"\r\nautologin.blob=\"abc\"\r\n"

const unproxied = "app.last-launched-version=\"1.2.3.4\"\r\nnetwork.proxy.mode=1\r\n" +
	"autologin.username=\"me\"\r\nautologin.blob=\"abc\"\r\n"

// withProxy is a home whose Spotify has a proxy in its own preferences.
func withProxy(t *testing.T) *home {
	t.Helper()
	h := newHome(t)
	h.write(t, prefsFile, proxied)
	if err := os.Chmod(h.in(prefsFile), 0o640); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *home) planProxy(t *testing.T) (Plan, Outcome) {
	t.Helper()
	return h.ask(t, diagnostics.RepairProxy)
}

// takeOut carries out the repair and asserts that the proxy is gone.
func (h *home) takeOut(t *testing.T) {
	t.Helper()
	h.repaired(t, diagnostics.RepairProxy)
}

func (h *home) read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(h.in(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func lstat(t *testing.T, path string) os.FileInfo {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// withoutBackups returns a picture without the backups of the proxy, and their number.
func withoutBackups(seen map[string]string) (map[string]string, int) {
	backups := 0
	kept := map[string]string{}
	for name, what := range seen {
		if strings.HasPrefix(name, ".config/spotify/.retune-") {
			backups++
			continue
		}
		kept[name] = what
	}
	return kept, backups
}

func TestTheProxyIsTakenOutAndNothingElse(t *testing.T) {
	h := withProxy(t)
	before := picture(t, h.path)
	plan, _ := h.planProxy(t)
	same(t, before, picture(t, h.path))
	want := []Change{
		{Path: h.in(prefsFile), Line: 2, Before: "network.proxy.mode=2", After: "network.proxy.mode=1"},
		{Path: h.in(prefsFile), Line: 3, Before: `network.proxy.addr="…"`},
		{Path: h.in(prefsFile), Line: 5, Before: `network.proxy.user="…"`},
		{Path: h.in(prefsFile), Line: 6, Before: `network.proxy.pass="…"`},
	}
	for i := range plan.Changes {
		plan.Changes[i].Path = filepath.ToSlash(plan.Changes[i].Path)
	}
	if fmt.Sprint(plan.Changes) != fmt.Sprint(want) {
		t.Errorf("planned: %+v", plan.Changes)
	}
	if outcome := h.apply(t, plan); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
	if got := h.read(t, prefsFile); got != unproxied {
		t.Errorf("the preferences are %q", got)
	}
	after, backups := withoutBackups(picture(t, h.path))
	if backups != 1 || after[prefsFile][:10] != before[prefsFile][:10] {
		t.Errorf("%d backups, the preferences are %s", backups, after[prefsFile])
	}
	before[prefsFile], after[prefsFile] = "", ""
	same(t, before, after)
}

func TestUndoBringsTheProxyBackToTheByte(t *testing.T) {
	h := withProxy(t)
	before := picture(t, h.path)
	secret := lstat(t, h.in(prefsFile)).Mode()
	h.takeOut(t)
	waiting := h.waiting(t)
	if len(waiting) != 1 || waiting[0].Repair != diagnostics.RepairProxy || waiting[0].Bytes != int64(len(proxied)) {
		t.Fatalf("%+v", waiting)
	}
	if mode := lstat(t, waiting[0].Path).Mode(); mode != secret {
		t.Errorf("the backup has the login in it, and is %s instead of %s", mode, secret)
	}
	outcome, err := h.service.Undo(t.Context(), "", ignore)
	if err != nil || outcome.Result != Repaired || outcome.Repair != diagnostics.RepairProxy {
		t.Fatalf("%+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
}

func TestUndoKeepsALoginThatSpotifyWroteSince(t *testing.T) {
	h := withProxy(t)
	h.takeOut(t)
	h.write(t, prefsFile, "autologin.blob=\"newer\"\nnetwork.proxy.mode=1\n")
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("%+v, %v", outcome, err)
	}
	got := h.read(t, prefsFile)
	if !strings.Contains(got, `autologin.blob="newer"`) || !strings.Contains(got, "network.proxy.mode=2\n") ||
		!strings.Contains(got, `network.proxy.pass="hush"`) {
		t.Errorf("the preferences are %q", got)
	}
}

func TestNothingOfALogInIsToldOrWrittenDown(t *testing.T) {
	h := withProxy(t)
	plan, _ := h.planProxy(t)
	h.apply(t, plan)
	journal, err := os.ReadFile(h.service.journal.Path)
	if err != nil {
		t.Fatal(err)
	}
	told, err := json.Marshal([]any{plan, plan.Changes, h.waiting(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"hush", "ann", "proxy.example", "abc"} {
		if all := string(journal) + string(told) + fmt.Sprintf("%+v", plan); strings.Contains(all, secret) {
			t.Errorf("%q is told: %s", secret, all)
		}
	}
}

func TestAProxyIsLeftAloneWhereThatIsNotSafe(t *testing.T) {
	scenes := map[Reason]func(t *testing.T, h *home){
		ReasonRunning:             func(_ *testing.T, h *home) { h.processes.list = runningSpotify(h) },
		ReasonNoProxy:             func(t *testing.T, h *home) { h.write(t, prefsFile, unproxied) },
		ReasonPreferencesDamaged:  func(t *testing.T, h *home) { h.write(t, prefsFile, proxied+"x=\"cut o") },
		ReasonNoInstall:           func(t *testing.T, h *home) { h.uninstall(t) },
		ReasonProcessesUnreadable: func(_ *testing.T, h *home) { h.processes.list = unreadable },
	}
	for want, scene := range scenes {
		t.Run(string(want), func(t *testing.T) {
			h := withProxy(t)
			scene(t, h)
			before := picture(t, h.path)
			if _, outcome := h.planProxy(t); outcome.Reason != want {
				t.Errorf("%+v", outcome)
			}
			same(t, before, picture(t, h.path))
		})
		if want == ReasonNoProxy {
			continue
		}
		t.Run("after the plan: "+string(want), func(t *testing.T) {
			h := withProxy(t)
			plan, _ := h.planProxy(t)
			scene(t, h)
			before := picture(t, h.path)
			if outcome := h.apply(t, plan); outcome.Result != Refused {
				t.Errorf("%+v", outcome)
			}
			same(t, before, picture(t, h.path))
		})
	}
}

func TestASpotifyThatStartsMeanwhileIsNoticed(t *testing.T) {
	h := withProxy(t)
	plan, _ := h.planProxy(t)
	looks := 0
	h.processes.list = func() ([]system.Process, error) {
		if looks++; looks > 1 {
			return runningSpotify(h)()
		}
		return nil, nil
	}
	if outcome := h.apply(t, plan); outcome.Result != StillBroken || outcome.Reason != ReasonRunning {
		t.Errorf("%+v", outcome)
	}
}

func TestOldBackupsGo(t *testing.T) {
	h := withProxy(t)
	h.takeOut(t)
	for _, step := range []struct {
		later time.Duration
		left  int
	}{{23 * time.Hour, 1}, {2 * time.Hour, 1}, {25 * time.Hour, 0}} {
		h.now = h.now.Add(step.later)
		h.recovered(t)
		if left := h.waiting(t); len(left) != step.left {
			t.Fatalf("after %s more %d are left", step.later, len(left))
		}
	}
	if got := h.read(t, prefsFile); got != unproxied {
		t.Errorf("the preferences are %q", got)
	}
}

func TestDiscardDeletesTheBackupAlone(t *testing.T) {
	h := withProxy(t)
	h.takeOut(t)
	if outcome, err := h.service.Discard(t.Context(), "", ignore); err != nil || outcome.Repair != diagnostics.RepairProxy {
		t.Fatalf("%+v, %v", outcome, err)
	}
	if _, backups := withoutBackups(picture(t, h.path)); backups != 0 || h.read(t, prefsFile) != unproxied {
		t.Errorf("%d backups, and %q", backups, h.read(t, prefsFile))
	}
}

// So it may when a backup is brought back.
func TestWhatWasBroughtBackIsNotSaidToBeUnchanged(t *testing.T) {
	for now, want := range map[string]Result{unproxied: Refused, proxied: StillBroken} {
		h := withProxy(t)
		h.write(t, prefsFile, now)
		folder, err := openConfigFolder(filepath.Dir(h.in(prefsFile)))
		if err != nil {
			t.Fatal(err)
		}
		defer folder.close()
		failure := notBroughtBack(folder, file{content: []byte(unproxied)}, os.ErrDeadlineExceeded)
		if outcome, _ := Conclude(diagnostics.RepairProxy, failure); outcome.Result != want {
			t.Errorf("%+v, want %s", outcome, want)
		}
	}
}

// A disk may fail behind the last step: the new preferences are there, and nobody knows
// whether they are on the disk.
func TestTheBackupStaysWhereThePreferencesMayHaveChanged(t *testing.T) {
	for _, changed := range []bool{true, false} {
		h := withProxy(t)
		h.takeOut(t)
		if !changed {
			h.write(t, prefsFile, proxied)
		}
		waiting, err := h.service.SetAside(t.Context())
		if err != nil || len(waiting) != 1 {
			t.Fatalf("to bring back: %+v, %v", waiting, err)
		}
		folder, err := openConfigFolder(filepath.Dir(h.in(prefsFile)))
		if err != nil {
			t.Fatal(err)
		}
		defer folder.close()
		var r proxyRepair
		failure := r.notTakenOut(folder, waiting[0].entry, file{content: []byte(proxied)}, os.ErrDeadlineExceeded)
		outcome, _ := Conclude(diagnostics.RepairProxy, failure)
		if want := map[bool]Result{true: StillBroken, false: Refused}[changed]; outcome.Result != want {
			t.Errorf("changed: %t: %+v", changed, outcome)
		}
		if changed {
			if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
				t.Errorf("undo: %+v, %v", outcome, err)
			}
		}
		if got := h.read(t, prefsFile); got != proxied {
			t.Errorf("changed: %t: the preferences are %q", changed, got)
		}
		if waiting, err := h.service.SetAside(t.Context()); err != nil || len(waiting) != 0 {
			t.Errorf("changed: %t: still to bring back: %+v, %v", changed, waiting, err)
		}
	}
}
