//go:build linux

package main

import "net"

// slammed are doors of which some are slammed shut behind whoever enters.
type slammed struct {
	net.Listener
	doors map[string]string
}

// Accept returns the next connection that is to be served.
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

// slam treats a connection badly: "reset" at once, "hello-reset" after the first words
// have come, and "hello-silent" never says a word.
func slam(connection *net.TCPConn, how string) {
	defer func() { _ = connection.Close() }()
	_ = connection.SetLinger(0) // closing it resets it
	if how == "reset" {
		return
	}
	hello := make([]byte, 4096)
	_, err := connection.Read(hello)
	for err == nil && how == "hello-silent" {
		_, err = connection.Read(hello)
	}
}
