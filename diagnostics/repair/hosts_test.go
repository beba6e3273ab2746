package repair

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
)

// hostsHome is a home whose computer has a hosts file, with a record of what Retune asks an
// administrator for.
type hostsHome struct {
	*home
	hosts string
	// edit carries out an order, as the privileged part of Retune does.
	edit  func(HostsOrder) error
	asked []HostsOrder
}

const blockingHosts = "127.0.0.1 localhost\r\n0.0.0.0 ads-fa.spotify.com\r\n0.0.0.0 ap.spotify.com\r\n" +
	"::1 a.example dealer.spotify.com # both\r\n\tbroken \xff line"

const hostsStamp = "20260301T120000.000Z"

const freedHosts = "127.0.0.1 localhost\r\n0.0.0.0 ads-fa.spotify.com\r\n" +
	"# switched off by Retune " + hostsStamp + ": 0.0.0.0 ap.spotify.com\r\n" +
	"# switched off by Retune " + hostsStamp + ": ::1 a.example dealer.spotify.com # both\r\n::1 a.example # both\r\n" +
	"\tbroken \xff line"

func newHostsHome(t *testing.T, content string) *hostsHome {
	t.Helper()
	h := &hostsHome{home: newHome(t), hosts: filepath.Join(t.TempDir(), "hosts")}
	h.edit = func(order HostsOrder) error { return CarryOutHosts(h.hosts, order) }
	h.put(t, content)
	h.begin()
	return h
}

// begin starts Retune without administrator rights, whoever runs the tests.
func (h *hostsHome) begin() {
	h.service = h.retune()
	for i, repair := range h.service.repairs {
		if hosts, ok := repair.(hostsRepair); ok {
			hosts.path, hosts.asks = h.hosts, true
			hosts.edit = func(_ context.Context, order HostsOrder) error {
				h.asked = append(h.asked, order)
				return h.edit(order)
			}
			h.service.repairs[i] = hosts
		}
	}
}

func (h *hostsHome) put(t *testing.T, content string) {
	t.Helper()
	if err := os.WriteFile(h.hosts, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// has asserts the content of the hosts file, and that there is nothing left beside it.
func (h *hostsHome) has(t *testing.T, want string) {
	t.Helper()
	content, err := os.ReadFile(h.hosts)
	if err != nil || string(content) != want {
		t.Errorf("the hosts file is %q, %v\nnot %q", content, err, want)
	}
	entries, err := os.ReadDir(filepath.Dir(h.hosts))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the hosts file there is %v, %v", entries, err)
	}
}

func (h *hostsHome) planHosts(t *testing.T) (Plan, Outcome) {
	t.Helper()
	return h.ask(t, diagnostics.RepairHosts)
}

// free carries out the repair and asserts that it worked.
func (h *hostsHome) free(t *testing.T) {
	t.Helper()
	h.repaired(t, diagnostics.RepairHosts)
}

func (h *hostsHome) undo(t *testing.T) Outcome {
	t.Helper()
	outcome, err := h.service.Undo(t.Context(), diagnostics.RepairHosts, ignore)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func TestHostsThatBlockSpotifyAreSwitchedOffAndNothingElse(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	before := picture(t, h.path)
	plan, _ := h.planHosts(t)
	h.has(t, blockingHosts)
	var shown strings.Builder
	for _, change := range plan.Changes {
		fmt.Fprintf(&shown, "%d|%s|%s\n", change.Line, change.Before, change.After)
	}
	if want := "3|0.0.0.0 ap.spotify.com|# switched off by Retune " + hostsStamp + ": 0.0.0.0 ap.spotify.com\n" +
		"4|::1 a.example dealer.spotify.com # both|# switched off by Retune " + hostsStamp + ": ::1 a.example dealer.spotify.com # both\n" +
		"4||::1 a.example # both\n"; shown.String() != want {
		t.Errorf("planned:\n%s", shown.String())
	}
	if !plan.Administrator || !plan.Undo || len(plan.Kept) != 1 || plan.Kept[0] != (Kept{Path: h.hosts, Why: KeptHosts}) {
		t.Errorf("%+v", plan)
	}
	if outcome := h.apply(t, plan); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
	h.has(t, freedHosts)
	same(t, before, picture(t, h.path))
	if waiting := h.waiting(t); len(waiting) != 1 || waiting[0].Repair != diagnostics.RepairHosts || waiting[0].Bytes != int64(len(blockingHosts)) {
		t.Errorf("%+v", waiting)
	}
	if plan, outcome := h.planHosts(t); outcome.Result != NothingToDo || outcome.Reason != ReasonHostsClean {
		t.Errorf("once more: %+v, %+v", plan, outcome)
	}
}

func TestUndoBringsTheHostsBackToTheByte(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	if outcome := h.undo(t); outcome.Result != Repaired || outcome.Repair != diagnostics.RepairHosts {
		t.Fatalf("%+v", outcome)
	}
	h.has(t, blockingHosts)
	if waiting := h.waiting(t); len(waiting) != 0 {
		t.Errorf("there is still %+v", waiting)
	}
}

func TestUndoOfHostsKeepsWhatOthersWroteSince(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	h.put(t, "1.2.3.4 first.example\n"+freedHosts+"\n1.2.3.4 last.example\n")
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
	h.has(t, "1.2.3.4 first.example\n"+blockingHosts+"\n1.2.3.4 last.example\n")
	h.put(t, blockingHosts)
	h.free(t)
	h.put(t, freedHosts+"\n0.0.0.0 accounts.spotify.com\n") // another program has written a blocking line
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
	h.has(t, blockingHosts+"\n0.0.0.0 accounts.spotify.com\n")
}

func TestUndoOfHostsIsRefusedWhereTheLinesAreOthers(t *testing.T) {
	mark := "# switched off by Retune " + hostsStamp + ": "
	for name, now := range map[string]string{
		"a line is gone":      strings.Replace(freedHosts, mark+"0.0.0.0 ap.spotify.com\r\n", "", 1),
		"a line is back":      strings.Replace(freedHosts, mark+"0.0.0.0 ap", "0.0.0.0 ap", 1),
		"a line is another":   strings.Replace(freedHosts, mark+"0.0.0.0 ap", mark+"0.0.0.0 accounts", 1),
		"a line more":         freedHosts + "\n" + mark + "0.0.0.0 accounts.spotify.com",
		"the rest is another": strings.Replace(freedHosts, "::1 a.example # both", "::1 b.example # both", 2),
	} {
		t.Run(name, func(t *testing.T) {
			h := newHostsHome(t, blockingHosts)
			h.free(t)
			h.put(t, now)
			h.asked = nil
			if outcome := h.undo(t); outcome.Result != Refused || outcome.Reason != ReasonHostsChanged || len(h.asked) > 0 {
				t.Errorf("%+v, asked for %v", outcome, h.asked)
			}
			h.has(t, now)
			if len(h.waiting(t)) != 1 {
				t.Error("the old content is gone")
			}
		})
	}
}

func TestAHostsPlanIsNotCarriedOutInAnotherFile(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	plan, _ := h.planHosts(t)
	h.put(t, blockingHosts+"\n")
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonChanged || len(h.asked) > 0 {
		t.Errorf("%+v, asked for %v", outcome, h.asked)
	}
	h.has(t, blockingHosts+"\n")
	h.put(t, blockingHosts)
	plan, _ = h.planHosts(t)
	h.edit = func(order HostsOrder) error {
		h.put(t, blockingHosts+"# meanwhile")
		return CarryOutHosts(h.hosts, order)
	}
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonChanged {
		t.Errorf("while the administrator was asked: %+v", outcome)
	}
	h.has(t, blockingHosts+"# meanwhile")
	if len(h.waiting(t)) != 0 {
		t.Error("there is something to take back, and nothing was done")
	}
}

func TestNobodyAgreesToUnblockSpotify(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	plan, _ := h.planHosts(t)
	h.edit = func(HostsOrder) error { return refuse(ReasonNeedsAdministrator, nil, nil) }
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonNeedsAdministrator {
		t.Errorf("%+v", outcome)
	}
	h.has(t, blockingHosts)
	if h.kept(t) != 0 {
		t.Error("there is something to take back, and nothing was done")
	}
}

func TestAnotherProgramPutsTheLinesBack(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	plan, _ := h.planHosts(t)
	h.edit = func(order HostsOrder) error {
		defer h.put(t, blockingHosts)
		return CarryOutHosts(h.hosts, order)
	}
	outcome := h.apply(t, plan)
	if outcome.Result != StillBroken || outcome.Reason != ReasonHostsAgain {
		t.Errorf("%+v", outcome)
	}
	later := diagnostics.Findings{diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, diagnostics.Args{"Path": h.hosts})}
	checked := Checked(plan, Outcome{Repair: diagnostics.RepairHosts, Result: Repaired}, later)
	if checked.Result != StillBroken || checked.Reason != ReasonHostsAgain || checked.Args["Path"] != h.hosts {
		t.Errorf("a moment later: %+v", checked)
	}
}

func TestHostsThatAreNoPlainFileAreLeftAlone(t *testing.T) {
	for name, scene := range map[string]struct {
		make func(t *testing.T, path string)
		want Reason
	}{
		"missing": {func(*testing.T, string) {}, ReasonHostsGone},
		"a folder": {func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, ReasonHostsUnfit},
		"UTF-16": {func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte("\xff\xfe0\x00.\x00"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, ReasonHostsUnfit},
		"too large": {func(t *testing.T, path string) {
			content := append(bytes.Repeat([]byte("0.0.0.0 tracker.example\n"), 400_000), "0.0.0.0 ap.spotify.com"...)
			if err := os.WriteFile(path, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}, ReasonHostsUnfit},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHostsHome(t, blockingHosts)
			planned, _ := h.planHosts(t)
			if err := os.Remove(h.hosts); err != nil {
				t.Fatal(err)
			}
			scene.make(t, h.hosts)
			if _, outcome := h.planHosts(t); outcome.Result != Refused || outcome.Reason != scene.want || outcome.Args["Path"] != h.hosts {
				t.Errorf("planned: %+v", outcome)
			}
			if outcome := h.apply(t, planned); outcome.Result != Refused || len(h.asked) > 0 {
				t.Errorf("done: %+v, asked for %v", outcome, h.asked)
			}
			deed, _ := planned.deed.(hostsDeed)
			if err := CarryOutHosts(h.hosts, deed.order); err == nil {
				t.Error("the administrator's part did it")
			}
		})
	}
}

func TestOldHostsGoAfterADay(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
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
	h.has(t, freedHosts)
}

func TestDiscardKeepsTheLinesOff(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	if outcome, err := h.service.Discard(t.Context(), "", ignore); err != nil || outcome.Repair != diagnostics.RepairHosts {
		t.Fatalf("%+v, %v", outcome, err)
	}
	h.has(t, freedHosts)
	if len(h.waiting(t)) != 0 {
		t.Error("the old content is still there")
	}
}

// Two repairs, each undone separately: a line that an earlier one disabled, and whose backup
// is gone, stays disabled.
func TestUndoBringsBackItsOwnLinesAlone(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	if _, err := h.service.Discard(t.Context(), "", ignore); err != nil {
		t.Fatal(err)
	}
	h.put(t, freedHosts+"\n0.0.0.0 accounts.spotify.com\n")
	h.free(t) // at the same time, as if the clock stood still
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Fatalf("%+v", outcome)
	}
	h.has(t, freedHosts+"\n0.0.0.0 accounts.spotify.com\n")
}

func FuzzHostsComeBack(f *testing.F) {
	for _, seed := range []string{blockingHosts, freedHosts, "", "\ufeff0.0.0.0 ap.spotify.com", "0.0.0.0 a ap.spotify.com\r"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		h := newHostsHome(t, string(content))
		plan, outcome := h.planHosts(t)
		if outcome.Result != "" {
			if outcome.Reason != ReasonHostsClean && outcome.Reason != ReasonHostsUnfit {
				t.Errorf("%+v", outcome)
			}
			return
		}
		if outcome := h.apply(t, plan); outcome.Result != Repaired {
			t.Fatalf("%+v", outcome)
		}
		if outcome := h.undo(t); outcome.Result != Repaired {
			t.Fatalf("%+v", outcome)
		}
		h.has(t, string(content))
	})
}
