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
}

// newBox makes a box whose only network is the loopback.
func newBox(t *testing.T) *box {
	t.Helper()
	dependOnSources(t)
	const hold = `ip link set lo up && mount -t sysfs none /sys && echo ready && exec cat`
	holder := exec.Command("unshare", "--net", "--mount", "sh", "-ec", hold)
	holder.Stderr = os.Stderr
	// The holder reads from a pipe that closes with this process, however that ends.
	if _, err := holder.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	awaitReady(t, holder)
	b := &box{t: t, pid: holder.Process.Pid}
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
	own, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", b.pid))
	if err != nil {
		return
	}
	for _, pid := range allProcesses() {
		namespace, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", pid))
		if err == nil && namespace == own && pid != b.pid {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	_ = syscall.Kill(b.pid, syscall.SIGKILL)
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

// command makes a command that runs in the box. Its process is the command's own: no
// shell stands between it and a signal.
func (b *box) command(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	enter := []string{"--target", strconv.Itoa(b.pid), "--net", "--mount", "--", name}
	command := exec.CommandContext(ctx, "nsenter", append(enter, arguments...)...)
	// Where the tests themselves are ended, nobody else would end it.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return command
}

// do runs a shell script in the box and fails the test where it fails.
func (b *box) do(script string) {
	b.t.Helper()
	output, err := b.command(b.t.Context(), "sh", "-euc", script).CombinedOutput()
	if err != nil {
		b.t.Fatalf("%v\n%s\n%s", err, script, output)
	}
}
