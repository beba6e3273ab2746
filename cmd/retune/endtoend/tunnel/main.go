//go:build linux

// Command tunnel is one end of a simple VPN: packets sent into its device tun0 travel to the
// other end in datagrams and come out there. It prints "ready" once the device exists.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"

	"golang.org/x/sys/unix"
)

func main() {
	own := flag.String("own", "", "address to take the other end's datagrams at")
	peer := flag.String("peer", "", "address of the other end")
	flag.Parse()
	fmt.Fprintln(os.Stderr, "tunnel:", run(*own, *peer))
	os.Exit(1)
}

func run(own, peer string) error {
	device, err := openDevice("tun0")
	if err != nil {
		return err
	}
	here, err := net.ResolveUDPAddr("udp", own)
	if err != nil {
		return err
	}
	there, err := net.ResolveUDPAddr("udp", peer)
	if err != nil {
		return err
	}
	socket, err := net.ListenUDP("udp", here)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	failed := make(chan error)
	go func() {
		failed <- carry(device.Read, func(packet []byte) { _, _ = socket.WriteToUDP(packet, there) })
	}()
	go func() {
		failed <- carry(socket.Read, func(packet []byte) { _, _ = device.Write(packet) })
	}()
	return <-failed
}

// openDevice creates a tun device.
func openDevice(name string) (io.ReadWriter, error) {
	file, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("open the device: %w", err)
	}
	request, err := unix.NewIfreq(name)
	if err != nil {
		return nil, err
	}
	request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(file, unix.TUNSETIFF, request); err != nil {
		return nil, fmt.Errorf("make the device: %w", err)
	}
	return os.NewFile(uintptr(file), name), nil
}

// carry forwards packets until reading fails. Packets that cannot be sent are lost.
func carry(read func([]byte) (int, error), send func([]byte)) error {
	packet := make([]byte, 1<<16)
	for {
		length, err := read(packet)
		if err != nil {
			return err
		}
		send(packet[:length])
	}
}
