//go:build linux

package main

import (
	"fmt"
	"net"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// delay carries frames between two interfaces, each some time after it came, not faster than
// the cable bears, and loses some. That goes for all there is, the beginning of a connection,
// too, as on a long way. (The kernel has a discipline for this, netem, which not every
// computer has.)
func (w World) delay(failed chan<- error) error {
	cable, err := openInterface(w.Cable)
	if err != nil {
		return err
	}
	home, err := openInterface(w.Home)
	if err != nil {
		return err
	}
	go func() { failed <- w.carry(cable, home) }()
	go func() { failed <- w.carry(home, cable) }()
	return nil
}

// openInterface opens all traffic of an interface. The header that the kernel puts in
// front keeps unfinished checksums and large frames what they are.
func openInterface(name string) (socket int, err error) {
	i, err := net.InterfaceByName(name)
	if err != nil {
		return 0, err
	}
	const every = unix.ETH_P_ALL<<8&0xff00 | unix.ETH_P_ALL>>8 // in the network's order
	if socket, err = unix.Socket(unix.AF_PACKET, unix.SOCK_RAW, 0); err != nil {
		return 0, fmt.Errorf("open a packet socket: %w", err)
	}
	for _, option := range []int{unix.PACKET_VNET_HDR, unix.PACKET_IGNORE_OUTGOING} {
		if err := unix.SetsockoptInt(socket, unix.SOL_PACKET, option, 1); err != nil {
			return 0, fmt.Errorf("set up a packet socket: %w", err)
		}
	}
	return socket, unix.Bind(socket, &unix.SockaddrLinklayer{Protocol: every, Ifindex: i.Index})
}

// frame is one that waits for its time.
type frame struct {
	bytes []byte
	due   time.Time
}

func (w World) carry(from, to int) error {
	const largest, most = 1 << 17, 1 << 14
	waiting := make(chan frame, most)
	go func() {
		for f := range waiting {
			time.Sleep(time.Until(f.due))
			// A frame that cannot be sent is lost, as frames are.
			_, _ = unix.Write(to, f.bytes)
		}
	}()
	buffer := make([]byte, largest)
	var free time.Time // when the cable has carried all that came before
	for number := 1; ; number++ {
		length, err := unix.Read(from, buffer)
		if err == unix.EINTR || err == unix.ENETDOWN {
			continue
		}
		if err != nil {
			return err
		}
		if w.Loss > 0 && number%w.Loss == 0 {
			continue
		}
		if now := time.Now(); free.Before(now) {
			free = now
		}
		if w.Rate > 0 {
			free = free.Add(time.Duration(length) * 8 * time.Second / time.Duration(w.Rate))
		}
		waiting <- frame{slices.Clone(buffer[:length]), free.Add(w.Delay)}
	}
}
