package network

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"time"

	"retune/diagnostics/system"
)

const (
	// connectTimeout outlasts every check; it ends a connect whose context has no end.
	connectTimeout = 5 * time.Second
	// readBuffer is how many bytes of what a server sends the system takes before anybody
	// wants them; by itself it takes more the faster they come.
	readBuffer = 32 << 10
	// headerBytes bounds what a server can send before its page.
	headerBytes = 64 << 10
)

// System returns the real doors. It takes the environment, Retune's version, and how many
// connections may be opened, the questions for names among them where Retune sends those by
// itself; nil: any number.
func System(environment system.Environment, version string, allowance *Allowance) Doors {
	// On Linux Go's own resolver asks the servers of /etc/resolv.conf, which is where the C
	// library's asks too (with systemd-resolved that is its stub), and stops when it is told
	// to; a lookup of the C library holds a thread until it gives up. Windows and macOS
	// have no such file that counts: tunnels and rules for single domains are known to
	// the system alone, so there the system is asked.
	toNameServer := allowance.limit((&net.Dialer{}).DialContext)
	ask := func(dial Dial) Lookup {
		return lookupWith(&net.Resolver{
			PreferGo: environment.System == "linux", Dial: endingWithContext(dial),
		})
	}
	dialer := &net.Dialer{Timeout: connectTimeout}
	path, unknown := system.HostsFile()
	commands, files := system.NewCommands(environment), system.NewFiles()
	return Doors{
		Interfaces:  func() ([]Interface, error) { return listInterfaces(environment.System) },
		Route:       routeFrom,
		Lookup:      ask(toNameServer),
		LookupAgain: ask(dialNext(toNameServer, nameServers)),
		Controls:    publicResolvers(toNameServer),
		Dial:        takingLittle(dialer.DialContext),
		HTTP: func(dial Dial, proxy ChooseProxy) http.RoundTripper {
			return &http.Transport{
				Proxy: proxy, DialContext: dial,
				DisableKeepAlives: true, MaxResponseHeaderBytes: headerBytes,
			}
		},
		Now:       time.Now,
		DialFrom:  dialFrom,
		Allowance: allowance,
		Proxies:   proxyReader{environment, commands, files, readWindowsProxy}.read,
		Firewall:  firewallReader{environment, commands, files, readWindowsFirewall}.read,
		Opinion:   readOpinion,
		HostsFile: func() (io.ReadCloser, error) { return openHosts(path, unknown) },
		HostsPath: path,
		Version:   version,
	}
}

// openHosts opens the hosts file, unless the system would not say where it is.
func openHosts(path string, unknown error) (io.ReadCloser, error) {
	if unknown != nil {
		return nil, unknown
	}
	return os.Open(path)
}

func lookupWith(resolver *net.Resolver) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		return resolver.LookupNetIP(ctx, familiesToAsk(ctx, host), host)
	}
}

// familiesToAsk returns which families of addresses are worth asking for, as net.Resolver
// wants it: without a way for one, its addresses are of no use to anybody. Of hosts that are
// not Spotify's, one family is enough to see whether they answer.
func familiesToAsk(ctx context.Context, host string) string {
	const ipv4, ipv6, both = "ip4", "ip6", "ip"
	from4, err4 := routeFrom(ctx, routeTargets()[0])
	_, err6 := routeFrom(ctx, routeTargets()[1])
	routed4, routed6 := err4 == nil && !from4.IsLinkLocalUnicast(), err6 == nil
	switch {
	case routed6 && !routed4:
		return ipv6
	case routed4 && (!routed6 || !within(host, "spotify.com")):
		return ipv4
	}
	return both
}

// publicResolvers are those of two operators, each by IPv4 and IPv6, by plain DNS and
// over HTTPS (Cloudflare's and Quad9's pages for developers name the addresses).
func publicResolvers(dial Dial) []Lookup {
	var lookups []Lookup
	for _, servers := range [][]string{
		{"1.1.1.1", "2606:4700:4700::1111"},
		{"9.9.9.9", "2620:fe::fe"},
	} {
		plain := lookupRooted(&net.Resolver{PreferGo: true, Dial: endingWithContext(dialFirst(dial, servers, "53"))})
		encrypted := overHTTPS(&http.Transport{DialContext: dialFirst(dial, servers, securePort)}, "https://"+servers[0]+"/dns-query")
		lookups = append(lookups, plainThenEncrypted(plain, encrypted))
	}
	return lookups
}

// endingWithContext closes what it opened when the context of the dial ends, which for
// Go's resolver is that of the lookup. By itself it would wait for an answer for seconds
// after nobody wants it any more.
func endingWithContext(dial Dial) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = connection.Close() })
		return connection, nil
	}
}

// takingLittle keeps a server from sending much more than what is read of it.
func takingLittle(dial Dial) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := dial(ctx, network, address)
		if stream, ok := connection.(*net.TCPConn); ok && err == nil {
			_ = stream.SetReadBuffer(readBuffer) // without it all works as well
		}
		return connection, err
	}
}

// lookupRooted asks for a name as it is: the domain of the network that this computer is
// in, which others would be asked for, too, is nobody's business. All hosts in question
// have an IPv4 address; that one is there is all that is asked.
func lookupRooted(resolver *net.Resolver) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		return resolver.LookupNetIP(ctx, "ip4", host+".")
	}
}

// dialFirst connects to the first server that there is a way to, whatever it is asked for. With
// UDP that sends nothing, so a family that this computer lacks is passed over at once.
func dialFirst(dial Dial, servers []string, port string) Dial {
	return func(ctx context.Context, network, _ string) (connection net.Conn, err error) {
		for _, server := range servers {
			connection, err = dial(ctx, network, net.JoinHostPort(server, port))
			if err == nil {
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
