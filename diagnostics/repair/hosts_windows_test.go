package repair

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Guides on the hosts file and tools that guard it set the read-only attribute.
func TestHostsThatAreReadOnlyAreFreedAndStayReadOnly(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	if err := os.Chmod(h.hosts, 0o444); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(h.hosts, 0o666) })
	h.free(t)
	h.has(t, freedHosts)
	if mode := lstat(t, h.hosts).Mode(); mode.Perm() != 0o444 {
		t.Errorf("it is %s now", mode)
	}
	h.undo(t)
	h.has(t, blockingHosts)
	if mode := lstat(t, h.hosts).Mode(); mode.Perm() != 0o444 {
		t.Errorf("after undo it is %s", mode)
	}
}

// Antivirus programs keep others from writing to the file.
func TestHostsThatAnotherProgramHoldsAreLeftAlone(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	plan, _ := h.planHosts(t)
	path, err := syscall.UTF16PtrFromString(h.hosts)
	if err != nil {
		t.Fatal(err)
	}
	held, err := syscall.CreateFile(path, syscall.GENERIC_READ, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	outcome := h.apply(t, plan)
	if outcome.Result != Refused || outcome.Reason != ReasonInUse || outcome.Args["Path"] != h.hosts {
		t.Errorf("%+v", outcome)
	}
	if err := syscall.CloseHandle(held); err != nil {
		t.Fatal(err)
	}
	h.has(t, blockingHosts)
}

// Antivirus programs scan the note while the hosts file is being written.
func TestANoteThatAnotherProgramLooksIntoGoesAllTheSame(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	h.leaveHalf(t, hostsNote{act: HostsOff, stamp: hostsStamp, before: []byte(blockingHosts)}, []byte(blockingHosts))
	hosts, err := openHosts(h.hosts)
	if err != nil {
		t.Fatal(err)
	}
	defer hosts.close()
	path, err := syscall.UTF16PtrFromString(filepath.Join(filepath.Dir(h.hosts), hostsNoteName))
	if err != nil {
		t.Fatal(err)
	}
	held, err := syscall.CreateFile(path, syscall.GENERIC_READ, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(2*notePause, func() { _ = syscall.CloseHandle(held) })
	if err := hosts.dropNote(); err != nil {
		t.Error(err)
	}
	h.has(t, blockingHosts)
}
