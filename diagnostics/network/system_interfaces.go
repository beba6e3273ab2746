package network

import (
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"strings"
)

// sysClassNet is where Linux describes its network interfaces, a folder each.
const sysClassNet = "/sys/class/net"

func listInterfaces(system string) ([]Interface, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("list the network interfaces: %w", err)
	}
	adapters, err := listAdapters()
	if err != nil {
		return nil, err
	}
	class := os.DirFS(sysClassNet)
	listed := make([]Interface, 0, len(all))
	for _, i := range all {
		addresses, err := i.Addrs()
		if err != nil {
			return nil, fmt.Errorf("list an interface's addresses: %w", err)
		}
		listed = append(listed, Interface{
			Name: i.Name, Index: i.Index,
			Kind:      kindOfInterface(system, i.Name, class),
			Tunnel:    tunnelKind(system, i.Name, class, adapters[i.Index]),
			Up:        i.Flags&net.FlagUp != 0 && i.Flags&net.FlagRunning != 0,
			Loopback:  i.Flags&net.FlagLoopback != 0,
			Addresses: parseAddresses(addresses),
		})
	}
	return listed, nil
}

func parseAddresses(addresses []net.Addr) []netip.Addr {
	var parsed []netip.Addr
	for _, address := range addresses {
		if prefix, err := netip.ParsePrefix(address.String()); err == nil {
			parsed = append(parsed, prefix.Addr().Unmap())
		}
	}
	return parsed
}

// kindOfInterface says what an interface is. Linux tells in its folder: a radio has
// "phy80211", hardware has "device". Windows' names say it in most languages; macOS
// gives the same names to both.
func kindOfInterface(system, name string, class fs.FS) string {
	switch system {
	case "linux":
		return linuxKind(name, class)
	case "windows":
		return windowsKind(strings.ToLower(name))
	}
	return Other
}

func linuxKind(name string, class fs.FS) string {
	if _, err := fs.Stat(class, name+"/phy80211"); err == nil {
		return Wireless
	}
	if _, err := fs.Stat(class, name+"/device"); err == nil {
		return Wired
	}
	return Other
}

func windowsKind(name string) string {
	switch {
	case strings.HasPrefix(name, "wi-fi"), strings.HasPrefix(name, "wlan"):
		return Wireless
	case strings.HasPrefix(name, "ethernet"):
		return Wired
	}
	return Other
}
