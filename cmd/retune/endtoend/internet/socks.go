//go:build linux

package main

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/netip"
	"strconv"
)

// errNotServed is returned for requests that this proxy does not support.
var errNotServed = errors.New("a request for something else")

// serveSOCKS is the home's SOCKS proxy (RFC 1928). It resolves names itself.
func (w World) serveSOCKS(failed chan<- error) error {
	listener, err := net.Listen("tcp", net.JoinHostPort(w.Resolver, "1080"))
	if err != nil {
		return err
	}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				failed <- err
				return
			}
			go proxySOCKS(connection)
		}
	}()
	return nil
}

// proxySOCKS connects a client to the destination that it asks for.
func proxySOCKS(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	place, err := askedPlace(connection)
	if err != nil {
		return
	}
	far, err := net.Dial("tcp", place)
	if err != nil {
		_, _ = connection.Write([]byte{5, 4, 0, 1, 0, 0, 0, 0, 0, 0}) // host unreachable
		return
	}
	defer func() { _ = far.Close() }()
	from := netip.MustParseAddrPort(far.LocalAddr().String())
	granted := append([]byte{5, 0, 0, 1}, from.Addr().AsSlice()...)
	if _, err := connection.Write(binary.BigEndian.AppendUint16(granted, from.Port())); err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(far, connection)
		_ = far.Close()
	}()
	_, _ = io.Copy(connection, far)
}

// askedPlace performs the greeting and returns the requested destination.
func askedPlace(connection net.Conn) (place string, err error) {
	head := make([]byte, 2) // version, number of authentication methods
	if _, err := io.ReadFull(connection, head); err != nil {
		return "", err
	}
	if _, err := io.CopyN(io.Discard, connection, int64(head[1])); err != nil {
		return "", err
	}
	if _, err := connection.Write([]byte{5, 0}); err != nil {
		return "", err
	}
	request := make([]byte, 5) // version, command "connect", reserved, address type "domain name", its length
	if _, err := io.ReadFull(connection, request); err != nil {
		return "", err
	}
	if request[1] != 1 || request[3] != 3 {
		return "", errNotServed
	}
	name := make([]byte, int(request[4])+2)
	if _, err := io.ReadFull(connection, name); err != nil {
		return "", err
	}
	host, port := string(name[:len(name)-2]), binary.BigEndian.Uint16(name[len(name)-2:])
	return net.JoinHostPort(addressOf(host).String(), strconv.Itoa(int(port))), nil
}
