package stability

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"time"

	"retune/diagnostics/network"
)

// Doors are what the probes reach the world through.
type Doors struct {
	// Network has the doors to interfaces, routes, the name service and connections.
	Network network.Doors
	// Gateway returns the router's address.
	Gateway func() (netip.Addr, error)
	// Client looks whether the Spotify of this computer runs and is connected: Unsure
	// where it does not run, has just started, or hides it.
	Client func(ctx context.Context) State
}

// NewProbes returns the probes of one watch. A probe is a connection without content, a
// question for a name, or a look at this computer.
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

// knocker connects to one of several doors and hangs up. It stays with the one that
// opened, and goes on to the next when one does not.
type knocker struct {
	dial network.Dial
	next int
}

// knock returns what became of it; the error is that of the door that did not open.
func (k *knocker) knock(ctx context.Context, doors []string) (Sighting, error) {
	started := time.Now()
	connection, err := k.dial(ctx, "tcp", doors[k.next%len(doors)])
	took := time.Since(started)
	if err != nil {
		k.next++
		return Sighting{State: Failed}, err
	}
	_ = connection.Close() // it did open, and that is all that was asked
	return Sighting{State: Answered, Took: took}, nil
}

func door(address netip.Addr, port uint16) string {
	return net.JoinHostPort(address.String(), strconv.Itoa(int(port)))
}

// gatewayProbe asks the router. One that turns a connection away is as much there as one
// that takes it; some let everything pass that is meant for them.
type gatewayProbe struct {
	find    func() (netip.Addr, error)
	address netip.Addr
	heard   bool // it has answered, so silence means something
	knocker knocker
}

// gatewayPorts are where routers answer: names, and their own pages.
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
		p.knocker.next-- // a refusal is an answer: the door is as good as any
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

// placeProbe asks an unrelated place.
type placeProbe struct {
	link    *linkProbe
	book    *book
	knocker knocker
}

// placeHost is for networks that lock out the addresses of the well-known resolvers.
const placeHost = "www.wikipedia.org"

// places are servers of unrelated operators, by address: a broken name service is not to
// look like a broken network.
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

// spotifyProbe asks an access point of Spotify's. Any of its ports will do for the client,
// so each is tried before it counts as closed.
type spotifyProbe struct {
	book    *book
	knocker knocker
}

// spotifyHost is the access point that the client falls back to (librespot does the same).
const spotifyHost = "ap.spotify.com"

// spotifyPorts are an access point's, in the order in which the client tries them.
func spotifyPorts() []uint16 { return []uint16{4070, 443, 80} }

func (p *spotifyProbe) ask(ctx context.Context) Sighting {
	var doors []string
	for _, address := range p.book.remembered(ctx) {
		for _, port := range spotifyPorts() {
			doors = append(doors, door(address, port))
		}
	}
	if len(doors) == 0 {
		return Sighting{State: Unsure} // nobody was asked
	}
	seen, _ := p.knocker.knock(ctx, doors)
	return seen
}
