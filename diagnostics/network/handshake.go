package network

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

var (
	// errOtherProxy is the failure of a way that leads through a proxy which does not
	// speak HTTP.
	errOtherProxy = errors.New("the proxy does not speak HTTP")
	// errProxyDenies is the failure of a proxy that does not let somebody through.
	errProxyDenies = errors.New("the proxy does not lead there")
)

// handshake connects to a host's secure port, in the way that requests go, and returns
// who signed for it.
func (d *diagnosis) handshake(ctx context.Context, host string) (issuer, error) {
	connection, err := d.wayTo(ctx, host)
	if err != nil {
		return issuer{}, err
	}
	secured := tls.Client(connection, &tls.Config{
		ServerName: host, RootCAs: d.Roots, Time: d.Now,
		NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS12,
	})
	defer secured.Close()
	if err := secured.HandshakeContext(ctx); err != nil {
		return d.refusedIssuer(err, host), fmt.Errorf("handshake: %w", err)
	}
	return issuerOf(secured.ConnectionState().PeerCertificates), nil
}

// refusedIssuer returns who signed a certificate that this computer refused.
func (d *diagnosis) refusedIssuer(err error, host string) issuer {
	var refused *tls.CertificateVerificationError
	if !errors.As(err, &refused) {
		return issuer{}
	}
	signed := issuerOf(refused.UnverifiedCertificates)
	if isUntimely(err) {
		signed.otherwise = wrongOtherwise(refused.UnverifiedCertificates, host, d.Roots)
	}
	return signed
}

// isUntimely reports whether a certificate was refused because of the time.
func isUntimely(err error) bool {
	var invalid x509.CertificateInvalidError
	return errors.As(err, &invalid) && invalid.Reason == x509.Expired
}

// wayTo opens a connection to a host's secure port, through the proxy where one is used.
func (d *diagnosis) wayTo(ctx context.Context, host string) (net.Conn, error) {
	if proxy := d.proxyFor(ctx, "https://" + host + "/"); proxy != nil {
		return d.wayThrough(ctx, proxy, net.JoinHostPort(host, "443"))
	}
	addresses, err := d.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	if _, err := leadingSomewhere(addresses); err != nil {
		return nil, &net.DNSError{Err: "sunk", Name: host, UnwrapErr: err}
	}
	return d.dial(ctx, "tcp", net.JoinHostPort(host, "443"))
}

// wayThrough has a proxy connect to an address.
func (d *diagnosis) wayThrough(ctx context.Context, proxy *url.URL, address string) (net.Conn, error) {
	if proxy.Scheme != "http" {
		return nil, errOtherProxy
	}
	port := proxy.Port()
	if port == "" {
		port = "80"
	}
	connection, err := d.dial(ctx, "tcp", net.JoinHostPort(proxy.Hostname(), port))
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = connection.Close() })
	defer stop()
	if err := d.askProxy(connection, proxy, address); err != nil {
		_ = connection.Close()
		return nil, fmt.Errorf("ask the proxy: %w", errors.Join(err, ctx.Err()))
	}
	return connection, nil
}

func (d *diagnosis) askProxy(connection net.Conn, proxy *url.URL, address string) error {
	request := &http.Request{
		Method: http.MethodConnect, URL: &url.URL{Opaque: address}, Host: address,
		Header: http.Header{"User-Agent": {"Retune/" + d.Version}},
	}
	if proxy.User != nil {
		password, _ := proxy.User.Password()
		login := base64.StdEncoding.EncodeToString([]byte(proxy.User.Username() + ":" + password))
		request.Header.Set("Proxy-Authorization", "Basic "+login)
	}
	if err := request.Write(connection); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(io.LimitReader(connection, headerBytes)), request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errProxyDenies
	}
	return nil
}
