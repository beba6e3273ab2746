package network

import (
	"math/bits"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
)

// The numbers of IP_UNICAST_IF and IPV6_UNICAST_IF in Microsoft's ws2ipdef.h; both are 31.
const unicastInterface = 31

// bindTo keeps a socket to one interface. For IPv4 Windows wants the index in network
// byte order.
func bindTo(i Interface) func(network, address string, raw syscall.RawConn) error {
	return controlWith(func(socket uintptr, network string) error {
		if strings.HasSuffix(network, "6") {
			return windows.SetsockoptInt(windows.Handle(socket), windows.IPPROTO_IPV6, unicastInterface, i.Index)
		}
		index := int(int32(bits.ReverseBytes32(uint32(i.Index)))) //nolint:gosec // the bytes count, not the number
		return windows.SetsockoptInt(windows.Handle(socket), windows.IPPROTO_IP, unicastInterface, index)
	})
}
