package stability

import (
	"net/netip"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// router is a router's address as Windows returns it.
func router(text string, next *windows.IpAdapterGatewayAddress) *windows.IpAdapterGatewayAddress {
	address := netip.MustParseAddr(text)
	gateway := &windows.IpAdapterGatewayAddress{Next: next}
	if address.Is4() {
		socket := &windows.RawSockaddrInet4{Family: windows.AF_INET, Addr: address.As4()}
		gateway.Address.Sockaddr = (*syscall.RawSockaddrAny)(unsafe.Pointer(socket))
		gateway.Address.SockaddrLength = int32(unsafe.Sizeof(*socket))
		return gateway
	}
	socket := &windows.RawSockaddrInet6{Family: windows.AF_INET6, Addr: address.As16()}
	gateway.Address.Sockaddr = (*syscall.RawSockaddrAny)(unsafe.Pointer(socket))
	gateway.Address.SockaddrLength = int32(unsafe.Sizeof(*socket))
	return gateway
}

func TestTheRouterAmongWindowsAdapters(t *testing.T) {
	type adapter = windows.IpAdapterAddresses
	up := uint32(windows.IfOperStatusUp)
	for name, example := range map[string]struct {
		adapters []*adapter
		want     string
	}{
		"both families, IPv6 first": {
			[]*adapter{{OperStatus: up, FirstGatewayAddress: router("fe80::1", router("192.168.77.1", nil)), Ipv4Metric: 25}}, "192.168.77.1",
		},
		"the cable before the radio": {
			[]*adapter{
				{OperStatus: up, FirstGatewayAddress: router("192.168.77.1", nil), Ipv4Metric: 50},
				{OperStatus: up, FirstGatewayAddress: router("10.0.0.1", nil), Ipv4Metric: 25},
			}, "10.0.0.1",
		},
		"one that is down": {[]*adapter{{FirstGatewayAddress: router("192.168.77.1", nil)}}, ""},
		"IPv6 alone": {
			[]*adapter{{OperStatus: up, FirstGatewayAddress: router("fe80::1", nil), Ipv6IfIndex: 12}}, "fe80::1%12",
		},
		"no router": {[]*adapter{{OperStatus: up}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for i := 1; i < len(example.adapters); i++ {
				example.adapters[i-1].Next = example.adapters[i]
			}
			got, ok := nearest(hopsAmong(example.adapters[0]))
			if ok != (example.want != "") || ok && got != netip.MustParseAddr(example.want) {
				t.Errorf("%v", got)
			}
		})
	}
}
