package stability

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"time"

	"retune/diagnostics/network"
)

// Doors are what the probes use to reach the outside world.
type Doors struct {
	// Network gives access to interfaces, routes, the name service and connections.
	Network network.Doors
	// Gateway returns the router's address.
	Gateway func() (netip.Addr, error)
	// Client reports whether the client is running and connected. It returns Unsure if the
	// client is not running, has only just started, or cannot be examined.
	Client func(ctx context.Context) State
}

// NewProbes returns the probes for one watch. A probe opens a connection without sending
// content, looks up a name, or examines this computer.
func NewProbes(doors Doors) Probes {
	book := &book{lookup: doors.Network.Ask, known: map[string][]netip.Addr{}, opened: make(chan struct{})}
	link := &linkProbe{doors: doors.Network, kinds: map[netip.Addr]LinkKind{}}
	gateway := &gatewayProbe{find: doors.Gateway, knocker: knocker{dial: doors.Network.Dial}}
	places := &placeProbe{link: link, book: book, knocker: knocker{dial: doors.Network.Dial}}
	spotify := &spotifyProbe{book: book, knocker: knocker{dial: doors.Network.Dial}}
	return Probes{
		Link: link.ask,
		Others: [targetCount]Probe{
			Gateway: gateway.ask, Internet: places.ask, Names: book.ask, Spotify: spotify.ask,
			Client: func(ctx context.Context) Sighting { return Sighting{State: doors.Client(ctx)} },
		},
	}
}

// knocker connects to one of several addresses and hangs up. It keeps using the one that
// accepted, and moves on to the next when one does not.
type knocker struct {
	dial network.Dial
	next int
}

// knock tries one address and returns what became of it. The error is that of an address that
// did not accept.
func (k *knocker) knock(ctx context.Context, doors []string) (Sighting, error) {
	started := time.Now()
	connection, err := k.dial(ctx, "tcp", doors[k.next%len(doors)])
	took := time.Since(started)
	if err != nil {
		k.next++
		return Sighting{State: Failed}, err
	}
	_ = connection.Close() // that it opened is all there is to learn
	return Sighting{State: Answered, Took: took}, nil
}

func door(address netip.Addr, port uint16) string {
	return net.JoinHostPort(address.String(), strconv.Itoa(int(port)))
}

// gatewayProbe probes the router. Refusing a connection proves that it is there just as well
// as accepting one. Some routers silently drop everything addressed to them.
type gatewayProbe struct {
	find    func() (netip.Addr, error)
	address netip.Addr
	heard   bool // it has answered before, so silence means something
	knocker knocker
}

// gatewayPorts are the ports on which routers usually answer: DNS and their own pages.
func gatewayPorts() []uint16 { return []uint16{53, 80, 443} }

func (p *gatewayProbe) ask(ctx context.Context) Sighting {
	if address, err := p.find(); err == nil && address != p.address {
		p.address, p.heard = address, false
	}
	if !p.address.IsValid() {
		return Sighting{State: Unsure}
	}
	var doors []string
	for _, port := range gatewayPorts() {
		doors = append(doors, door(p.address, port))
	}
	started := time.Now()
	seen, err := p.knocker.knock(ctx, doors)
	if err != nil && network.FailureOf(err, network.Connect).Code == network.Refused {
		p.knocker.next-- // a refusal is an answer: stay with this port
		seen = Sighting{State: Answered, Took: time.Since(started)}
	}
	switch {
	case seen.State == Answered:
		p.heard = true
	case !p.heard:
		return Sighting{State: Unsure}
	}
	return seen
}

// placeProbe probes an unrelated server.
type placeProbe struct {
	link    *linkProbe
	book    *book
	knocker knocker
}

// placeHost is for networks that block the addresses of the well-known resolvers.
const placeHost = "www.wikipedia.org"

// places are servers of unrelated operators, by address, so that a broken name service does
// not look like a broken network.
func places(ipv6 bool) []string {
	if ipv6 {
		return []string{"[2606:4700:4700::1111]:443", "[2620:fe::fe]:443", "[2001:4860:4860::8888]:443"}
	}
	return []string{"1.1.1.1:443", "9.9.9.9:443", "8.8.8.8:443"}
}

func (p *placeProbe) ask(ctx context.Context) Sighting {
	doors := append(places(p.link.onlyIPv6()), placeHost)
	chosen := doors[p.knocker.next%len(doors)]
	if chosen == placeHost {
		addresses := p.book.addresses(ctx, placeHost)
		if len(addresses) == 0 {
			p.knocker.next++
			return Sighting{State: Failed}
		}
		doors[len(doors)-1] = door(addresses[0], 443)
	}
	seen, _ := p.knocker.knock(ctx, doors)
	return seen
}

// spotifyProbe probes one of Spotify's access points. The client can use any of its ports, so
// all are tried before it counts as closed.
type spotifyProbe struct {
	book    *book
	knocker knocker
}

// spotifyHost is the access point that the client falls back to, as librespot does.
const spotifyHost = "ap.spotify.com"

// spotifyPorts are the ports of an access point, in the order in which the client tries them.
func spotifyPorts() []uint16 { return []uint16{4070, 443, 80} }

func (p *spotifyProbe) ask(ctx context.Context) Sighting {
	var doors []string
	for _, address := range p.book.remembered(ctx) {
		for _, port := range spotifyPorts() {
			doors = append(doors, door(address, port))
		}
	}
	if len(doors) == 0 {
		return Sighting{State: Unsure} // nothing was probed
	}
	seen, _ := p.knocker.knock(ctx, doors)
	return seen
}
