package network_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// world is a made-up network. The zero of each part is healthy.
type world struct {
	interfaces []network.Interface
	route      error
	noRoute6   bool // IPv6 is not set up
	lookup     func(ctx context.Context, host string) ([]netip.Addr, error)
	control    func(ctx context.Context, host string) ([]netip.Addr, error)
	dial       func(ctx context.Context, address string) error
	get        func(*http.Request) (*http.Response, error)
	refusal    int // what the proxy answers; 0: it leads there
	now        func() time.Time
	roots      authority                          // one more that the computer trusts
	present    func(host string) *tls.Certificate // what servers show; nothing: they hang up
	hosts      io.Reader
	hostsError error
	computer   computer
}

func (w world) doors() network.Doors {
	return network.Doors{
		Interfaces: func() ([]network.Interface, error) { return w.interfaces, nil },
		Route: func(_ context.Context, to netip.AddrPort) (netip.Addr, error) {
			if to.Addr().Is6() && w.noRoute6 {
				return netip.Addr{}, dialError(syscall.ENETUNREACH)
			}
			if to.Addr().Is6() {
				return netip.MustParseAddr("2001:db8:2::10"), w.route
			}
			return netip.MustParseAddr("192.0.2.10"), w.route
		},
		Lookup: either(w.lookup, known), Controls: []network.Lookup{either(w.control, known), silentName},
		Dial: w.dialAddress,
		HTTP: func(dial network.Dial, proxy network.ChooseProxy) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				if err := w.connect(r, dial, proxy); err != nil {
					return nil, err
				}
				if w.get != nil {
					return w.get(r)
				}
				return healthyAnswer(r)
			})
		},
		Now: w.clock(), Roots: w.trusts(),
		DialFrom: w.computer.dialFrom, Proxies: w.computer.listProxies,
		SpotifyProxy: w.computer.spotifyProxy, Firewall: w.computer.readFirewall,
		Opinion:   w.computer.readOpinion,
		HostsFile: w.hostsFile, HostsPath: "/etc/hosts", Version: "1.2.3",
	}
}

// dialAddress connects to an address of the made-up internet. Servers shake hands on
// port 443 and hang up.
func (w world) dialAddress(ctx context.Context, _, address string) (net.Conn, error) {
	if w.dial != nil {
		if err := w.dial(ctx, address); err != nil {
			return nil, err
		}
	}
	server, err := netip.ParseAddrPort(address)
	if err != nil || server.Addr().IsLoopback() || server.Addr().IsUnspecified() {
		return nil, dialError(syscall.ECONNREFUSED)
	}
	near, far := net.Pipe()
	switch server.Port() {
	case 443:
		go w.serveTLS(newUnhurried(far))
	case proxyPort:
		go w.serveProxy(newUnhurried(far))
	case socksPort:
		go w.serveSOCKS5(newUnhurried(far))
	default:
		_ = far.Close()
	}
	return near, nil
}

// proxyPort and socksPort are where the proxies of the made-up internet listen.
const proxyPort, socksPort = 3128, 1080

// serveProxy answers one CONNECT, and is the server that was asked for after that.
func (w world) serveProxy(connection *unhurried) {
	request, err := http.ReadRequest(bufio.NewReader(connection))
	if err != nil || request.Method != http.MethodConnect {
		_ = connection.Close()
		return
	}
	status := w.refusal
	if status == 0 {
		status = http.StatusOK
	}
	_, _ = fmt.Fprintf(connection, "HTTP/1.1 %d -\r\n\r\n", status)
	if status != http.StatusOK {
		_ = connection.Close()
		return
	}
	w.serveTLS(connection)
}

// serveSOCKS5 leads to one place, and is the server there after that.
func (w world) serveSOCKS5(connection *unhurried) {
	if err := leadAsSOCKS5(connection); err != nil {
		_ = connection.Close()
		return
	}
	w.serveTLS(connection)
}

// leadAsSOCKS5 grants one request, as RFC 1928 has it. Where the proxy connects from it says
// by a name, which any reply may.
func leadAsSOCKS5(connection net.Conn) error {
	greeting := make([]byte, len("\x05\x01\x00"))
	if _, err := io.ReadFull(connection, greeting); err != nil {
		return err
	}
	_, _ = io.WriteString(connection, "\x05\x00")
	asked := make([]byte, len("\x05\x01\x00\x03")+1)
	if _, err := io.ReadFull(connection, asked); err != nil {
		return err
	}
	hostAndPort := make([]byte, int(asked[len(asked)-1])+2)
	if _, err := io.ReadFull(connection, hostAndPort); err != nil {
		return err
	}
	_, err := io.WriteString(connection, "\x05\x00\x00\x03\x0dproxy.example\x01\xbb")
	return err
}

// connect opens the connection that a request goes over, as far as there is one.
func (w world) connect(r *http.Request, dial network.Dial, through network.ChooseProxy) error {
	proxy, err := through(r)
	if err != nil {
		return err
	}
	address := net.JoinHostPort(r.URL.Host, map[string]string{"http": "80", "https": "443"}[r.URL.Scheme])
	if proxy != nil {
		address = proxy.Host
	}
	connection, err := dial(r.Context(), "tcp", address)
	if err != nil {
		return err
	}
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil {
		trace.GotConn(httptrace.GotConnInfo{Conn: connection})
	}
	return connection.Close()
}

func (w world) hostsFile() (io.ReadCloser, error) {
	if w.hostsError != nil {
		return nil, w.hostsError
	}
	if w.hosts == nil {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(w.hosts), nil
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func either(first, second network.Lookup) network.Lookup {
	if first != nil {
		return first
	}
	return second
}

// The addresses of the made-up internet: Spotify's access points, its other servers,
// and everybody else's.
const (
	accessPoint4, accessPoint6 = "198.51.100.7", "2001:db8::7"
	spotify4, spotify6         = "198.51.100.20", "2001:db8::20"
	elsewhere4, elsewhere6     = "203.0.113.9", "2001:db8:1::9"
)

// known resolves every name to public addresses.
func known(_ context.Context, host string) ([]netip.Addr, error) {
	four, six := elsewhere4, elsewhere6
	switch {
	case strings.HasPrefix(host, "ap.") || strings.HasPrefix(host, "ap-"):
		four, six = accessPoint4, accessPoint6
	case strings.HasSuffix(host, ".spotify.com") || strings.HasSuffix(host, ".scdn.co"):
		four, six = spotify4, spotify6
	}
	return []netip.Addr{netip.MustParseAddr(four), netip.MustParseAddr(six)}, nil
}

// silentName never answers.
func silentName(ctx context.Context, host string) ([]netip.Addr, error) {
	<-ctx.Done()
	return nil, &net.DNSError{Err: "timeout", Name: host, IsTimeout: true, UnwrapErr: ctx.Err()}
}

func failingName(failure net.DNSError) network.Lookup {
	return func(context.Context, string) ([]netip.Addr, error) { return nil, &failure }
}

// sunkTo sends Spotify's names to an address and knows all others.
func sunkTo(address string) network.Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		if strings.HasSuffix(host, ".spotify.com") {
			return []netip.Addr{netip.MustParseAddr(address)}, nil
		}
		return known(ctx, host)
	}
}

func silentDial(ctx context.Context, _ string) error {
	<-ctx.Done()
	return &net.OpError{Op: "dial", Err: ctx.Err()}
}

func silentGet(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

const directoryAnswer = `{"accesspoint":["ap-gew4.spotify.com:4070","ap-gew4.spotify.com:443","ap-gew4.spotify.com:80"],
	"dealer":["gew4-dealer.spotify.com:443"],"spclient":["gew4-spclient.spotify.com:443"]}`

// clock is the computer's, right by default.
func (w world) clock() func() time.Time {
	if w.now != nil {
		return w.now
	}
	return time.Now
}

// ahead is a clock that is off.
func ahead(by time.Duration) func() time.Time {
	return func() time.Time { return time.Now().Add(by) }
}

func response(r *http.Request, status int, body string, header ...string) (*http.Response, error) {
	headers := http.Header{"Date": {time.Now().UTC().Format(http.TimeFormat)}}
	for i := 0; i+1 < len(header); i += 2 {
		headers.Set(header[i], header[i+1])
	}
	return &http.Response{
		StatusCode: status, Header: headers, Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(strings.NewReader(body)),
	}, nil
}

func healthyAnswer(r *http.Request) (*http.Response, error) {
	switch r.URL.Host {
	case "apresolve.spotify.com":
		return response(r, http.StatusOK, directoryAnswer)
	case "spotify.statuspage.io":
		return response(r, http.StatusOK, `{"status":{"indicator":"none"},"incidents":[]}`)
	case "captive.apple.com":
		return response(r, http.StatusOK, "<HTML><BODY>Success</BODY></HTML>")
	case "www.msftconnecttest.com":
		return response(r, http.StatusOK, "Microsoft Connect Test")
	case "detectportal.firefox.com":
		return response(r, http.StatusOK, "success\n")
	case "1.1.1.1":
		return response(r, http.StatusMovedPermanently, "", "Location", "https://1.1.1.1/")
	case "9.9.9.9":
		return nil, dialError(syscall.ECONNREFUSED)
	case "connectivitycheck.gstatic.com", "www.gstatic.com":
		return response(r, http.StatusNoContent, "")
	}
	return nil, errors.New("a host that nobody should ask")
}

// answering replaces the answer of one host, or of all hosts of plain HTTP with "http".
func answering(host string, status int, body string, header ...string) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == host || r.URL.Scheme == host {
			return response(r, status, body, header...)
		}
		return healthyAnswer(r)
	}
}

// diagnose runs all checks of a world in made-up time, within the time of a diagnosis.
func diagnose(t *testing.T, w world) (findings diagnostics.Findings) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		var err error
		if findings, err = diagnostics.Run(ctx, network.Checks(w.doors()), nil, nil); err != nil {
			t.Fatal(err)
		}
	})
	return findings
}

func verdictOf(findings diagnostics.Findings) diagnostics.Cause {
	verdict, _ := diagnostics.Conclude(findings)
	return verdict.Cause
}
