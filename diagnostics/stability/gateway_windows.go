package stability

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"unsafe"

	"golang.org/x/sys/windows"
)

// adapterBytes is the initial buffer size that Microsoft recommends.
const adapterBytes = 15 << 10

// FindGateway returns the router with the lowest metric, an IPv4 one if there is any: Windows
// often lists the IPv6 routers first.
func FindGateway() (netip.Addr, error) {
	const wanted = windows.GAA_FLAG_INCLUDE_GATEWAYS | windows.GAA_FLAG_SKIP_UNICAST | windows.GAA_FLAG_SKIP_ANYCAST |
		windows.GAA_FLAG_SKIP_MULTICAST | windows.GAA_FLAG_SKIP_DNS_SERVER
	size := uint32(adapterBytes)
	for {
		buffer := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, wanted, 0, first, &size)
		if errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) && int(size) > len(buffer) {
			continue
		}
		if err != nil {
			return netip.Addr{}, fmt.Errorf("list the network adapters: %w", err)
		}
		if address, ok := nearest(hopsAmong(first)); ok {
			return address, nil
		}
		return netip.Addr{}, errNoGateway
	}
}

// hopsAmong returns all routers of the adapters that are up.
func hopsAmong(first *windows.IpAdapterAddresses) []hop {
	var hops []hop
	for each := first; each != nil; each = each.Next {
		if each.OperStatus != windows.IfOperStatusUp {
			continue
		}
		for gateway := each.FirstGatewayAddress; gateway != nil; gateway = gateway.Next {
			if found, ok := hopOf(each, gateway); ok {
				hops = append(hops, found)
			}
		}
	}
	return hops
}

func hopOf(adapter *windows.IpAdapterAddresses, gateway *windows.IpAdapterGatewayAddress) (hop, bool) {
	address, ok := netip.AddrFromSlice(gateway.Address.IP())
	switch address = address.Unmap(); {
	case !ok:
		return hop{}, false
	case address.Is4():
		return hop{address, uint64(adapter.Ipv4Metric)}, true
	case address.IsLinkLocalUnicast(): // unusable without its interface
		address = address.WithZone(strconv.FormatUint(uint64(adapter.Ipv6IfIndex), 10))
	}
	return hop{address, uint64(adapter.Ipv6Metric)}, true
}
