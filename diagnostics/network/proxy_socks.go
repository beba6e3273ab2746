package network

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
)

// errNotSOCKS is the failure of an answer that no SOCKS proxy gives.
var errNotSOCKS = fmt.Errorf("%w: not a SOCKS proxy", errStrange)

// askSOCKS4 asks with SOCKS 4a, which lets the proxy look the name up.
func askSOCKS4(connection net.Conn, host string, port uint16) error {
	request := binary.BigEndian.AppendUint16([]byte{4, 1}, port)
	request = append(request, 0, 0, 0, 1, 0) // no address, no user
	request = append(append(request, host...), 0)
	if _, err := connection.Write(request); err != nil {
		return err
	}
	var reply [8]byte
	if _, err := io.ReadFull(connection, reply[:]); err != nil {
		return err
	}
	const granted, firstRefusal, lastRefusal = 90, 91, 93
	switch code := reply[1]; {
	case reply[0] != 0:
		return errNotSOCKS
	case code == granted:
		return nil
	case firstRefusal <= code && code <= lastRefusal:
		return &proxyRefusal{status: http.StatusBadGateway}
	}
	return errNotSOCKS
}

// askSOCKS5 asks as RFC 1928 has it, with the log-in of RFC 1929 where one is known.
func askSOCKS5(connection net.Conn, host string, port uint16, user, password string) error {
	if err := greetSOCKS5(connection, user, password); err != nil {
		return err
	}
	request := append([]byte{5, 1, 0, 3, byte(len(host))}, host...) //nolint:gosec // the hosts' names are shorter
	if _, err := connection.Write(binary.BigEndian.AppendUint16(request, port)); err != nil {
		return err
	}
	var reply [4]byte
	if _, err := io.ReadFull(connection, reply[:]); err != nil {
		return err
	}
	switch {
	case reply[0] != 5:
		return errNotSOCKS
	case reply[1] != 0:
		return &proxyRefusal{status: http.StatusBadGateway}
	}
	return skipBoundAddress(connection, reply[3])
}

// skipBoundAddress reads the rest of a reply: the address, of one of three kinds, from which
// the proxy connects, and its port. What comes after that are the place's own words.
func skipBoundAddress(connection net.Conn, kind byte) error {
	const ipv4, name, ipv6, port = 1, 3, 4, 2
	var length int64
	switch kind {
	case ipv4:
		length = net.IPv4len
	case ipv6:
		length = net.IPv6len
	case name:
		var letters [1]byte
		if _, err := io.ReadFull(connection, letters[:]); err != nil {
			return err
		}
		length = int64(letters[0])
	default:
		return errNotSOCKS
	}
	_, err := io.CopyN(io.Discard, connection, length+port)
	return err
}

func greetSOCKS5(connection net.Conn, user, password string) error {
	const open, named, none = 0, 2, 0xff
	greeting := []byte{5, 1, open}
	if user != "" {
		greeting = []byte{5, 2, open, named}
	}
	if _, err := connection.Write(greeting); err != nil {
		return err
	}
	var reply [2]byte
	if _, err := io.ReadFull(connection, reply[:]); err != nil {
		return err
	}
	switch {
	case reply[0] != 5:
		return errNotSOCKS
	case reply[1] == open:
		return nil
	case reply[1] == named && user != "":
		return logInSOCKS5(connection, user, password)
	case reply[1] == none, reply[1] == named:
		return &proxyRefusal{status: http.StatusProxyAuthRequired}
	}
	return errNotSOCKS
}

var errLongLogin = errors.New("the log-in is too long for a SOCKS proxy")

func logInSOCKS5(connection net.Conn, user, password string) error {
	if len(user) > 255 || len(password) > 255 {
		return errLongLogin
	}
	request := append([]byte{1, byte(len(user))}, user...)              //nolint:gosec // at most 255, see above
	request = append(append(request, byte(len(password))), password...) //nolint:gosec // at most 255, see above
	if _, err := connection.Write(request); err != nil {
		return err
	}
	var reply [2]byte
	if _, err := io.ReadFull(connection, reply[:]); err != nil {
		return err
	}
	if reply[1] != 0 {
		return &proxyRefusal{status: http.StatusProxyAuthRequired}
	}
	return nil
}
