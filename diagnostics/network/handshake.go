package network

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
)

// handshake connects to a host's secure port, in the way that requests go, and returns
// who signed for it.
func (d *diagnosis) handshake(ctx context.Context, host string) (issuer, error) {
	connection, err := d.wayTo(ctx, host)
	if err != nil {
		return issuer{}, err
	}
	return d.handshakeOver(ctx, connection, host)
}

// handshakeOver does so over a connection, and ends it.
func (d *diagnosis) handshakeOver(ctx context.Context, connection net.Conn, host string) (issuer, error) {
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

// wayTo opens a connection to a host's secure port, as requests do.
func (d *diagnosis) wayTo(ctx context.Context, host string) (net.Conn, error) {
	place := net.JoinHostPort(host, securePort)
	return d.way(ctx, place, func(ctx context.Context) (net.Conn, error) {
		addresses, err := d.resolve(ctx, host)
		if err != nil {
			return nil, err
		}
		if _, err := leadingSomewhere(addresses); err != nil {
			return nil, &net.DNSError{Err: "sunk", Name: host, UnwrapErr: err}
		}
		return d.dial(ctx, "tcp", place)
	})
}
