package network_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
	"retune/diagnostics/system"
)

// listenAsProxy serves each connection to a port of this computer, and returns its address.
func listenAsProxy(t *testing.T, serve serveProxy) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			serve(connection)
			_ = connection.Close()
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-done
	})
	return listener.Addr().String()
}

// loopbackDoors are the real ones with one variable set. Whatever is not on this computer
// answers at once.
func loopbackDoors(proxy string) network.Doors {
	// A KDE desktop without a home has no settings of its own.
	variables := map[string]string{"HTTPS_PROXY": proxy, "XDG_CURRENT_DESKTOP": "KDE"}
	doors := network.System(system.Environment{System: "linux", Variables: variables}, "1.2.3", nil)
	dial := doors.Dial
	doors.Lookup = known
	doors.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "127.0.0.1:") {
			return dial(ctx, network, address)
		}
		near, far := net.Pipe()
		_ = far.Close()
		return near, nil
	}
	return doors
}

func TestProxiesOnThisComputer(t *testing.T) {
	opens := answersConnect("HTTP/1.1 200 OK\r\n\r\n")
	socks := says("\x05\x01\x00", "\x05\x00", socks5Asks(), "\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
	for _, test := range []struct {
		name, scheme string
		serve        serveProxy
		saw          diagnostics.Observation
	}{
		{"works", "http://", opens, diagnostics.SawFine},
		{"works with a log-in", "http://ann:secret@", wantsLogin("ann", "secret"), diagnostics.SawFine},
		{"wants a log-in", "http://", wantsLogin("ann", "secret"), diagnostics.SawDenied},
		{"hangs up", "http://", func(net.Conn) {}, diagnostics.SawFailing},
		{"SOCKS works", "socks5://", socks, diagnostics.SawFine},
		{"SOCKS is HTTP", "socks5://", opens, diagnostics.SawFailing},
	} {
		t.Run(test.name, func(t *testing.T) {
			finding := runOnly(t, loopbackDoors(test.scheme+listenAsProxy(t, test.serve)), diagnostics.CheckProxy)
			if finding.Observation != test.saw {
				t.Errorf("saw %q (%v), want %q", finding.Observation, finding.Args, test.saw)
			}
		})
	}
}

func TestADeadProxyOnThisComputer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	finding := runOnly(t, loopbackDoors("http://"+listener.Addr().String()), diagnostics.CheckProxy)
	if finding.Observation != diagnostics.SawFailing || finding.Args["Failure"] != "connect-refused" {
		t.Errorf("saw %q (%v), want a refused connection", finding.Observation, finding.Args)
	}
}

func TestASilentProxyIsLeftAtOnce(t *testing.T) {
	reading := make(chan struct{})
	doors := loopbackDoors("http://" + listenAsProxy(t, func(connection net.Conn) {
		close(reading)
		silentProxy(connection)
	}))
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan time.Time, 1)
	go func() {
		<-reading
		stopped <- time.Now()
		cancel()
	}()
	for _, check := range network.Checks(doors) {
		if check.Name == diagnostics.CheckProxy {
			_ = check.Run(ctx, nil)
		}
	}
	if late := time.Since(<-stopped); late > 100*time.Millisecond {
		t.Errorf("went on for %v", late)
	}
}
