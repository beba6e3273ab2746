package network_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// What one diagnosis may cost the network and the servers that it asks.
const (
	mostConnections = 60
	mostBytes       = 200 << 10
	headerEstimate  = 2 << 10 // of a request and its answer, in bytes
)

// meter counts what goes through the doors.
type meter struct {
	mutex       sync.Mutex
	connections int
	bytes       int
	lookups     map[string]int
	requests    map[string]int
	places      map[string]int
}

func newMeter() *meter {
	return &meter{lookups: map[string]int{}, requests: map[string]int{}, places: map[string]int{}}
}

func (m *meter) count(what func()) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	what()
}

// metered puts the meter behind the doors.
func (m *meter) metered(doors network.Doors) network.Doors {
	lookup, dial, carry := doors.Lookup, doors.Dial, doors.HTTP
	doors.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		m.count(func() { m.lookups[host]++ })
		return lookup(ctx, host)
	}
	doors.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		m.count(func() { m.connections++; m.places[address]++ })
		connection, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &meteredConnection{connection, m}, nil
	}
	doors.HTTP = func(dial network.Dial, proxy network.ChooseProxy) http.RoundTripper {
		inner := carry(dial, proxy)
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			m.count(func() { m.requests[r.URL.Host]++; m.bytes += headerEstimate })
			response, err := inner.RoundTrip(r)
			if err == nil {
				response.Body = &meteredBody{response.Body, m}
			}
			return response, err
		})
	}
	return doors
}

type meteredConnection struct {
	net.Conn
	meter *meter
}

func (c *meteredConnection) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	c.meter.count(func() { c.meter.bytes += n })
	return n, err
}

func (c *meteredConnection) Write(from []byte) (int, error) {
	n, err := c.Conn.Write(from)
	c.meter.count(func() { c.meter.bytes += n })
	return n, err
}

type meteredBody struct {
	io.ReadCloser
	meter *meter
}

func (b *meteredBody) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into)
	b.meter.count(func() { b.meter.bytes += n })
	return n, err
}

// measure diagnoses a world and returns the meter, the findings and how long it took.
func measure(t *testing.T, doors network.Doors) (m *meter, findings diagnostics.Findings, elapsed time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		m = newMeter()
		started := time.Now()
		var err error
		if findings, err = diagnostics.Run(ctx, network.Checks(m.metered(doors)), nil, diagnostics.Conclusive); err != nil {
			t.Error(err)
		}
		elapsed = time.Since(started)
	})
	return m, findings, elapsed
}

// delayed answers everything later: names, connections, handshakes and pages.
func delayed(doors network.Doors, by time.Duration) network.Doors {
	lookup, dial, carry := doors.Lookup, doors.Dial, doors.HTTP
	wait := func(ctx context.Context) error {
		select {
		case <-time.After(by):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	doors.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		if err := wait(ctx); err != nil {
			return nil, &net.DNSError{Name: host, IsTimeout: true, UnwrapErr: err}
		}
		return lookup(ctx, host)
	}
	doors.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if err := wait(ctx); err != nil {
			return nil, &net.OpError{Op: "dial", Err: err}
		}
		connection, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return newDelayedConnection(connection, by), nil
	}
	doors.HTTP = func(dial network.Dial, proxy network.ChooseProxy) http.RoundTripper {
		inner := carry(dial, proxy)
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			response, err := inner.RoundTrip(r)
			if err != nil {
				return nil, err
			}
			// A handshake, where there is one, and the page.
			trips := map[string]int{"http": 1, "https": 2}[r.URL.Scheme]
			for range trips {
				if err := wait(r.Context()); err != nil {
					return nil, err
				}
			}
			return response, nil
		})
	}
	return doors
}

// delayedConnection has the first answer of its server come later.
type delayedConnection struct {
	net.Conn
	by     time.Duration
	once   sync.Once
	closed chan struct{}
	close  func()
}

func newDelayedConnection(connection net.Conn, by time.Duration) *delayedConnection {
	closed := make(chan struct{})
	return &delayedConnection{Conn: connection, by: by, closed: closed, close: sync.OnceFunc(func() { close(closed) })}
}

func (c *delayedConnection) Read(into []byte) (int, error) {
	c.once.Do(func() {
		select {
		case <-time.After(c.by):
		case <-c.closed:
		}
	})
	return c.Conn.Read(into)
}

func (c *delayedConnection) Close() error {
	c.close()
	return c.Conn.Close()
}

func TestASlowNetworkIsHealthy(t *testing.T) {
	for _, by := range []time.Duration{0, 50 * time.Millisecond, 400 * time.Millisecond} {
		_, findings, elapsed := measure(t, delayed(world{}.doors(), by))
		if cause := verdictOf(findings); cause != diagnostics.CauseNone {
			t.Errorf("with %v on every answer the verdict is %q", by, cause)
		}
		for _, finding := range findings {
			if finding.Status != diagnostics.OK && finding.Observation != diagnostics.SawNothingToCheck {
				t.Errorf("with %v on every answer %s saw %q (%v)", by, finding.Check, finding.Observation, finding.Args)
			}
		}
		// Directory: name, connection, handshake, page; access points: name, connection.
		if chain := 6 * by; elapsed > chain*13/10 {
			t.Errorf("with %v on every answer it took %v", by, elapsed)
		}
	}
}

func TestADiagnosisIsModest(t *testing.T) {
	silent := world{lookup: silentName, control: silentName, dial: silentDial, get: silentGet}
	for name, doors := range map[string]network.Doors{
		"healthy":        world{}.doors(),
		"distant":        delayed(world{}.doors(), 380*time.Millisecond),
		"silent":         silent.doors(),
		"no access":      world{dial: cutOff(dropped), get: silentSpotify(200, "{}")}.doors(),
		"refused":        world{dial: func(context.Context, string) error { return refused(t.Context()) }}.doors(),
		"through proxy":  onlyByProxy().doors(),
		"inspected":      world{present: showing(newAuthority("Some Filter Ltd"))}.doors(),
		"dropped by one": world{dial: shut("4070 443 80", dropped)}.doors(),
	} {
		m, _, elapsed := measure(t, delayed(doors, 20*time.Millisecond))
		t.Logf("%s: %d connections, %d bytes, %v", name, m.connections, m.bytes, elapsed)
		if m.connections > mostConnections || m.bytes > mostBytes {
			t.Errorf("%s: %d connections, %d bytes", name, m.connections, m.bytes)
		}
		if elapsed > 5*time.Second {
			t.Errorf("%s: it took %v", name, elapsed)
		}
		for host, times := range m.lookups {
			if times > 1 && name != "silent" {
				t.Errorf("%s: %s was looked up %d times", name, host, times)
			}
		}
		for host, times := range m.requests {
			if times > 1 {
				t.Errorf("%s: %s was asked %d times", name, host, times)
			}
		}
	}
}

// The moments are those at which something new begins, and some between.
func TestStoppingAtAnyMomentLeavesNothing(t *testing.T) {
	worlds := map[string]network.Doors{
		"slow":   delayed(world{}.doors(), 400*time.Millisecond),
		"silent": world{lookup: silentName, control: silentName, dial: silentDial, get: silentGet}.doors(),
	}
	for name, doors := range worlds {
		for moment := time.Duration(0); moment < 3*time.Second; moment += 70 * time.Millisecond {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(moment, cancel)
				started := time.Now()
				_, err := diagnostics.Run(ctx, network.Checks(doors), nil, diagnostics.Conclusive)
				late := time.Since(started) - moment
				if err != nil && !errors.Is(err, context.Canceled) || late > 100*time.Millisecond {
					t.Errorf("%s, stopped at %v: %v after it, %v", name, moment, late, err)
				}
			})
		}
	}
}

func TestHostsAreAskedInTheirPlainForm(t *testing.T) {
	m, _, _ := measure(t, world{}.doors())
	for host := range m.lookups {
		if host != strings.ToLower(strings.TrimSuffix(host, ".")) {
			t.Errorf("it asks for %q", host)
		}
	}
}

// A network in which names lead to the pages is left alone.
func TestPagesAreAskedForByAddressOnlyWhereNamesFail(t *testing.T) {
	for name, test := range map[string]struct {
		world world
		asked bool
	}{
		"healthy":          {world{}, false},
		"a log-in page":    {world{get: answering("http", http.StatusFound, "", "Location", "http://login.example/")}, false},
		"no name is known": {nameless(world{}), true},
		"silent":           {world{get: silentGet}, true},
	} {
		m, _, _ := measure(t, test.world.doors())
		if asked := m.requests["1.1.1.1"] == 1; asked != test.asked {
			t.Errorf("%s: asked %v", name, m.requests)
		}
	}
}

// apart gives each host addresses of its own, so that connections to one are not taken for
// those to another.
func apart() network.Lookup {
	var mutex sync.Mutex
	numbers := map[string]byte{}
	return func(_ context.Context, host string) ([]netip.Addr, error) {
		mutex.Lock()
		defer mutex.Unlock()
		if _, known := numbers[host]; !known {
			numbers[host] = byte(len(numbers) + 1)
		}
		return []netip.Addr{
			netip.AddrFrom4([4]byte{198, 51, 100, numbers[host]}),
			netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 15: numbers[host]}),
		}, nil
	}
}

func TestAPlaceIsConnectedToOnce(t *testing.T) {
	into := tunnel(network.TunnelWireGuard)
	into.Addresses = []netip.Addr{netip.MustParseAddr(ofTheCable)} // all of the world's traffic
	beside := cable()
	beside.Addresses = []netip.Addr{netip.MustParseAddr("192.0.2.99")}
	for name, w := range map[string]world{
		"healthy":          {lookup: apart()},
		"through a tunnel": {interfaces: []network.Interface{into, beside}, lookup: apart()},
	} {
		for _, by := range []time.Duration{10 * time.Millisecond, 50 * time.Millisecond, 400 * time.Millisecond} {
			m, findings, _ := measure(t, delayed(w.doors(), by))
			if cause := verdictOf(findings); cause != diagnostics.CauseNone {
				t.Errorf("%s: the verdict is %q", name, cause)
			}
			for place, times := range m.places {
				if times > 1 {
					t.Errorf("%s, %v away: %d connections to %s", name, by, times, place)
				}
			}
		}
	}
}
