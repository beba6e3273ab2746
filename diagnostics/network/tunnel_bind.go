package network

import (
	"context"
	"fmt"
	"net"
	"syscall"
)

// dialFrom connects over one interface, whatever the routes say.
func dialFrom(ctx context.Context, from Interface, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: connectTimeout, Control: bindTo(from)}
	return dialer.DialContext(ctx, network, address)
}

// controlWith makes a net.Dialer's Control of what is to be done with the socket.
func controlWith(bind func(socket uintptr, network string) error) func(network, address string, raw syscall.RawConn) error {
	return func(network, _ string, raw syscall.RawConn) error {
		var bound error
		if err := raw.Control(func(socket uintptr) { bound = bind(socket, network) }); err != nil {
			return fmt.Errorf("bind to an interface: %w", err)
		}
		if bound != nil {
			return fmt.Errorf("bind to an interface: %w", bound)
		}
		return nil
	}
}
