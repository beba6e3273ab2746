//go:build linux

package main

import (
	"context"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// again is how soon a client that lost its server tries anew.
const again = 100 * time.Millisecond

// holdConnection holds a connection to a server until the context ends; SIGUSR1
// makes it drop it for good, as the real client does when Offline Mode is turned on.
func holdConnection(ctx context.Context, server string) {
	drop := make(chan os.Signal, 1)
	signal.Notify(drop, syscall.SIGUSR1)
	if server == "" {
		return
	}
	var dialer net.Dialer
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
