package network_test

import (
	"context"
	"net"
	"net/netip"
	"syscall"
	"testing"

	"retune/diagnostics"
)

// A connection that is not allowed is this computer's doing only where none is.
func TestOneForbiddenDoorIsNotAll(t *testing.T) {
	const check = diagnostics.CheckAccessPoints
	incident := answering("spotify.statuspage.io", 200, `{"status":{"indicator":"major"},"incidents":[{"name":"Down","status":"investigating"}]}`)
	// forbidding forbids some doors of the access points and is silent at all others.
	forbidding := func(forbids func(host, port string) bool) func(context.Context, string) error {
		return func(ctx context.Context, address string) error {
			host, port, _ := net.SplitHostPort(address)
			if forbids(host, port) {
				return shut("4070 443 80", func(context.Context) error { return dialError(syscall.EACCES) })(ctx, address)
			}
			return shut("4070 443 80", dropped)(ctx, address)
		}
	}
	all := forbidding(func(string, string) bool { return true })
	for _, f := range []fault{
		{
			name: "one port", world: world{dial: forbidding(func(_, port string) bool { return port == "443" }), get: incident},
			args: diagnostics.Args{"Failure": "connect-timeout"}, verdict: diagnostics.CauseSpotifyOutage,
		},
		{
			name: "IPv6 alone", world: world{dial: forbidding(func(host, _ string) bool { return host == accessPoint6 }), get: incident},
			args: diagnostics.Args{"Failure": "connect-timeout"}, verdict: diagnostics.CauseSpotifyOutage,
		},
		{
			name: "all that there is, by IPv6", world: world{dial: all, get: incident, lookup: onlyIPv6},
			args: diagnostics.Args{"Failure": "connect-unreachable"}, verdict: diagnostics.CauseSpotifyOutage,
		},
		{
			name: "all", world: world{dial: all, get: incident},
			args: diagnostics.Args{"Failure": "connect-prohibited"}, verdict: diagnostics.CauseFirewall,
		},
	} {
		f.check, f.saw = check, diagnostics.SawClosed
		t.Run(f.name, func(t *testing.T) { checkFault(t, f) })
	}
}

// onlyIPv6 knows the addresses that a network without IPv4 has a use for.
func onlyIPv6(ctx context.Context, host string) ([]netip.Addr, error) {
	addresses, err := known(ctx, host)
	return addresses[1:], err
}
