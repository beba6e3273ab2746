package network

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"syscall"
)

// Operation is what was being done when it failed.
type Operation string

// The operations, in the order in which a request goes through them.
const (
	Resolve   Operation = "resolve"
	Connect   Operation = "connect"
	Handshake Operation = "handshake"
	Request   Operation = "request"
)

// Code says how it failed.
type Code string

// The codes. They keep their meaning: findings carry them.
const (
	Refused       Code = "refused"
	Reset         Code = "reset"
	Timeout       Code = "timeout"
	Unreachable   Code = "unreachable"
	Prohibited    Code = "prohibited" // this computer does not allow it; over IPv6, or a router
	NameError     Code = "name-error" // the resolver denies the name, or has no address for it
	Sunk          Code = "sunk"       // the resolver sends the name to an address that leads nowhere
	ServerFailure Code = "server-failure"
	Certificate   Code = "certificate"
	Cancelled     Code = "cancelled"
	Unexpected    Code = "unexpected"
)

// Failure is what failed and how.
type Failure struct {
	Operation Operation
	Code      Code
}

// String is the form that findings carry, such as "connect-refused".
func (f Failure) String() string { return string(f.Operation) + "-" + string(f.Code) }

// FailureOf turns an error into codes: by its type and number, never by its text. The
// stage is the operation that was under way, for errors that do not say it themselves.
func FailureOf(err error, stage Operation) Failure {
	return Failure{Operation: operationOf(err, stage), Code: codeOf(err)}
}

func operationOf(err error, stage Operation) Operation {
	var name *net.DNSError
	if errors.As(err, &name) {
		return Resolve
	}
	if isCertificate(err) {
		return Handshake
	}
	var operation *net.OpError
	var turnedAway *proxyRefusal
	if errors.As(err, &turnedAway) || errors.As(err, &operation) && operation.Op == "dial" {
		return Connect
	}
	return stage
}

func codeOf(err error) Code {
	var name *net.DNSError
	var number syscall.Errno
	var network net.Error
	var turnedAway *proxyRefusal
	switch {
	case errors.Is(err, errSunk):
		return Sunk
	case errors.Is(err, errFiltered):
		return Unreachable
	case errors.As(err, &turnedAway):
		return Refused
	case errors.Is(err, context.Canceled):
		return Cancelled
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return Timeout
	case errors.As(err, &name):
		return nameCode(name)
	case isCertificate(err):
		return Certificate
	case errors.As(err, &number) && codeOfErrno(number) != "":
		return codeOfErrno(number)
	case errors.As(err, &network) && network.Timeout():
		return Timeout
	case isCutOff(err):
		return Reset
	}
	return Unexpected
}

func nameCode(err *net.DNSError) Code {
	switch {
	case err.IsNotFound:
		return NameError
	case err.IsTimeout:
		return Timeout
	}
	return ServerFailure
}

// isCertificate: crypto/tls wraps what crypto/x509 says of a chain that it refuses.
func isCertificate(err error) bool {
	var chain *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &chain) || errors.As(err, &authority) ||
		errors.As(err, &host) || errors.As(err, &invalid)
}

// isCutOff: the other side closed the connection in the middle of an answer.
func isCutOff(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// strongest returns the error that says most about a door: being turned away says more
// than silence. What is not allowed says nothing of the door itself, so that is left only
// where it is the same with all. There has to be one.
func strongest(errs []error) error {
	return slices.MaxFunc(errs, func(a, b error) int {
		return cmp.Compare(strength(codeOf(a)), strength(codeOf(b)))
	})
}

func strength(code Code) int {
	switch code {
	case Refused, NameError, Certificate:
		return 4
	case Reset, Sunk, ServerFailure:
		return 3
	case Unreachable:
		return 2
	case Timeout:
		return 1
	case Prohibited:
		return -1
	default:
		return 0
	}
}
