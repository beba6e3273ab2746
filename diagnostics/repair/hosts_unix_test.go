//go:build unix

package repair

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func TestHostsThatAreALinkOrAPipeAreLeftAlone(t *testing.T) {
	for name, scene := range map[string]struct {
		make func(path string) error
		want Reason
	}{
		"a link":           {func(path string) error { return os.Symlink("elsewhere", path) }, ReasonHostsLink},
		"a link that ends": {func(path string) error { return os.Symlink("nowhere", path) }, ReasonHostsLink},
		"a pipe":           {func(path string) error { return syscall.Mkfifo(path, 0o644) }, ReasonHostsUnfit},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHostsHome(t, blockingHosts)
			planned, _ := h.planHosts(t)
			elsewhere := filepath.Join(filepath.Dir(h.hosts), "elsewhere")
			if err := os.Rename(h.hosts, elsewhere); err != nil {
				t.Fatal(err)
			}
			if err := scene.make(h.hosts); err != nil {
				t.Fatal(err)
			}
			if _, outcome := h.planHosts(t); outcome.Result != Refused || outcome.Reason != scene.want {
				t.Errorf("planned: %+v", outcome)
			}
			if outcome := h.apply(t, planned); outcome.Result != Refused || outcome.Reason != scene.want {
				t.Errorf("done: %+v", outcome)
			}
			deed, _ := planned.deed.(hostsDeed)
			if err := CarryOutHosts(h.hosts, deed.order); err == nil {
				t.Error("the administrator's part did it")
			}
			if content, err := os.ReadFile(elsewhere); err != nil || string(content) != blockingHosts {
				t.Errorf("%q, %v", content, err)
			}
		})
	}
}

// The file itself stays, with everything attached to it: mode, owner, labels, access control
// lists, and other hard links.
func TestHostsStayTheVeryFile(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	if err := os.Chmod(h.hosts, 0o604); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other name")
	if err := os.Link(h.hosts, other); err != nil {
		t.Fatal(err)
	}
	before, whose := lstat(t, h.hosts), ownershipOf(t, h.hosts)
	h.free(t)
	if !os.SameFile(before, lstat(t, h.hosts)) || ownershipOf(t, h.hosts) != whose {
		t.Errorf("another file: %+v", ownershipOf(t, h.hosts))
	}
	if content, err := os.ReadFile(other); err != nil || string(content) != freedHosts {
		t.Errorf("%q, %v", content, err)
	}
	h.undo(t)
	if !os.SameFile(before, lstat(t, h.hosts)) || ownershipOf(t, h.hosts) != whose {
		t.Errorf("another file after undo: %+v", ownershipOf(t, h.hosts))
	}
}

// The backup may contain private names.
func TestTheOldHostsAreThePersonsAlone(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.free(t)
	if mode := lstat(t, h.waiting(t)[0].Path).Mode(); mode.Perm() != 0o600 {
		t.Errorf("it is %s", mode)
	}
}

// A reason that the privileged part cannot express arrives as a different one.
func TestWhateverTheFileSystemSaysOfHostsCanBeSaid(t *testing.T) {
	for _, said := range []error{
		syscall.EACCES, syscall.EPERM, syscall.EROFS, syscall.ENOSPC, syscall.EDQUOT, syscall.EXDEV, syscall.EBUSY,
		syscall.EIO, os.ErrNotExist, syscall.ENOTDIR, errSwapped,
	} {
		reason, _ := hostsReason("hosts", said)
		unrepaired := unrepairedFile("hosts", said)
		for _, sent := range []error{refuse(reason, nil, said), unrepaired} {
			want, _ := Conclude("", sent)
			if got, _ := Conclude("", hostsError(HostsStatus(sent), "hosts")); got.Reason != want.Reason || got.Result != want.Result {
				t.Errorf("%v: %s, %s arrives as %s, %s", said, want.Result, want.Reason, got.Result, got.Reason)
			}
		}
	}
}

func TestAMissingAdministratorIsNotTheFilesFault(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.now = h.now.Add(time.Minute)
	_, args := hostsReason(h.hosts, os.ErrPermission)
	if err := refuseHosts(h.hosts, os.ErrPermission); err.Reason != ReasonHostsGuarded || args["Path"] != h.hosts {
		t.Errorf("to an administrator: %v", err)
	}
	if os.Getuid() == 0 {
		return // root may read everything
	}
	if err := os.Chmod(h.hosts, 0); err != nil {
		t.Fatal(err)
	}
	if _, outcome := h.planHosts(t); outcome.Reason != ReasonPermission {
		t.Errorf("to a person: %+v", outcome)
	}
}
