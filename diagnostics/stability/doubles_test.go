package stability

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"syscall"
	"time"

	"retune/diagnostics/network"
)

// home is a computer connected to the internet through a router. It can be changed while it
// is being watched.
type home struct {
	sync.Mutex
	link      bool
	kind      string
	tunnel    string
	router    error // the error of connecting to the router
	closed    []string
	names     bool
	addresses []netip.Addr
	client    State

	dialled []dialled
	looks   []time.Time // when the client was looked at
}

type dialled struct {
	at      time.Time
	address string
}

const (
	lateBy      = 20 * time.Millisecond
	routerAt    = "192.168.1.1"
	spotifyAt   = "203.0.113.40"
	spotifyAlso = "2001:db8::40"
)

func newHome() *home {
	return &home{
		link: true, kind: network.Wireless, router: syscall.ECONNREFUSED, names: true, client: Answered,
		addresses: []netip.Addr{netip.MustParseAddr(spotifyAt), netip.MustParseAddr(spotifyAlso)},
	}
}

// set changes the home.
func (h *home) set(change func()) {
	h.Lock()
	defer h.Unlock()
	change()
}

func (h *home) doors() Doors {
	return Doors{
		Network: network.Doors{Route: h.route, Interfaces: h.interfaces, Lookup: h.lookup, Dial: h.dial},
		Gateway: func() (netip.Addr, error) { return netip.MustParseAddr(routerAt), nil },
		Client: func(context.Context) State {
			h.Lock()
			defer h.Unlock()
			h.looks = append(h.looks, time.Now())
			return h.client
		},
	}
}

func (h *home) route(context.Context, netip.AddrPort) (netip.Addr, error) {
	h.Lock()
	defer h.Unlock()
	if !h.link {
		return netip.Addr{}, &net.OpError{Op: "dial", Net: "udp", Err: syscall.ENETUNREACH}
	}
	return netip.MustParseAddr("192.168.1.7"), nil
}

func (h *home) interfaces() ([]network.Interface, error) {
	h.Lock()
	defer h.Unlock()
	own := network.Interface{Name: "w0", Kind: h.kind, Tunnel: h.tunnel, Up: true, Addresses: []netip.Addr{netip.MustParseAddr("192.168.1.7")}}
	if h.tunnel != "" {
		return []network.Interface{own, {Name: "e0", Kind: network.Wired, Up: true, Addresses: []netip.Addr{netip.MustParseAddr("10.0.0.7")}}}, nil
	}
	return []network.Interface{own}, nil
}

func (h *home) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	h.Lock()
	names, addresses := h.names, slices.Clone(h.addresses)
	h.Unlock()
	if !names {
		<-ctx.Done()
		return nil, &net.DNSError{Err: "no answer", Name: host, IsTimeout: true}
	}
	return addresses, nil
}

// dial answers with a small delay; a closed port never answers.
func (h *home) dial(ctx context.Context, _, address string) (net.Conn, error) {
	h.Lock()
	h.dialled = append(h.dialled, dialled{time.Now(), address})
	host, _, _ := net.SplitHostPort(address)
	closed := !h.link || slices.Contains(h.closed, host) || slices.Contains(h.closed, address)
	router := h.router
	h.Unlock()
	if closed {
		<-ctx.Done()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
	}
	select {
	case <-time.After(lateBy):
	case <-ctx.Done():
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
	}
	if host == routerAt && router != nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: router}
	}
	near, far := net.Pipe()
	_ = far.Close()
	return near, nil
}
