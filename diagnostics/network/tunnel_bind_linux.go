package network

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// bindTo keeps a socket to one interface. Since Linux 5.7 that needs no rights.
func bindTo(i Interface) func(network, address string, raw syscall.RawConn) error {
	return controlWith(func(socket uintptr, _ string) error {
		return unix.BindToDevice(int(socket), i.Name)
	})
}
