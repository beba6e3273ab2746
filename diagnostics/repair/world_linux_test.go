package repair

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// noWorld is what a test says where the system does not let it have a world of its own.
const noWorld = "no world of its own"

// elsewhere runs a test once more as the first process of a world of its own, where
// processes that are born take the very numbers of those that died, and what is mounted is
// mounted for nobody else. It returns false where the test is to be run: in that world, or
// here, where the system does not let anybody have one.
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
