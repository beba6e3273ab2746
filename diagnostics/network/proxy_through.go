package network

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// The place that is reached through each proxy, and around it: Spotify's directory.
const (
	proxyHost   = "apresolve.spotify.com"
	proxyTarget = proxyHost + ":443"

	securePort = "443"
)

// errProxyScript is the failure of a proxy that a script would have to choose.
var errProxyScript = errors.New("a script chooses the proxy")

// proxyRefusal is a proxy's answer that it does not lead there.
type proxyRefusal struct {
	status int // as in HTTP
	// knowsAccounts: it also takes the account with which somebody uses this computer,
	// which programs of the system offer by themselves.
	knowsAccounts bool
}

func (r *proxyRefusal) Error() string { return fmt.Sprintf("the proxy answered %d", r.status) }

// wantsLogin: some proxies, as tinyproxy, answer a wrong log-in as a server would.
func (r *proxyRefusal) wantsLogin() bool {
	return r.status == http.StatusProxyAuthRequired || r.status == http.StatusUnauthorized
}

// forbids: the proxy itself says no. With an answer from 500 on, it says that it could not.
func (r *proxyRefusal) forbids() bool {
	return r.status >= http.StatusBadRequest && r.status < http.StatusInternalServerError
}

// through connects to Spotify's directory through a proxy, once in a diagnosis, and hangs
// up.
func (d *diagnosis) through(ctx context.Context, proxy Proxy) error {
	if proxy.Kind == ProxyScript {
		return errProxyScript
	}
	_, err := d.trials.get(ctx, proxy, func(ctx context.Context) (struct{}, error) {
		connection, err := d.connectThrough(ctx, proxy, proxyTarget)
		if err == nil {
			_ = connection.Close() // it did open, and that is all that was asked
		}
		return struct{}{}, err
	})
	return err
}

// connectThrough has a proxy connect to a place, as host:port.
func (d *diagnosis) connectThrough(ctx context.Context, proxy Proxy, place string) (net.Conn, error) {
	connection, err := d.dial(ctx, "tcp", proxy.Address)
	if err != nil {
		return nil, fmt.Errorf("connect to the proxy: %w", err)
	}
	// What reads or writes below ends with the context.
	stop := context.AfterFunc(ctx, func() { _ = connection.Close() })
	led, err := proxy.lead(ctx, connection, place, d.Version)
	if !stop() || err != nil {
		_ = connection.Close()
		return nil, fmt.Errorf("ask the proxy: %w", errors.Join(err, ctx.Err()))
	}
	return led, nil
}

// lead asks a proxy, over a connection to it, to connect to a place, and returns what
// leads there.
func (p Proxy) lead(ctx context.Context, connection net.Conn, place, version string) (net.Conn, error) {
	switch p.Kind {
	case ProxySOCKS4, ProxySOCKS5:
		return connection, p.askSOCKS(connection, place)
	case ProxyHTTPS:
		host, _, err := net.SplitHostPort(p.Address)
		if err != nil {
			return nil, fmt.Errorf("the proxy's address: %w", err)
		}
		secured := tls.Client(connection, &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})
		if err := secured.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		connection = secured
	default:
	}
	return connection, p.askHTTP(connection, place, version)
}

func (p Proxy) askSOCKS(connection net.Conn, place string) error {
	host, digits, err := net.SplitHostPort(place)
	if err != nil {
		return fmt.Errorf("the place: %w", err)
	}
	port, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		return fmt.Errorf("the place: %w", err)
	}
	if p.Kind == ProxySOCKS4 {
		return askSOCKS4(connection, host, uint16(port))
	}
	return askSOCKS5(connection, host, uint16(port), p.User, p.Password)
}

// askHTTP asks a proxy that speaks HTTP to connect to a target, as host:port.
func (p Proxy) askHTTP(connection net.Conn, target, version string) error {
	var login string
	if p.User != "" {
		login = "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(p.User+":"+p.Password)) + "\r\n"
	}
	_, err := fmt.Fprintf(connection, "CONNECT %[1]s HTTP/1.1\r\nHost: %[1]s\r\nUser-Agent: Retune/%[2]s\r\n%[3]s\r\n",
		target, version, login)
	if err != nil {
		return err
	}
	reader := bufio.NewReader(io.LimitReader(connection, headerBytes))
	// The body goes with the connection: closing it would wait for all of it.
	response, err := http.ReadResponse(reader, &http.Request{Method: http.MethodConnect}) //nolint:bodyclose // see above
	if err != nil {
		return err
	}
	if response.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyRefusal{response.StatusCode, takesAccounts(response.Header.Values("Proxy-Authenticate"))}
}

// takesAccounts looks for the two ways to log in with the account of this computer.
func takesAccounts(ways []string) bool {
	for _, way := range ways {
		name, _, _ := strings.Cut(strings.TrimSpace(way), " ")
		if strings.EqualFold(name, "Negotiate") || strings.EqualFold(name, "NTLM") {
			return true
		}
	}
	return false
}
