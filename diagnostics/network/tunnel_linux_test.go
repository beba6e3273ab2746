package network_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"retune/diagnostics"
	"retune/diagnostics/network"
	"retune/diagnostics/system"
)

// insideVariable tells the test that it runs in its own network namespace, and which case.
const insideVariable = "RETUNE_TEST_TUNNEL"

// TestTunnelsOfTheSystem tries the real doors: in a network namespace of its own, whose
// cable and tunnel lead to a second one, where all the servers are.
func TestTunnelsOfTheSystem(t *testing.T) {
	if inside := os.Getenv(insideVariable); inside != "" {
		tryTunnel(t, inside)
		return
	}
	if os.Getuid() != 0 {
		t.Log("Network namespaces take root: the tunnels of the system are not tried.")
		return
	}
	for _, name := range []string{"works", "dead", "unused"} {
		t.Run(name, func(t *testing.T) {
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTunnelsOfTheSystem$", "-test.v")
			child.Env = append(os.Environ(), insideVariable+"="+name)
			child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
			if output, err := child.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, output)
			}
		})
	}
}

func tryTunnel(t *testing.T, name string) {
	t.Helper()
	far := serversBehind(t)
	near := openTunnel(t, "tun0")
	ip(t, "addr add 10.8.0.1/24 dev tun0")
	ip(t, "link set tun0 up")
	ip(t, "route add default via 10.0.0.2 dev cable metric 100")
	if name != "unused" {
		ip(t, "route add default via 10.8.0.2 dev tun0 metric 10")
	}
	if name == "works" {
		go func() { _, _ = io.Copy(near, far) }()
		go func() { _, _ = io.Copy(far, near) }()
	}
	doors := network.System(system.Environment{System: "linux"}, "1.2.3", nil)
	doors.Lookup = everythingAt(accessPoint4)
	finding := runOnly(t, doors, diagnostics.CheckTunnel)
	want := map[string]diagnostics.Observation{
		"works": diagnostics.SawFine, "dead": diagnostics.SawDead, "unused": diagnostics.SawNone,
	}[name]
	if finding.Observation != want {
		t.Errorf("saw %q (%v), want %q", finding.Observation, finding.Args, want)
	}
	if kind := finding.Args["Tunnel"]; want != diagnostics.SawNone && kind != network.TunnelTUN {
		t.Errorf("the tunnel is of the kind %v", kind)
	}
}

// serversBehind makes a cable to a second namespace, in which servers listen, and returns
// that namespace's end of the tunnel.
func serversBehind(t *testing.T) io.ReadWriter {
	t.Helper()
	ready := make(chan io.ReadWriter)
	go func() {
		// The thread is in the second namespace for good: it ends with this goroutine.
		runtime.LockOSThread()
		defer close(ready)
		first, err := os.Open("/proc/thread-self/ns/net")
		if err == nil {
			defer first.Close()
			err = unix.Unshare(unix.CLONE_NEWNET)
		}
		if err != nil {
			t.Errorf("make a namespace: %v", err)
			return
		}
		ip(t, "link set lo up")
		ip(t, "link add cable type veth peer name far")
		ip(t, fmt.Sprintf("link set cable netns /proc/%d/fd/%d", os.Getpid(), first.Fd()))
		ready <- serveAll(t)
	}()
	far := <-ready
	if far == nil {
		t.FailNow()
	}
	ip(t, "link set lo up")
	ip(t, "addr add 10.0.0.1/24 dev cable")
	ip(t, "link set cable up")
	return far
}

// serveAll listens for everything that the check asks, in the namespace of its thread.
func serveAll(t *testing.T) io.ReadWriter {
	t.Helper()
	far := openTunnel(t, "tun1")
	for _, words := range []string{
		"addr add 10.0.0.2/24 dev far", "link set far up", "addr add 10.8.0.2/24 dev tun1", "link set tun1 up",
		"addr add " + accessPoint4 + "/32 dev lo", "addr add 1.1.1.1/32 dev lo", "addr add 9.9.9.9/32 dev lo",
	} {
		ip(t, words)
	}
	listener, err := net.Listen("tcp4", ":443")
	if err != nil {
		t.Errorf("listen: %v", err)
		return nil
	}
	t.Cleanup(func() { _ = listener.Close() })
	return far
}

// openTunnel makes a tunnel device, whose traffic is what is read from and written to it.
func openTunnel(t *testing.T, name string) io.ReadWriter {
	t.Helper()
	descriptor, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Errorf("open a tunnel: %v", err)
		return nil
	}
	request, err := unix.NewIfreq(name)
	if err == nil {
		request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		err = unix.IoctlIfreq(descriptor, unix.TUNSETIFF, request)
	}
	if err != nil {
		t.Errorf("make a tunnel: %v", err)
		return nil
	}
	file := os.NewFile(uintptr(descriptor), name)
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// ip runs the command of that name, in the namespace of the thread that it is called on.
func ip(t *testing.T, words string) {
	t.Helper()
	if output, err := exec.Command("ip", strings.Fields(words)...).CombinedOutput(); err != nil {
		t.Errorf("ip %s: %v\n%s", words, err, output)
	}
}
