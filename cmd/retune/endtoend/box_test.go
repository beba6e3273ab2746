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

// box is a network and a set of mounts private to a test. A process in it sees the computer's
// processes and files, but only the box's network, and whatever is mounted in it is invisible
// outside. It ends with the test, together with everything in it.
type box struct {
	t   *testing.T
	pid int // of the process that holds the namespaces
	// apart is whether processes in the box see none outside. The tests know its processes by
	// their IDs outside.
	apart bool
}

// newBox makes a box whose only network interface is loopback.
func newBox(t *testing.T) *box {
	t.Helper()
	return holdBox(t, false)
}

// newBoxApart makes a box with its own process IDs, so that its test can run in parallel with
// others and sees no other test's Spotify.
func newBoxApart(t *testing.T) *box {
	t.Helper()
	return holdBox(t, true, "--pid", "--fork", "--kill-child", "--mount-proc")
}

func holdBox(t *testing.T, apart bool, more ...string) *box {
	t.Helper()
	dependOnSources(t)
	// The shell is the first process of a box apart, and reaps orphans.
	const hold = `ip link set lo up; mount -t sysfs none /sys; echo ready; cat; exit`
	holder := exec.Command("unshare", slices.Concat([]string{"--net", "--mount"}, more, []string{"sh", "-ec", hold})...)
	holder.Stderr = os.Stderr
	// The holder reads from a pipe that closes when this process ends, however that happens.
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

// residents returns those of the given processes that are in the box.
func (b *box) residents(pids []int) []int {
	own, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", b.pid))
	return slices.DeleteFunc(pids, func(pid int) bool {
		namespace, failure := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", pid))
		return err != nil || failure != nil || namespace != own
	})
}

// allProcesses returns the IDs of all processes on this computer.
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

// command makes a command that runs in the box; process returns its process ID.
func (b *box) command(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	enter := []string{"--target", strconv.Itoa(b.pid), "--net", "--mount"}
	if b.apart {
		enter = append(enter, fmt.Sprintf("--pid=/proc/%d/ns/pid_for_children", b.pid))
	}
	enter = append(enter, "--", name)
	command := exec.CommandContext(ctx, "nsenter", append(enter, arguments...)...)
	// If the tests themselves are killed, nothing else would end it.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return command
}

// process returns the process of a command running in the box. In a box apart it is a child
// of the one that was started, because a process can only enter a PID namespace by being
// created in it.
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

// do runs a shell script in the box, and fails the test if the script fails.
func (b *box) do(script string) {
	b.t.Helper()
	output, err := b.command(b.t.Context(), "sh", "-euc", script).CombinedOutput()
	if err != nil {
		b.t.Fatalf("%v\n%s\n%s", err, script, output)
	}
}
