package network

import (
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// bindTo keeps a socket to one interface.
func bindTo(i Interface) func(network, address string, raw syscall.RawConn) error {
	return controlWith(func(socket uintptr, network string) error {
		if strings.HasSuffix(network, "6") {
			return unix.SetsockoptInt(int(socket), unix.IPPROTO_IPV6, unix.IPV6_BOUND_IF, i.Index)
		}
		return unix.SetsockoptInt(int(socket), unix.IPPROTO_IP, unix.IP_BOUND_IF, i.Index)
	})
}
