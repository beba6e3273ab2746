//go:build linux

package endtoend

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// behavior is the stand-in's Behavior.
type behavior struct {
	Renderers       int    `json:"renderers"`
	IgnoreQuit      bool   `json:"ignore_quit"`
	IgnoreTerminate bool   `json:"ignore_terminate"`
	Connect         string `json:"connect"`
	StartsAfter     string `json:"starts_after"`
}

// launcherPath is where spotify-launcher installs the client, in its user's home.
const launcherPath = ".local/share/spotify-launcher/install/usr/share/spotify/spotify"

// install copies the stand-in to where spotify-launcher puts the client.
func (p *person) install(how behavior) (client string) {
	p.t.Helper()
	client = p.path(launcherPath)
	copyProgram(p.t, client)
	p.behave(how)
	return client
}

func (p *person) behave(how behavior) {
	p.t.Helper()
	text, err := json.Marshal(how)
	if err != nil {
		p.t.Fatal(err)
	}
	write(p.t, p.path(".config/retune-standin.json"), string(text))
}

// copyProgram copies the stand-in to a path.
func copyProgram(t *testing.T, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if output, err := exec.Command("cp", program("standin"), to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
}

// start starts a program as the user's session would, and reaps it when it ends.
func (p *person) start(path string, arguments ...string) (pid int) {
	p.t.Helper()
	command := p.command(p.t.Context(), path, arguments...)
	command.Env = p.environment()
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		p.t.Fatal(err)
	}
	pid = p.process(command)
	ended := make(chan struct{})
	go func() {
		_ = command.Wait()
		close(ended)
	}()
	p.t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = syscall.Kill(pid, syscall.SIGKILL)
		<-ended
	})
	return pid
}

// startClient starts the stand-in and waits until it is fully up.
func (p *person) startClient(client string, how behavior) (pid int) {
	p.t.Helper()
	pid = p.start(client)
	await(p.t, "the stand-in and its renderers", func() bool {
		return len(p.residents(running(client))) == how.Renderers+1
	})
	if p.variables["DBUS_SESSION_BUS_ADDRESS"] != "" {
		await(p.t, "the stand-in's name on the bus", func() bool { return p.onBus(pid) })
	}
	return pid
}

// onBus reports whether a process owns the media player's name.
func (p *person) onBus(pid int) bool {
	ask := p.command(p.t.Context(), "dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus",
		"/", "org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.mpris.MediaPlayer2.spotify")
	ask.Env = p.environment()
	answer, err := ask.Output()
	return err == nil && slices.Contains(strings.Fields(string(answer)), inside(pid))
}

// inside returns a process's ID within its own box, or "" if it is gone.
func inside(pid int) string {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		if numbers, found := strings.CutPrefix(line, "NSpid:"); found {
			fields := strings.Fields(numbers)
			return fields[len(fields)-1]
		}
	}
	return ""
}

// running returns the processes running a program, oldest first. One that has ended without
// having been reaped does not count.
func running(path string) []int {
	var pids []int
	for _, pid := range allProcesses() {
		if exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid)); err == nil && exe == path && alive(pid) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// alive reports whether a process is running: it exists and is not a zombie.
func alive(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	return err == nil && !strings.Contains(string(status), "State:\tZ")
}

// mainOf returns the one process of the client that is not a renderer.
func mainOf(t *testing.T, path string) int {
	t.Helper()
	var mains []int
	for _, pid := range running(path) {
		arguments, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err == nil && !strings.Contains(string(arguments), "--type=") {
			mains = append(mains, pid)
		}
	}
	if len(mains) != 1 {
		t.Fatalf("%d clients run instead of one: %v", len(mains), mains)
	}
	return mains[0]
}

// joinBus gives the user a session bus.
func (p *person) joinBus() {
	p.t.Helper()
	bus := p.command(p.t.Context(), "dbus-daemon", "--session", "--nofork", "--print-address",
		"--address=unix:path="+p.path("bus"))
	bus.Env = p.environment()
	address := startAndReadLine(p.t, bus)
	pid := p.process(bus)
	p.t.Cleanup(func() {
		_ = syscall.Kill(pid, syscall.SIGTERM)
		_ = bus.Wait()
	})
	p.variables["DBUS_SESSION_BUS_ADDRESS"] = address
}
