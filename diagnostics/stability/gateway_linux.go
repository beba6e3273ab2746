package stability

import (
	"errors"
	"net/netip"
	"os"
)

// FindGateway returns the address of the router that the default route leads to.
func FindGateway() (netip.Addr, error) {
	fourth, errFourth := os.ReadFile("/proc/net/route")
	sixth, errSixth := os.ReadFile("/proc/net/ipv6_route")
	if address, ok := gatewayOf(string(fourth), string(sixth)); ok {
		return address, nil
	}
	return netip.Addr{}, errors.Join(errNoGateway, errFourth, errSixth)
}
