package repair

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// kept counts the backups in Retune's own folder, offered or not.
func (h *hostsHome) kept(t *testing.T) int {
	t.Helper()
	count := 0
	for _, repair := range h.service.repairs {
		if hosts, ok := repair.(hostsRepair); ok {
			err := hosts.eachBackup(func(*configFolder, aside) error {
				count++
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return count
}

// The privileged part trusts nothing that it is told: it works out the same change by itself,
// or does nothing.
func TestTheAdministratorsPartDoesItsOwnOrderOrNothing(t *testing.T) {
	before, after := sha256.Sum256([]byte(blockingHosts)), sha256.Sum256([]byte(freedHosts))
	other := sha256.Sum256([]byte("127.0.0.1 localhost\n"))
	for name, order := range map[string]HostsOrder{
		"another file":                  {Act: HostsOff, Stamp: hostsStamp, Before: other, After: after},
		"another change":                {Act: HostsOff, Stamp: hostsStamp, Before: before, After: other},
		"another time":                  {Act: HostsOff, Stamp: "20260301T120000.001Z", Before: before, After: after},
		"the other act":                 {Act: HostsOn, Stamp: hostsStamp, Before: before, After: after},
		"only to finish, another file":  {Act: HostsOff, Stamp: hostsStamp, Before: other, After: other},
		"only to finish, what is fresh": {Act: HostsOff, Stamp: hostsStamp, Before: after, After: after},
	} {
		h := newHostsHome(t, blockingHosts)
		outcome, _ := Conclude(diagnostics.RepairHosts, CarryOutHosts(h.hosts, order))
		if outcome.Result != Refused || outcome.Reason != ReasonChanged || outcome.Args["Path"] != h.hosts {
			t.Errorf("%s: %+v", name, outcome)
		}
		h.has(t, blockingHosts)
	}
}

// Between writing the note and the change, other programs have a moment to act.
func TestHostsThatOthersWriteMeanwhileAreTheirs(t *testing.T) {
	for name, test := range map[string]struct {
		meanwhile func(t *testing.T, h *hostsHome)
		left      string
		reason    Reason
	}{
		"another content": {func(t *testing.T, h *hostsHome) { h.put(t, "203.0.113.1 mine") }, "203.0.113.1 mine", ReasonChanged},
		"another file with the same": {func(t *testing.T, h *hostsHome) {
			fresh := filepath.Join(t.TempDir(), "fresh")
			if err := errors.Join(os.WriteFile(fresh, []byte(blockingHosts), 0o644), os.Rename(fresh, h.hosts)); err != nil {
				t.Fatal(err)
			}
		}, blockingHosts, ReasonFileError},
	} {
		h := newHostsHome(t, blockingHosts)
		hosts, err := openHosts(h.hosts)
		if err != nil {
			t.Fatal(err)
		}
		defer hosts.close()
		was, err := hosts.read()
		if err != nil {
			t.Fatal(err)
		}
		test.meanwhile(t, h)
		err = hosts.rewrite(was, []byte(freedHosts), HostsOrder{Act: HostsOff, Stamp: hostsStamp})
		if outcome, _ := Conclude(diagnostics.RepairHosts, err); outcome.Result != Refused || outcome.Reason != test.reason {
			t.Errorf("%s: %+v, %v", name, outcome, err)
		}
		h.has(t, test.left)
	}
}

// If the old content cannot be written back either, the note stays so that the next order can
// continue.
func TestANoteStaysWhereNothingCanBePutBack(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	hosts, err := openHosts(h.hosts)
	if err != nil {
		t.Fatal(err)
	}
	defer hosts.close()
	was := file{content: []byte(blockingHosts), info: lstat(t, filepath.Dir(h.hosts))} // not the file that is there
	h.leaveHalf(t, hostsNote{act: HostsOff, stamp: hostsStamp, before: was.content}, []byte(blockingHosts[:100]+freedHosts[100:]))
	err = hosts.putBack(was, []byte(freedHosts), &begunError{os.ErrDeadlineExceeded})
	if outcome, _ := Conclude(diagnostics.RepairHosts, err); outcome.Result != StillBroken || outcome.Reason != ReasonHostsUnsure {
		t.Errorf("%+v", outcome)
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) || !errors.Is(err, errSwapped) {
		t.Errorf("it does not say both: %v", err)
	}
	asAdministrator(h.service)
	h.recovered(t)
	h.has(t, freedHosts)
}

func TestHostsThatAreNowhere(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	for name, path := range map[string]string{
		"the system does not say": "", "no folder": filepath.Join(h.path, "none", "hosts"), "a file for a folder": filepath.Join(h.hosts, "etc", "hosts"),
	} {
		h := newHostsHome(t, blockingHosts)
		h.hosts = path
		h.begin()
		if _, outcome := h.planHosts(t); outcome.Result != Refused || outcome.Reason != ReasonHostsGone {
			t.Errorf("%s: %+v", name, outcome)
		}
		outcome, _ := Conclude(diagnostics.RepairHosts, CarryOutHosts(path, HostsOrder{}))
		if outcome.Result != Refused || outcome.Reason != ReasonHostsGone {
			t.Errorf("%s, to an administrator: %+v", name, outcome)
		}
	}
}

// Retune must be able to read the file again after the change, for which the marks take extra
// space.
func TestHostsThatWouldGrowTooLarge(t *testing.T) {
	const blocks = "0.0.0.0 ap.spotify.com\n"
	clean := bytes.Repeat([]byte("#"), network.HostsLimit)
	h := newHostsHome(t, string(clean))
	if _, outcome := h.planHosts(t); outcome.Reason != ReasonHostsClean {
		t.Errorf("without a line to switch off: %+v", outcome)
	}
	full := append([]byte(blocks), clean[len(blocks):]...)
	h.put(t, string(full))
	if _, outcome := h.planHosts(t); outcome.Result != Refused || outcome.Reason != ReasonHostsUnfit {
		t.Errorf("%+v", outcome)
	}
	after, err := hostsAfter(HostsOff, hostsStamp, full)
	if err != nil {
		t.Fatal(err)
	}
	order := HostsOrder{Act: HostsOff, Stamp: hostsStamp, Before: sha256.Sum256(full), After: sha256.Sum256(after)}
	if err := CarryOutHosts(h.hosts, order); err == nil {
		t.Error("the administrator's part did it")
	}
	room := network.HostsLimit - (len(after) - len(full))
	h.put(t, string(full[:room]))
	h.free(t)
	if content, err := os.ReadFile(h.hosts); err != nil || len(content) != network.HostsLimit {
		t.Errorf("%d bytes, %v", len(content), err)
	}
}

// If an order was interrupted and the user declines to continue it, what was begun can still
// be undone.
func TestNobodyAgreesToGoOn(t *testing.T) {
	half := blockingHosts[:100] + freedHosts[100:]
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	h.leaveHalf(t, hostsNote{act: HostsOff, stamp: hostsStamp, before: []byte(blockingHosts)}, []byte(half))
	plan, _ := h.planHosts(t)
	h.edit = func(HostsOrder) error { return refuse(ReasonNeedsAdministrator, nil, nil) }
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonNeedsAdministrator {
		t.Errorf("%+v", outcome)
	}
	if content, err := os.ReadFile(h.hosts); err != nil || string(content) != half || h.kept(t) != 1 {
		t.Errorf("%q, %v, %d old contents", content, err, h.kept(t))
	}
	h.edit = func(order HostsOrder) error { return CarryOutHosts(h.hosts, order) }
	if outcome := h.undo(t); outcome.Result != Repaired {
		t.Errorf("%+v", outcome)
	}
	h.has(t, blockingHosts)
}

// The plan was to finish an interrupted change, which somebody else has finished meanwhile.
func TestAPlanToGoOnIsNotCarriedOutOnceItIsFinished(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.leaveHalf(t, hostsNote{act: HostsOff, stamp: hostsStamp, before: []byte(blockingHosts)}, []byte(blockingHosts[:100]+freedHosts[100:]))
	plan, _ := h.planHosts(t)
	deed, _ := plan.deed.(hostsDeed)
	if err := CarryOutHosts(h.hosts, deed.order); err != nil {
		t.Fatal(err)
	}
	if outcome := h.apply(t, plan); outcome.Result != Refused || outcome.Reason != ReasonChanged || len(h.asked) > 0 {
		t.Errorf("%+v, asked for %v", outcome, h.asked)
	}
	h.has(t, freedHosts)
}

func TestChangingHostsSaysWhatItIsAt(t *testing.T) {
	for _, test := range []struct {
		administrator bool
		off, on       Phase
	}{{false, PhaseAsking, PhaseAsking}, {true, PhaseChanging, PhaseRestoring}} {
		h := newHostsHome(t, blockingHosts)
		forgot := 0
		if test.administrator {
			asAdministrator(h.service)
		}
		for i, repair := range h.service.repairs {
			if hosts, ok := repair.(hostsRepair); ok {
				hosts.flush = func(context.Context) { forgot++ }
				h.service.repairs[i] = hosts
			}
		}
		var phases []Phase
		progress := func(p Progress) { phases = append(phases, p.Phase) }
		plan, _ := h.planHosts(t)
		if outcome, err := h.service.Apply(t.Context(), plan, progress); err != nil || outcome.Result != Repaired {
			t.Fatalf("%+v, %v", outcome, err)
		}
		if outcome, err := h.service.Undo(t.Context(), diagnostics.RepairHosts, progress); err != nil || outcome.Result != Repaired {
			t.Fatalf("%+v, %v", outcome, err)
		}
		if want := []Phase{test.off, PhaseConfirming, test.on, PhaseConfirming}; !slices.Equal(phases, want) {
			t.Errorf("it says %v, not %v", phases, want)
		}
		if forgot != 2 {
			t.Errorf("the system forgot what it looked up %d times", forgot)
		}
	}
}

// Incompletely written files count as nothing, beside the hosts file as well as in Retune's
// own folder.
func TestHalfWrittenNotesGo(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	own := filepath.Join(filepath.Dir(h.waiting(t)[0].Path), newFile)
	beside := filepath.Join(filepath.Dir(h.hosts), newFile)
	for _, path := range []string{own, beside} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		asAdministrator(h.service)
		h.recovered(t)
		if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", path, err)
		}
	}
	h.has(t, freedHosts)
	if len(h.waiting(t)) != 1 {
		t.Error("the old content is gone")
	}
}

// An undo that fails leaves everything in place for the next one.
func TestAnUndoOfHostsThatCannotBeDoneLosesNothing(t *testing.T) {
	for name, test := range map[string]struct {
		spoil  func(hosts, old string) error
		reason Reason
	}{
		"the file is gone": {func(hosts, _ string) error { return os.Remove(hosts) }, ReasonHostsGone},
		"the old content is too large": {func(_, old string) error {
			return os.WriteFile(old, []byte(strings.Repeat("#", network.HostsLimit+1)), 0o600)
		}, ReasonFileError},
		"the old content is a folder": {func(_, old string) error { return errors.Join(os.Remove(old), os.Mkdir(old, 0o700)) }, ReasonFileError},
	} {
		h := newHostsHome(t, blockingHosts)
		h.free(t)
		which := h.waiting(t)[0]
		if err := test.spoil(h.hosts, which.Path); err != nil {
			t.Fatal(err)
		}
		for _, repair := range h.service.repairs {
			if hosts, ok := repair.(hostsRepair); ok {
				outcome, _ := Conclude(diagnostics.RepairHosts, hosts.Undo(t.Context(), which, ignore))
				if outcome.Result != Refused || outcome.Reason != test.reason {
					t.Errorf("%s: %+v", name, outcome)
				}
			}
		}
		if _, err := os.Lstat(which.Path); err != nil {
			t.Errorf("%s: the old content is gone: %v", name, err)
		}
	}
}

// Half of another repair's undo says nothing about this one: its lines are still disabled.
func TestAnUndoOfAnotherRepairBringsTheseLinesBackAllTheSame(t *testing.T) {
	const later = "20260302T120000.000Z"
	both := hostsNow{half: true, content: []byte(freedHosts), note: hostsNote{act: HostsOn, stamp: later}}
	order, err := hostsRepair{}.orderBack(both, []byte(blockingHosts), hostsStamp)
	if err != nil || order.Before != sha256.Sum256([]byte(freedHosts)) || order.After != sha256.Sum256([]byte(blockingHosts)) {
		t.Errorf("%+v, %v", order, err)
	}
}

func TestHostsReasonOfAFileForAFolder(t *testing.T) {
	if reason, _ := hostsReason("hosts", syscall.ENOTDIR); reason != ReasonHostsGone {
		t.Errorf("it is %s", reason)
	}
	if reason, _ := hostsReason("hosts", os.ErrDeadlineExceeded); reason != ReasonFileError {
		t.Errorf("it is %s", reason)
	}
}
