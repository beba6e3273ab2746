//go:build linux

package main

import (
	"context"
	"errors"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// again is the pause before a client that lost its server reconnects.
const again = 100 * time.Millisecond

// holdConnection keeps a connection to a server until the context ends. SIGUSR1 makes it drop
// the connection for good, as the real client does when Offline Mode is turned on.
func holdConnection(ctx context.Context, server string) {
	drop := make(chan os.Signal, 1)
	signal.Notify(drop, syscall.SIGUSR1)
	if server == "" {
		return
	}
	dialer := net.Dialer{Control: mark}
	for {
		if connection, err := dialer.DialContext(ctx, "tcp", server); err == nil {
			select {
			case <-ctx.Done():
			case <-drop:
			}
			_ = connection.Close()
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(again):
		}
	}
}

// mark sets the traffic class (CS1) of the connection's packets, by which the tests
// distinguish them from Retune's.
func mark(network, _ string, raw syscall.RawConn) error {
	const class = 0x20
	level, option := syscall.IPPROTO_IP, syscall.IP_TOS
	if strings.HasSuffix(network, "6") {
		level, option = syscall.IPPROTO_IPV6, syscall.IPV6_TCLASS
	}
	var failure error
	err := raw.Control(func(socket uintptr) { failure = syscall.SetsockoptInt(int(socket), level, option, class) })
	return errors.Join(err, failure)
}
