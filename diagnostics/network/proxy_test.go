package network_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// serveProxy is what a made-up proxy does with a connection to it. What it is told and
// what it answers is all there is of it: it leads nowhere.
type serveProxy func(connection net.Conn)

// answersConnect answers a CONNECT request, whole or not.
func answersConnect(answer string) serveProxy {
	return func(connection net.Conn) {
		request, err := http.ReadRequest(bufio.NewReader(connection))
		if err == nil && request.Method == http.MethodConnect && request.Host == "apresolve.spotify.com:443" {
			_, _ = io.WriteString(connection, answer)
		}
	}
}

// wantsLogin lets through who knows the name and password.
func wantsLogin(user, password string) serveProxy {
	return func(connection net.Conn) {
		request, err := http.ReadRequest(bufio.NewReader(connection))
		if err != nil {
			return
		}
		given := http.Request{Header: http.Header{"Authorization": request.Header["Proxy-Authorization"]}}
		answer := "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
		if name, secret, ok := given.BasicAuth(); ok && name == user && secret == password {
			answer = "HTTP/1.1 200 OK\r\n\r\n"
		}
		_, _ = io.WriteString(connection, answer)
	}
}

// says waits for each of the requests and answers it; a request that is another one ends
// the conversation.
func says(conversation ...string) serveProxy {
	return func(connection net.Conn) {
		for i := 0; i+1 < len(conversation); i += 2 {
			got := make([]byte, len(conversation[i]))
			if _, err := io.ReadFull(connection, got); err != nil || string(got) != conversation[i] {
				return
			}
			_, _ = io.WriteString(connection, conversation[i+1])
		}
	}
}

func socks5Asks() string {
	const host = "apresolve.spotify.com"
	return fmt.Sprintf("\x05\x01\x00\x03%c%s\x01\xbb", len(host), host)
}

const socks4Asks = "\x04\x01\x01\xbb\x00\x00\x00\x01\x00apresolve.spotify.com\x00"

// withProxy are the doors of a world in which one address is a proxy's.
func withProxy(w world, serve serveProxy) network.Doors {
	doors := w.doors()
	dial := doors.Dial
	doors.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != proxyAddress {
			return dial(ctx, network, address)
		}
		if serve == nil {
			return nil, dialError(syscall.ECONNREFUSED)
		}
		near, far := net.Pipe()
		go func() {
			defer far.Close()
			serve(far)
		}()
		return near, nil
	}
	return doors
}

const proxyAddress = "203.0.113.8:3128"

// silentProxy takes a connection and says nothing.
func silentProxy(connection net.Conn) { _, _ = io.Copy(io.Discard, connection) }

func set(source network.ProxySource, kind network.ProxyKind) network.Proxy {
	return network.Proxy{Source: source, Kind: kind, Address: proxyAddress}
}

type proxyCase struct {
	name     string
	computer computer
	serve    serveProxy
	direct   func(ctx context.Context, address string) error
	saw      diagnostics.Observation
	args     diagnostics.Args
}

func proxyCases() []proxyCase {
	environment, own := set(network.ProxyOfEnvironment, network.ProxyHTTP), set(network.ProxyOfSpotify, network.ProxyHTTP)
	opens := answersConnect("HTTP/1.1 200 Connection established\r\n\r\n")
	one := func(proxy network.Proxy) computer { return computer{proxies: []network.Proxy{proxy}} }
	system := func(kind network.ProxyKind) computer { return one(set(network.ProxyOfSystem, kind)) }
	from := func(source string) diagnostics.Args { return diagnostics.Args{"Source": source} }
	failing := func(source, failure string) diagnostics.Args {
		return diagnostics.Args{"Source": source, "Failure": failure}
	}
	bypassed, known, unknown := environment, environment, own
	bypassed.Bypassed = true
	known.User, known.Password = "ann", "secret"
	unknown.Login = true
	negotiates := answersConnect("HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n")
	return []proxyCase{
		{name: "none", saw: diagnostics.SawNone},
		{name: "works", computer: one(environment), serve: opens, saw: diagnostics.SawFine, args: from("environment")},
		{name: "works, and is the only way", computer: system("http"), serve: opens, direct: silentDial, saw: diagnostics.SawFine, args: from("system")},
		{name: "refuses the connection", computer: system("http"), saw: diagnostics.SawFailing, args: failing("system", "connect-refused")},
		{name: "is silent", computer: system("http"), serve: silentProxy, saw: diagnostics.SawFailing, args: failing("system", "request-timeout")},
		{name: "hangs up", computer: system("http"), serve: func(net.Conn) {}, saw: diagnostics.SawFailing},
		{name: "talks nonsense", computer: system("http"), serve: answersConnect("SSH-2.0-x\r\n\r\n"), saw: diagnostics.SawFailing},
		{name: "never stops talking", computer: system("http"), serve: answersConnect("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20)), saw: diagnostics.SawFailing},
		{name: "leads nowhere", computer: system("http"), serve: answersConnect("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), saw: diagnostics.SawFailing, args: from("system")},
		{name: "dead, and nothing goes around it", computer: system("http"), direct: silentDial, saw: diagnostics.SawUncompared, args: from("system")},
		{name: "forbids Spotify, and nothing goes around it", computer: system("http"), serve: answersConnect("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"), direct: silentDial, saw: diagnostics.SawTurnedAway, args: diagnostics.Args{"Source": "system", "Answer": 403}},
		{name: "reaches nothing, nor does anything around it", computer: system("http"), serve: answersConnect("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"), direct: silentDial, saw: diagnostics.SawUncompared, args: from("system")},
		{name: "dead, and Spotify alone does not answer around it", computer: system("http"), direct: cutOff(dropped), saw: diagnostics.SawUncompared},
		{name: "asks for a log-in", computer: one(environment), serve: wantsLogin("ann", "secret"), saw: diagnostics.SawDenied, args: diagnostics.Args{"Source": "environment", "Answer": 407}},
		{name: "asks for a log-in, and nothing goes around it", computer: one(environment), serve: wantsLogin("ann", "secret"), direct: silentDial, saw: diagnostics.SawDenied},
		{name: "is given its log-in", computer: one(known), serve: wantsLogin("ann", "secret"), saw: diagnostics.SawFine},
		{name: "is given a wrong log-in", computer: one(known), serve: wantsLogin("ann", "other"), saw: diagnostics.SawDenied},
		{name: "is given a wrong log-in, and says it as a server", computer: one(known), serve: answersConnect("HTTP/1.1 401 No\r\nContent-Length: 9\r\n\r\n"), saw: diagnostics.SawDenied, args: diagnostics.Args{"Answer": 401}},
		{name: "takes the account of this computer", computer: system("http"), serve: negotiates, saw: diagnostics.SawUncompared},
		{name: "Spotify may know the log-in", computer: computer{own: unknown}, serve: wantsLogin("ann", "secret"), saw: diagnostics.SawUncompared, args: from("spotify")},
		{name: "a script", computer: one(network.Proxy{Source: network.ProxyOfScript, Kind: network.ProxyScript}), saw: diagnostics.SawScripted},
		{name: "broken and unused", computer: one(bypassed), saw: diagnostics.SawHarmless, args: from("environment")},
		{name: "working and unused", computer: one(bypassed), serve: opens, saw: diagnostics.SawNone},
		{name: "only in Spotify's settings, dead", computer: computer{own: own}, saw: diagnostics.SawFailing, args: failing("spotify", "connect-refused")},
		{name: "only in Spotify's settings, works", computer: computer{own: own}, serve: opens, saw: diagnostics.SawFine, args: from("spotify")},
		{name: "Spotify goes around a broken one", computer: computer{proxies: []network.Proxy{environment}, own: network.Proxy{Source: network.ProxyOfSpotify, Kind: network.ProxyDirect}}, saw: diagnostics.SawHarmless},
		{name: "Spotify's settings are damaged", computer: computer{ownError: errors.New("damaged")}, saw: diagnostics.SawUncompared},
		{name: "Spotify's settings are damaged, and a proxy is broken", computer: computer{proxies: []network.Proxy{environment}, ownError: errors.New("damaged")}, saw: diagnostics.SawFailing},
		{name: "SOCKS 5 works", computer: system("socks5"), serve: says("\x05\x01\x00", "\x05\x00", socks5Asks(), "\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"), saw: diagnostics.SawFine},
		{name: "SOCKS 5 refuses", computer: system("socks5"), serve: says("\x05\x01\x00", "\x05\x00", socks5Asks(), "\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00"), saw: diagnostics.SawFailing},
		{name: "SOCKS 5 asks for a log-in", computer: system("socks5"), serve: says("\x05\x01\x00", "\x05\xff"), saw: diagnostics.SawDenied},
		{name: "SOCKS 5 is HTTP", computer: system("socks5"), serve: says("\x05\x01\x00", "HTTP/1.1 400 Bad Request\r\n\r\n"), saw: diagnostics.SawFailing},
		{name: "SOCKS 5 falls silent", computer: system("socks5"), serve: silentProxy, saw: diagnostics.SawFailing, args: failing("system", "request-timeout")},
		{name: "SOCKS 4 works", computer: system("socks4"), serve: says(socks4Asks, "\x00\x5a\x00\x00\x00\x00\x00\x00"), saw: diagnostics.SawFine},
		{name: "SOCKS 4 refuses", computer: system("socks4"), serve: says(socks4Asks, "\x00\x5b\x00\x00\x00\x00\x00\x00"), saw: diagnostics.SawFailing},
		{name: "HTTPS that is none", computer: system("https"), serve: answersConnect(""), saw: diagnostics.SawFailing},
	}
}

func TestProxies(t *testing.T) {
	for _, test := range proxyCases() {
		t.Run(test.name, func(t *testing.T) {
			doors := withProxy(world{computer: test.computer, dial: test.direct}, test.serve)
			finding := checkAlone(t, doors, diagnostics.CheckProxy)
			if finding.Observation != test.saw {
				t.Errorf("saw %q (%v), want %q", finding.Observation, finding.Args, test.saw)
			}
			for name, want := range test.args {
				if difference := cmp.Diff(want, finding.Args[name]); difference != "" {
					t.Errorf("%s (-want +got):\n%s", name, difference)
				}
			}
			if text := fmt.Sprint(finding); strings.Contains(text, "203.0.113.8") || strings.Contains(text, "secret") {
				t.Errorf("the finding tells where the proxy is: %s", text)
			}
		})
	}
}

// checkAlone runs one check in made-up time.
func checkAlone(t *testing.T, doors network.Doors, name diagnostics.CheckName) (finding diagnostics.Finding) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		finding = runOnly(t, doors, name)
	})
	return finding
}

// runOnly runs one check within its own time.
func runOnly(t *testing.T, doors network.Doors, name diagnostics.CheckName) diagnostics.Finding {
	t.Helper()
	checks := network.Checks(doors)
	i := slices.IndexFunc(checks, func(check diagnostics.Check) bool { return check.Name == name })
	ctx, cancel := context.WithTimeout(t.Context(), checks[i].Timeout)
	defer cancel()
	return checks[i].Run(ctx, nil)
}

func TestABrokenProxyIsTheVerdict(t *testing.T) {
	dead := func(*http.Request) (*http.Response, error) { return nil, dialError(syscall.ECONNREFUSED) }
	w := world{computer: computer{proxies: []network.Proxy{set(network.ProxyOfEnvironment, network.ProxyHTTP)}}, get: dead}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		findings, err := diagnostics.Run(ctx, network.Checks(withProxy(w, nil)), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if cause := verdictOf(findings); cause != diagnostics.CauseProxyBroken {
			t.Errorf("verdict %q: %+v", cause, findings)
		}
	})
}
