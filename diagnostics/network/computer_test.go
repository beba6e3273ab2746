package network_test

import (
	"context"
	"net"

	"retune/diagnostics/network"
)

// computer is what the settings of a made-up computer say. The zero has no proxy, no
// firewall that can be read, and nothing around a tunnel.
type computer struct {
	proxies      []network.Proxy
	unread       error
	own          network.Proxy // Spotify's
	ownError     error
	around       func(ctx context.Context, from network.Interface, address string) error
	firewall     *network.Firewall
	opinion      *network.Opinion
	opinionError error
}

func (c computer) listProxies(context.Context) ([]network.Proxy, error) { return c.proxies, c.unread }

func (c computer) spotifyProxy(context.Context) (network.Proxy, error) {
	if c.own.Kind == "" {
		return network.Proxy{Kind: network.ProxyInherited}, c.ownError
	}
	return c.own, c.ownError
}

func (c computer) dialFrom(ctx context.Context, from network.Interface, _, address string) (net.Conn, error) {
	if c.around == nil {
		return nil, silentDial(ctx, address)
	}
	if err := c.around(ctx, from, address); err != nil {
		return nil, err
	}
	near, far := net.Pipe()
	_ = far.Close()
	return near, nil
}

func (c computer) readFirewall(context.Context) (network.Firewall, error) {
	if c.firewall == nil {
		return network.Firewall{}, network.ErrNoFirewall
	}
	return *c.firewall, nil
}

func (c computer) readOpinion(context.Context) (network.Opinion, error) {
	if c.opinionError != nil {
		return network.Opinion{}, c.opinionError
	}
	if c.opinion == nil {
		return network.Opinion{}, network.ErrNoOpinion
	}
	return *c.opinion, nil
}
