package network_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"retune/diagnostics"
	"retune/diagnostics/network"
	"retune/diagnostics/system"
)

// The bubble of synctest ends only when every goroutine in it has: nothing is left.
func TestStoppingEndsEveryCheckAtOnce(t *testing.T) {
	silent := world{lookup: silentName, control: silentName, dial: silentDial, get: silentGet}
	for _, moment := range []time.Duration{0, time.Millisecond, controlsAsked, 2600 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(moment, cancel)
			started := time.Now()
			_, err := diagnostics.Run(ctx, network.Checks(silent.doors()), nil, nil)
			if !errors.Is(err, context.Canceled) || time.Since(started) > moment+100*time.Millisecond {
				t.Errorf("stopped at %v, it ended after %v with %v", moment, time.Since(started), err)
			}
		})
	}
}

// controlsAsked is a moment at which the public resolvers are being asked.
const controlsAsked = time.Second

func TestEveryCheckEndsWithinTheWhole(t *testing.T) {
	longest := map[diagnostics.CheckName]time.Duration{}
	for range 2 { // twice, since a check may be listed before the one it waits for
		for _, check := range network.Checks(network.Doors{}) {
			before := time.Duration(0)
			for _, name := range check.After {
				before = max(before, longest[name])
			}
			longest[check.Name] = before + check.Timeout
			if check.Timeout == 0 || longest[check.Name] >= 5*time.Second {
				t.Errorf("%s may last until %v", check.Name, longest[check.Name])
			}
		}
	}
}

// systemDoors are the real ones, with every connection led to one server on loopback.
func systemDoors(server string) network.Doors {
	doors := network.System(system.Environment{System: "linux"}, "1.2.3")
	dialer, carry := net.Dialer{}, doors.HTTP
	doors.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, server)
	}
	doors.HTTP = func(dial network.Dial, proxy network.ChooseProxy) http.RoundTripper {
		transport := carry(dial, proxy).(*http.Transport)
		transport.Proxy = nil
		return transport
	}
	doors.Lookup, doors.Controls = known, []network.Lookup{known}
	return doors
}

func TestRealRequestsLeaveNothingBehind(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	agents := make(chan string, 64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agents <- r.UserAgent()
		w.Header().Set("Location", "http://login.example/")
		w.WriteHeader(http.StatusFound)
	}))
	defer server.Close()
	findings, err := diagnostics.Run(t.Context(), network.Checks(systemDoors(server.Listener.Addr().String())), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !findings.Saw(diagnostics.CheckPortal, diagnostics.SawChanged) {
		t.Errorf("the portal check found %+v", findings)
	}
	// What answers for every name on this computer is not the internet.
	if !findings.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent) {
		t.Errorf("the places check found %+v", findings)
	}
	// The server speaks no TLS: the failure is one of the handshake.
	directory, _ := findings.Of(diagnostics.CheckDirectory)
	if directory.Args["Failure"] != "handshake-unexpected" {
		t.Errorf("the directory check found %+v", directory)
	}
	if agent := <-agents; agent != "Retune/1.2.3" {
		t.Errorf("requests come from %q", agent)
	}
}

func TestSilenceAfterTheHelloIsCutShort(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	accepted := make(chan struct{})
	go func() {
		defer close(accepted)
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go swallow(connection, cancel)
		}
	}()
	_, err = diagnostics.Run(ctx, network.Checks(systemDoors(listener.Addr().String())), nil, nil)
	stopped := time.Now()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it was stopped, and says %v", err)
	}
	listener.Close()
	<-accepted
	if time.Since(stopped) > 100*time.Millisecond {
		t.Errorf("connections were held for %v after the stop", time.Since(stopped))
	}
}

// swallow reads the first bytes of a hello, has everything stopped, and never answers.
func swallow(connection net.Conn, stop func()) {
	defer connection.Close()
	if n, _ := connection.Read(make([]byte, 16)); n > 0 {
		stop()
	}
	_, _ = io.Copy(io.Discard, connection)
}
