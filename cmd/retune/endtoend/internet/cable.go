//go:build linux

package main

import (
	"fmt"
	"net"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// delay carries frames between two interfaces, each one some time after it came and no faster
// than the cable's rate, and loses some of them. This applies to all traffic including
// connection setup, as on a real long route. (The kernel has netem for this, but not every
// computer has netem.)
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

// openInterface opens a socket for all traffic of an interface. The header that the kernel
// puts before each frame preserves unfinished checksums and oversized frames.
func openInterface(name string) (socket int, err error) {
	i, err := net.InterfaceByName(name)
	if err != nil {
		return 0, err
	}
	const every = unix.ETH_P_ALL<<8&0xff00 | unix.ETH_P_ALL>>8 // in network byte order
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

// frame is a frame waiting to be sent.
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
			// Frames that cannot be sent are lost, as on a real network.
			_, _ = unix.Write(to, f.bytes)
		}
	}()
	buffer := make([]byte, largest)
	var free time.Time // when the cable has carried all earlier frames
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
