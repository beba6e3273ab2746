//go:build !linux && !windows && !darwin

package stability

import "net/netip"

// FindGateway returns an error: this system's routing table is not supported.
func FindGateway() (netip.Addr, error) { return netip.Addr{}, errNoGateway }
