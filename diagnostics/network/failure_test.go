package network_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"retune/diagnostics/network"
)

func TestFailureOf(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{dialError(syscall.ECONNREFUSED), "connect-refused"},
		{dialError(syscall.ENETUNREACH), "connect-unreachable"},
		{dialError(syscall.EHOSTUNREACH), "connect-unreachable"},
		{dialError(syscall.EACCES), "connect-prohibited"},
		{dialError(syscall.ETIMEDOUT), "connect-timeout"},
		{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, "connect-timeout"},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, "request-reset"},
		{fmt.Errorf("get: %w", io.ErrUnexpectedEOF), "request-reset"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, "resolve-name-error"},
		{&net.DNSError{IsTimeout: true}, "resolve-timeout"},
		{&net.DNSError{IsTemporary: true}, "resolve-server-failure"},
		{&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}}}, "handshake-certificate"},
		{x509.UnknownAuthorityError{}, "handshake-certificate"},
		{context.DeadlineExceeded, "request-timeout"},
		{context.Canceled, "request-cancelled"},
		{errors.New("connection refused"), "request-unexpected"},
	}
	for _, test := range tests {
		if got := network.FailureOf(test.err, network.Request).String(); got != test.want {
			t.Errorf("%v is %q, want %q", test.err, got, test.want)
		}
	}
}
