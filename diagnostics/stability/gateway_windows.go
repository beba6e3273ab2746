package stability

import (
	"errors"
	"fmt"
	"net/netip"
	"unsafe"

	"golang.org/x/sys/windows"
)

// adapterBytes is what Microsoft recommends to begin with.
const adapterBytes = 15 << 10

// FindGateway returns the address of the router of the adapter with the least metric.
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
		return gatewayAmong(first)
	}
}

func gatewayAmong(first *windows.IpAdapterAddresses) (netip.Addr, error) {
	var best hop
	for each := first; each != nil; each = each.Next {
		if each.OperStatus != windows.IfOperStatusUp || each.FirstGatewayAddress == nil {
			continue
		}
		address, ok := netip.AddrFromSlice(each.FirstGatewayAddress.Address.IP())
		if ok && (!best.address.IsValid() || uint64(each.Ipv4Metric) < best.metric) {
			best = hop{address.Unmap(), uint64(each.Ipv4Metric)}
		}
	}
	if !best.address.IsValid() {
		return netip.Addr{}, errNoGateway
	}
	if best.address.IsLinkLocalUnicast() {
		return netip.Addr{}, errNoGateway // without its interface nothing can be sent there
	}
	return best.address, nil
}
