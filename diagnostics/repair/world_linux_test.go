package repair

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// noWorld is what a test logs if the system does not let it have namespaces of its own.
const noWorld = "no world of its own"

// elsewhere runs a test again as the first process in namespaces of its own, where new
// processes get the very IDs of those that ended, and mounts are invisible outside. It
// returns false if the caller should run the test: in those namespaces, or here if the system
// does not allow any.
func elsewhere(t *testing.T) bool {
	t.Helper()
	if os.Getpid() == 1 {
		mount := errors.Join(
			syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""),
			syscall.Mount("proc", "/proc", "proc", 0, ""),
		)
		if mount != nil {
			t.Log(noWorld)
		}
		return mount != nil
	}
	run := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	run.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		run.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		run.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		run.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	output, err := run.CombinedOutput()
	switch {
	case errors.Is(err, syscall.EPERM), strings.Contains(string(output), noWorld):
		t.Log(noWorld)
		return false
	case err != nil:
		t.Fatalf("%v\n%s", err, output)
	}
	t.Logf("in a world of its own:\n%s", output)
	return true
}
