//go:build linux

package main

import "net"

// slammed is a listener that breaks some of the connections it accepts.
type slammed struct {
	net.Listener
	doors map[string]string
}

// Accept returns the next connection that should be served.
func (s slammed) Accept() (net.Conn, error) {
	for {
		connection, err := s.Listener.Accept()
		if err != nil {
			return nil, err
		}
		host, _, err := net.SplitHostPort(connection.LocalAddr().String())
		if err != nil {
			return nil, err
		}
		how, named := s.doors[host]
		if !named {
			how = s.doors["*"]
		}
		stream, ok := connection.(*net.TCPConn)
		if how == "" || !ok {
			return connection, nil
		}
		go slam(stream, how)
	}
}

// slam breaks a connection: "reset" does so at once, "hello-reset" after the client's first
// bytes, and "hello-silent" never sends anything.
func slam(connection *net.TCPConn, how string) {
	defer func() { _ = connection.Close() }()
	_ = connection.SetLinger(0) // makes Close send a reset
	if how == "reset" {
		return
	}
	hello := make([]byte, 4096)
	_, err := connection.Read(hello)
	for err == nil && how == "hello-silent" {
		_, err = connection.Read(hello)
	}
}
