package network_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"retune/diagnostics"
	"retune/diagnostics/network"
	"retune/diagnostics/system"
)

// atOnce is how soon all of a diagnosis is over that somebody stops.
const atOnce = 100 * time.Millisecond

// stoppable are networks in which a diagnosis waits for something else each time.
func stoppable() map[string]network.Doors {
	slow := delayed(world{}.doors(), 300*time.Millisecond)
	silent := world{lookup: silentName, control: silentName, dial: silentDial, get: silentGet}
	proxied := onlyByProxy()
	proxied.computer.own = network.Proxy{Source: network.ProxyOfSpotify, Kind: network.ProxySOCKS5, Address: "192.0.2.1:1080"}
	hushed := withProxy(world{computer: computer{proxies: []network.Proxy{set(network.ProxyOfSystem, network.ProxySOCKS5)}}}, silentProxy)
	tunnelled := world{interfaces: withTunnel(), dial: silentDial, computer: computer{around: aroundAnswers}}.doors()
	tunnelled.Route = func(context.Context, netip.AddrPort) (netip.Addr, error) {
		return netip.MustParseAddr(ofTheTunnel), nil
	}
	unlucky := world{lookup: sunkTo("0.0.0.0"), control: silentName, get: silentGet}
	return map[string]network.Doors{
		"all is slow": slow, "all is silent": silent.doors(), "all goes through a proxy": delayed(proxied.doors(), 150*time.Millisecond),
		"a proxy is silent": hushed, "a tunnel is dead": tunnelled, "names are sunk, pages are silent": unlucky.doors(),
		"this computer does not say what is set": unsaid(world{}.doors()),
	}
}

// unsaid are doors behind which nobody says anything of this computer.
func unsaid(doors network.Doors) network.Doors {
	doors.Proxies = func(ctx context.Context) ([]network.Proxy, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	doors.Firewall = func(ctx context.Context) (network.Firewall, error) {
		<-ctx.Done()
		return network.Firewall{}, ctx.Err()
	}
	doors.Opinion = func(ctx context.Context) (network.Opinion, error) {
		<-ctx.Done()
		return network.Opinion{}, ctx.Err()
	}
	return doors
}

func TestStoppingEndsEverythingAtOnce(t *testing.T) {
	for name, doors := range stoppable() {
		t.Run(name, func(t *testing.T) {
			// A step that meets no timer twice at the same place.
			const step = 89 * time.Millisecond
			for moment := time.Duration(0); moment < 5*time.Second; moment += step {
				over := false
				synctest.Test(t, func(t *testing.T) { over = stopAt(t, doors, moment) })
				if over {
					break
				}
			}
		})
	}
}

// stopAt stops a diagnosis at a moment, and reports whether it was over by then. What it
// began, connections of the made-up servers among it, lives in goroutines.
func stopAt(t *testing.T, doors network.Doors, moment time.Duration) (over bool) {
	t.Helper()
	goroutines, _ := goroutinesOfBubble()
	started := time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	time.AfterFunc(moment, cancel)
	_, err := diagnostics.Run(ctx, network.Checks(doors), nil, nil)
	took := time.Since(started)
	if err == nil && took <= moment {
		return true
	}
	if !errors.Is(err, context.Canceled) || took > moment+atOnce {
		t.Errorf("stopped at %v, it ended after %v with %v", moment, took, err)
	}
	time.Sleep(moment + atOnce - took)
	synctest.Wait()
	if left, stacks := goroutinesOfBubble(); left > goroutines {
		t.Errorf("stopped at %v, it left %d goroutines:\n%s", moment, left-goroutines, stacks)
	}
	return false
}

// goroutinesOfBubble counts those of the one bubble of synctest that there is.
func goroutinesOfBubble() (count int, stacks []byte) {
	stacks = allStacks()
	return bytes.Count(stacks, []byte("synctest bubble")), stacks
}

// allStacks returns the stacks of all goroutines, uncut: a buffer that is full may have
// been too small.
func allStacks() []byte {
	for size := 1 << 18; ; size *= 2 {
		stacks := make([]byte, size)
		if length := runtime.Stack(stacks, true); length < size {
			return stacks[:length]
		}
	}
}

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
	doors := network.System(system.Environment{System: "linux"}, "1.2.3", nil)
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
