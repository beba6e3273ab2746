package main

import (
	"context"

	"retune/diagnostics/network"
	"retune/diagnostics/spotify"
)

// spotifyProxy returns the proxy in Spotify's own settings, in package network's terms.
func spotifyProxy(finder spotify.Finder) func(context.Context) (network.Proxy, error) {
	kinds := map[spotify.ProxyMode]network.ProxyKind{
		spotify.ProxySystem: network.ProxyInherited,
		spotify.ProxyNone:   network.ProxyDirect,
		spotify.ProxyHTTP:   network.ProxyHTTP,
		spotify.ProxySOCKS4: network.ProxySOCKS4,
		spotify.ProxySOCKS5: network.ProxySOCKS5,
	}
	return func(context.Context) (network.Proxy, error) {
		set, err := finder.Proxy()
		if err != nil {
			return network.Proxy{}, err //nolint:wrapcheck // it names the file itself
		}
		return network.Proxy{
			Source: network.ProxyOfSpotify, Kind: kinds[set.Mode], Address: set.Address, Login: set.Login,
		}, nil
	}
}
