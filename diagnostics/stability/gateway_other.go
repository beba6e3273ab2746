//go:build !linux && !windows && !darwin

package stability

import "net/netip"

// FindGateway does not know this system's table of routes.
func FindGateway() (netip.Addr, error) { return netip.Addr{}, errNoGateway }
