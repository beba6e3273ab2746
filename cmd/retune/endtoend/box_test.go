//go:build linux

package endtoend

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// box is a network and a set of mounts of a test's own. A process in it sees the
// computer's processes and files, but no network but the box's, and what is mounted
// in it is mounted for nobody else. It ends with the test, and with it all in it.
type box struct {
	t   *testing.T
	pid int // of the process that holds the namespaces
	// apart says that who is in the box sees no process outside. The numbers that tests
	// have of its processes are those that they have outside.
	apart bool
}

// newBox makes a box whose only network is the loopback.
func newBox(t *testing.T) *box {
	t.Helper()
	return holdBox(t, false)
}

// newBoxApart makes a box with processes of its own: its tests run beside others, and see
// no Spotify of theirs.
func newBoxApart(t *testing.T) *box {
	t.Helper()
	return holdBox(t, true, "--pid", "--fork", "--kill-child", "--mount-proc")
}

func holdBox(t *testing.T, apart bool, more ...string) *box {
	t.Helper()
	dependOnSources(t)
	// The shell is the first process of a box apart, and buries those that lost their parents.
	const hold = `ip link set lo up; mount -t sysfs none /sys; echo ready; cat; exit`
	holder := exec.Command("unshare", slices.Concat([]string{"--net", "--mount"}, more, []string{"sh", "-ec", hold})...)
	holder.Stderr = os.Stderr
	// The holder reads from a pipe that closes with this process, however that ends.
	if _, err := holder.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	awaitReady(t, holder)
	b := &box{t: t, pid: holder.Process.Pid, apart: apart}
	t.Cleanup(func() {
		b.endAll()
		_ = holder.Wait()
	})
	return b
}

// awaitReady starts a command and waits until it has said "ready".
func awaitReady(t *testing.T, command *exec.Cmd) {
	t.Helper()
	if line := startAndReadLine(t, command); line != "ready" {
		t.Fatalf("%s said %q instead of ready", command, line)
	}
}

// startAndReadLine starts a command and returns the first line that it prints.
func startAndReadLine(t *testing.T, command *exec.Cmd) string {
	t.Helper()
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// endAll ends the processes in the box, the holder last.
func (b *box) endAll() {
	for _, pid := range b.residents(allProcesses()) {
		if pid != b.pid {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	_ = syscall.Kill(b.pid, syscall.SIGKILL)
}

// residents returns those of some processes that are in the box.
func (b *box) residents(pids []int) []int {
	own, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", b.pid))
	return slices.DeleteFunc(pids, func(pid int) bool {
		namespace, failure := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", pid))
		return err != nil || failure != nil || namespace != own
	})
}

// allProcesses returns the numbers of all processes of this computer.
func allProcesses() []int {
	var pids []int
	entries, _ := filepath.Glob("/proc/[0-9]*")
	for _, entry := range entries {
		if pid, err := strconv.Atoi(filepath.Base(entry)); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// command makes a command that runs in the box; process says which process that is.
func (b *box) command(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	enter := []string{"--target", strconv.Itoa(b.pid), "--net", "--mount"}
	if b.apart {
		enter = append(enter, fmt.Sprintf("--pid=/proc/%d/ns/pid_for_children", b.pid))
	}
	enter = append(enter, "--", name)
	command := exec.CommandContext(ctx, "nsenter", append(enter, arguments...)...)
	// Where the tests themselves are ended, nobody else would end it.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return command
}

// process returns the process of a command that runs in the box. In a box apart it is a
// child of the one that was started: nobody enters such a box but by being born there.
func (b *box) process(command *exec.Cmd) (pid int) {
	b.t.Helper()
	pid = command.Process.Pid
	if !b.apart {
		return pid
	}
	path := fmt.Sprintf("/proc/%d/task/%d/children", pid, pid)
	await(b.t, "a process of "+command.String(), func() bool {
		children, err := os.ReadFile(path)
		if err == nil && len(children) > 0 {
			pid, err = strconv.Atoi(strings.Fields(string(children))[0])
		}
		return err == nil && pid != command.Process.Pid
	})
	return pid
}

// do runs a shell script in the box and fails the test where it fails.
func (b *box) do(script string) {
	b.t.Helper()
	output, err := b.command(b.t.Context(), "sh", "-euc", script).CombinedOutput()
	if err != nil {
		b.t.Fatalf("%v\n%s\n%s", err, script, output)
	}
}
