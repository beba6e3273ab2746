package network

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
)

// errOtherProxy is the failure of a way that leads through a proxy which does not speak
// plain HTTP.
var errOtherProxy = errors.New("the proxy does not speak HTTP")

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
	defer func() { _ = secured.Close() }() // the handshake is all that was wanted
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
	if proxy := d.proxyFor(ctx, "https://"+host+"/"); proxy != nil {
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
	via, ok := parseProxy(proxy.String(), "http")
	if !ok || via.Kind != ProxyHTTP {
		return nil, errOtherProxy
	}
	connection, err := d.dial(ctx, "tcp", via.Address)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = connection.Close() })
	defer stop()
	if err := via.askHTTP(connection, address, d.Version); err != nil {
		_ = connection.Close()
		return nil, fmt.Errorf("ask the proxy: %w", errors.Join(err, ctx.Err()))
	}
	return connection, nil
}
