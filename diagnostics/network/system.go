package network

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"time"
)

const (
	// connectTimeout outlasts every check; it ends a connect whose context has no end.
	connectTimeout = 5 * time.Second
	// headerBytes bounds what a server can send before its page.
	headerBytes = 64 << 10
)

// System returns the real doors. It takes the system's name as runtime.GOOS says it,
// the environment, and Retune's version.
func System(system string, environment func(string) string, version string) Doors {
	// On Linux Go's own resolver asks the servers of /etc/resolv.conf, which is where the C
	// library's asks too (with systemd-resolved that is its stub), and stops when it is told
	// to; a lookup of the C library holds a thread until it gives up. Windows and macOS
	// have no such file that counts: tunnels and rules for single domains are known to
	// the system alone, so there the system is asked.
	resolver := &net.Resolver{PreferGo: system == "linux"}
	dialer := &net.Dialer{Timeout: connectTimeout}
	path := HostsPath(system, environment)
	return Doors{
		Interfaces: func() ([]Interface, error) { return listInterfaces(system) },
		Route:      routeFrom,
		Lookup:     lookupWith(resolver),
		Controls:   publicResolvers(),
		Dial:       dialer.DialContext,
		HTTP: func(dial Dial) http.RoundTripper {
			return &http.Transport{
				Proxy: http.ProxyFromEnvironment, DialContext: dial,
				DisableKeepAlives: true, MaxResponseHeaderBytes: headerBytes,
			}
		},
		Proxy:     http.ProxyFromEnvironment,
		Now:       time.Now,
		HostsFile: func() (io.ReadCloser, error) { return os.Open(path) },
		HostsPath: path,
		Version:   version,
	}
}

// HostsPath returns where a system, by its runtime.GOOS name, has its hosts file.
func HostsPath(system string, environment func(string) string) string {
	if system != "windows" {
		return "/etc/hosts"
	}
	root := environment("SystemRoot")
	if root == "" {
		root = `C:\Windows`
	}
	return root + `\System32\drivers\etc\hosts`
}

func lookupWith(resolver *net.Resolver) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		return resolver.LookupNetIP(ctx, "ip", host)
	}
}

// publicResolvers are those of two operators, each by IPv4 and IPv6.
func publicResolvers() []Lookup {
	var lookups []Lookup
	for _, servers := range [][]string{
		{"1.1.1.1:53", "[2606:4700:4700::1111]:53"},
		{"9.9.9.9:53", "[2620:fe::fe]:53"},
	} {
		lookups = append(lookups, lookupWith(&net.Resolver{PreferGo: true, Dial: dialFirst(servers)}))
	}
	return lookups
}

// dialFirst connects to the first server that there is a way to. With UDP that sends
// nothing, so a family that this computer lacks is passed over at once.
func dialFirst(servers []string) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (connection net.Conn, err error) {
		var dialer net.Dialer
		for _, server := range servers {
			if connection, err = dialer.DialContext(ctx, network, server); err == nil {
				return connection, nil
			}
		}
		return nil, err
	}
}

// routeFrom connects a UDP socket, which chooses a route and sends nothing.
func routeFrom(ctx context.Context, to netip.AddrPort) (netip.Addr, error) {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "udp", to.String())
	if err != nil {
		return netip.Addr{}, err
	}
	defer connection.Close()
	local, err := netip.ParseAddrPort(connection.LocalAddr().String())
	if err != nil {
		return netip.Addr{}, err
	}
	return local.Addr().Unmap().WithZone(""), nil
}
