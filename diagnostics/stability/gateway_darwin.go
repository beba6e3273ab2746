package stability

import (
	"fmt"
	"net/netip"
	"syscall"

	"golang.org/x/net/route"
)

// FindGateway returns the address of the default route's router.
func FindGateway() (netip.Addr, error) {
	table, err := route.FetchRIB(syscall.AF_INET, route.RIBTypeRoute, 0)
	if err != nil {
		return netip.Addr{}, fmt.Errorf("read the table of routes: %w", err)
	}
	messages, err := route.ParseRIB(route.RIBTypeRoute, table)
	if err != nil {
		return netip.Addr{}, fmt.Errorf("read the table of routes: %w", err)
	}
	for _, message := range messages {
		if entry, ok := message.(*route.RouteMessage); ok && isDefault(entry) {
			if gateway, ok := entry.Addrs[syscall.RTAX_GATEWAY].(*route.Inet4Addr); ok {
				return netip.AddrFrom4(gateway.IP), nil
			}
		}
	}
	return netip.Addr{}, errNoGateway
}

// isDefault reports whether a route is a default route.
func isDefault(entry *route.RouteMessage) bool {
	if entry.Flags&syscall.RTF_GATEWAY == 0 || len(entry.Addrs) <= syscall.RTAX_NETMASK {
		return false
	}
	to, ok := entry.Addrs[syscall.RTAX_DST].(*route.Inet4Addr)
	mask, _ := entry.Addrs[syscall.RTAX_NETMASK].(*route.Inet4Addr)
	return ok && to.IP == [4]byte{} && (mask == nil || mask.IP == [4]byte{})
}
