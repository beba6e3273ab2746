package network_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"retune/diagnostics/network"
)

// planted are the addresses and names of a made-up user. None of them is anybody's but theirs.
func planted() []string {
	return []string{"10.13.37.", "fd13:37::", "169.254.13.37", "203.0.113.77", "klara", "werk7", "hunter2", "Feierabend"}
}

// klarasComputer has something of the user's in all that it can be asked for.
func klarasComputer() computer {
	const home = `C:\Users\klara\AppData\Roaming\Spotify\Spotify.exe`
	return computer{
		proxies: []network.Proxy{
			{Source: network.ProxyOfEnvironment, Kind: network.ProxyHTTP, Address: "10.13.37.8:3128", User: "klara", Password: "hunter2"},
			{Source: network.ProxyOfSystem, Kind: network.ProxySOCKS5, Address: "proxy.werk7.example:1080"},
			{Source: network.ProxyOfScript, Kind: network.ProxyScript},
		},
		firewall: &network.Firewall{Name: "ufw", Active: true, Blocks: []network.FirewallRule{{Program: home}}},
		opinion:  &network.Opinion{},
	}
}

func klarasInterfaces() []network.Interface {
	return []network.Interface{
		{Name: "klara-wlan", Kind: network.Wireless, Up: true, Addresses: []netip.Addr{
			netip.MustParseAddr("10.13.37.2"), netip.MustParseAddr("fd13:37::2"),
		}},
		{Name: "werk7-vpn", Tunnel: "tun", Kind: network.Other, Up: true, Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.10")}},
	}
}

// klarasNames has the resolver send Spotify's hosts into the home.
func klarasNames(into string) network.Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		if strings.HasSuffix(host, ".werk7.example") {
			return []netip.Addr{netip.MustParseAddr("10.13.37.9")}, nil
		}
		return sunkTo(into)(ctx, host)
	}
}

// named fails with an error that names what was to be reached, and from where.
func named(_ context.Context, address string) error {
	return &net.OpError{
		Op: "dial", Net: "tcp", Source: &net.TCPAddr{IP: net.ParseIP("10.13.37.2"), Port: 40_000},
		Addr: &net.TCPAddr{IP: net.ParseIP("203.0.113.77"), Port: 443},
		Err:  errors.New("klara's router at 10.13.37.1 says no to " + address),
	}
}

// Whatever goes wrong, and with whatever of the user's in it: a finding says nothing of it.
func TestFindingsSayNothingOfTheUser(t *testing.T) {
	hosts := func() *strings.Reader {
		return strings.NewReader("10.13.37.5 spclient.wg.spotify.com # Feierabend\nfd13:37::5 ap.spotify.com klara-nas\n203.0.113.77 dealer.spotify.com\n")
	}
	portal := answering("http", http.StatusFound, "", "Location", "http://login.werk7.example/?client=10.13.37.2&user=klara")
	worlds := map[string]world{}
	for _, into := range []string{"10.13.37.6", "fd13:37::6", "169.254.13.37"} {
		worlds["sunk in "+into] = world{lookup: klarasNames(into), hosts: hosts()}
		worlds["sunk in "+into+", hosts file well"] = world{lookup: klarasNames(into)}
	}
	worlds["a hosts file of her own"] = world{hosts: hosts()}
	worlds["everything fails, and says for whom"] = world{dial: named, hosts: hosts(), lookup: failingName(net.DNSError{
		Err: "klara's router does not know", Server: "10.13.37.1:53", Name: "x.werk7.example", IsNotFound: true,
	})}
	worlds["a log-in page that knows her"] = world{get: portal, present: hungUp}
	worlds["sockets that name her"] = world{route: named(t.Context(), "x")}
	for name, w := range worlds {
		w.computer, w.interfaces = klarasComputer(), klarasInterfaces()
		findings := diagnose(t, w)
		text := strings.ToLower(fmt.Sprintf("%+v", findings))
		for _, secret := range planted() {
			if strings.Contains(text, strings.ToLower(secret)) {
				t.Errorf("%s: the findings say %q: %s", name, secret, text)
			}
		}
	}
}
