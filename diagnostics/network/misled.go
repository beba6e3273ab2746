package network

import (
	"context"
	"net"
	"net/netip"
	"slices"
)

// misled reports whether this computer's resolver leads to somebody else's server instead of
// the host's: public resolvers know another address, and there the host proves who it is.
// Filters answer like that which show a page of their own. Through a proxy nobody asks this
// computer's resolver.
func (d *diagnosis) misled(ctx context.Context, host string) bool {
	if d.usesProxy(ctx) || d.scriptChooses(ctx) {
		return false
	}
	known, err := d.resolve(ctx, host)
	if err != nil {
		return false
	}
	better, err := d.resolveByControls(ctx, host)
	if err != nil || slices.ContainsFunc(better, func(a netip.Addr) bool { return slices.Contains(known, a) }) {
		return false
	}
	connection, err := d.dialAddress(ctx, "tcp", net.JoinHostPort(better[0].String(), securePort))
	if err != nil {
		return false
	}
	_, err = d.handshakeOver(ctx, connection, host)
	return err == nil
}
