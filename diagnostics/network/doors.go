package network

import (
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Kinds of interface, as far as the system tells them apart.
const (
	Wired    = "wired"
	Wireless = "wireless"
	Other    = "other"
)

// Interface is a network interface of this computer.
type Interface struct {
	Name      string
	Index     int
	Tunnel    string // what kind of tunnel it is; empty: none
	Kind      string // Wired, Wireless or Other
	Up        bool   // switched on, and with a link
	Loopback  bool
	Addresses []netip.Addr
}

// Lookup returns the addresses of a host, IPv4 and IPv6 in any order. No address is
// an error, as the net package has it (*net.DNSError).
type Lookup func(ctx context.Context, host string) ([]netip.Addr, error)

// Dial connects to an address as net.Dialer does.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// DialFrom connects to an address over one interface.
type DialFrom func(ctx context.Context, from Interface, network, address string) (net.Conn, error)

// ChooseProxy returns the proxy that a request goes to, or nil, as http.Transport asks for it.
type ChooseProxy func(*http.Request) (*url.URL, error)

// Doors is everything through which the checks reach the world. Whatever is given a
// context returns as soon as that ends.
type Doors struct {
	// Interfaces lists the network interfaces.
	Interfaces func() ([]Interface, error)
	// Route returns the address of this computer from which the system would send to
	// another one, and sends nothing; the error is the system's when there is no way.
	Route func(ctx context.Context, to netip.AddrPort) (netip.Addr, error)

	// Lookup asks the resolver that this computer is set to use.
	Lookup Lookup
	// LookupAgain asks it once more, where Lookup takes long; where there are several, another
	// one. It has to be another net.Resolver than that of Lookup, which makes one question of
	// two that are the same. Nil: nobody is asked twice.
	LookupAgain Lookup
	// Controls ask public resolvers of operators that have nothing to do with each other.
	Controls []Lookup

	// Dial connects; it is given addresses, never names.
	Dial Dial
	// HTTP returns what carries requests. It connects with the Dial that it is given, which
	// takes names, too.
	HTTP func(Dial, ChooseProxy) http.RoundTripper

	// Roots are the authorities that this computer trusts; nil: as the system says.
	Roots *x509.CertPool
	// Now is this computer's clock, which may be wrong.
	Now func() time.Time

	// DialFrom connects to an address over one interface, whatever the routes say.
	DialFrom DialFrom
	// Allowance is how many connections a diagnosis may open; nil: any number.
	Allowance *Allowance

	// Proxies lists the proxies that the environment and the system have set; with an
	// error there may be more.
	Proxies func(ctx context.Context) ([]Proxy, error)
	// SpotifyProxy returns what Spotify's own settings say; nil where they are not read.
	SpotifyProxy func(ctx context.Context) (Proxy, error)
	// Firewall reads this computer's firewall, or returns ErrNoFirewall.
	Firewall func(ctx context.Context) (Firewall, error)
	// Opinion returns what the system tells programs of the internet, or ErrNoOpinion.
	Opinion func(ctx context.Context) (Opinion, error)

	// HostsFile opens the hosts file, HostsPath names it.
	HostsFile func() (io.ReadCloser, error)
	HostsPath string

	// Version is what Retune calls itself in a request, as "Retune/<version>".
	Version string
}
