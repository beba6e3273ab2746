package stability

import (
	"errors"
	"net/netip"
	"os"
)

// FindGateway returns the address of the default route's router.
func FindGateway() (netip.Addr, error) {
	ipv4, errIPv4 := os.ReadFile("/proc/net/route")
	ipv6, errIPv6 := os.ReadFile("/proc/net/ipv6_route")
	if address, ok := gatewayOf(string(ipv4), string(ipv6)); ok {
		return address, nil
	}
	return netip.Addr{}, errors.Join(errNoGateway, errIPv4, errIPv6)
}
