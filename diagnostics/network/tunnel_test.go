package network_test

import (
	"context"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// Where a made-up computer with a tunnel sends from.
const (
	ofTheCable  = "192.0.2.10"
	ofTheTunnel = "10.8.0.2"
)

func cable() network.Interface {
	return network.Interface{Name: "eth0", Kind: network.Wired, Up: true, Addresses: []netip.Addr{netip.MustParseAddr(ofTheCable)}}
}

func tunnel(kind string) network.Interface {
	return network.Interface{Name: "tun0", Tunnel: kind, Kind: network.Other, Up: true, Addresses: []netip.Addr{netip.MustParseAddr(ofTheTunnel)}}
}

func withTunnel() []network.Interface {
	return []network.Interface{tunnel(network.TunnelWireGuard), cable()}
}

// isSpotifys reports whether an address and port is one of Spotify's.
func isSpotifys(place string) bool {
	for _, address := range []string{accessPoint4, accessPoint6, spotify4, spotify6} {
		if strings.HasPrefix(strings.Trim(place, "["), address) {
			return true
		}
	}
	return false
}

// aroundAnswers connects over the cable alone.
func aroundAnswers(_ context.Context, from network.Interface, _ string) error {
	if from.Name != "eth0" {
		return dialError(syscall.ENETUNREACH)
	}
	return nil
}

func spotifyOnly(ctx context.Context, _ network.Interface, address string) error {
	if isSpotifys(address) {
		return nil
	}
	return silentDial(ctx, address)
}

type tunnelCase struct {
	name       string
	interfaces []network.Interface
	inside     func(place string) bool // what the routes send into the tunnel
	lookup     network.Lookup
	dial       func(ctx context.Context, address string) error
	around     func(ctx context.Context, from network.Interface, address string) error
	saw        diagnostics.Observation
}

func tunnelCases() []tunnelCase {
	everything := func(string) bool { return true }
	nothing := func(string) bool { return false }
	spotifySilent := func(ctx context.Context, address string) error {
		if isSpotifys(address) {
			return silentDial(ctx, address)
		}
		return nil
	}
	othersSilent := func(ctx context.Context, address string) error {
		if isSpotifys(address) {
			return nil
		}
		return silentDial(ctx, address)
	}
	refusedAll := func(context.Context, string) error { return dialError(syscall.ECONNREFUSED) }
	others := func(place string) bool { return !isSpotifys(place) }
	off := tunnel(network.TunnelTUN)
	off.Up = false
	return []tunnelCase{
		{name: "no tunnel", interfaces: []network.Interface{cable()}, inside: nothing, saw: diagnostics.SawNone},
		{name: "a tunnel that is off", interfaces: []network.Interface{cable(), off}, inside: nothing, dial: silentDial, saw: diagnostics.SawNone},
		{name: "a tunnel for something else", interfaces: withTunnel(), inside: nothing, dial: silentDial, saw: diagnostics.SawNone},
		{name: "up and harmless", interfaces: withTunnel(), inside: everything, saw: diagnostics.SawFine},
		{name: "up and slow", interfaces: withTunnel(), inside: everything, dial: slowDial, around: aroundAnswers, saw: diagnostics.SawFine},
		{name: "up and dead", interfaces: withTunnel(), inside: everything, dial: silentDial, around: aroundAnswers, saw: diagnostics.SawDead},
		{name: "up and dead, the resolver with it", interfaces: withTunnel(), inside: everything, lookup: silentName, dial: silentDial, around: aroundAnswers, saw: diagnostics.SawDead},
		{name: "refuses everything", interfaces: withTunnel(), inside: everything, dial: refusedAll, around: aroundAnswers, saw: diagnostics.SawDead},
		{name: "loses Spotify alone", interfaces: withTunnel(), inside: everything, dial: spotifySilent, around: aroundAnswers, saw: diagnostics.SawDead},
		{name: "Spotify is silent everywhere, the rest comes out", interfaces: withTunnel(), inside: everything, dial: spotifySilent, saw: diagnostics.SawFine},
		{name: "nothing answers anywhere", interfaces: withTunnel(), inside: everything, dial: silentDial, saw: diagnostics.SawUncompared},
		{name: "only Spotify goes in, and is lost", interfaces: withTunnel(), inside: isSpotifys, dial: spotifySilent, around: spotifyOnly, saw: diagnostics.SawDead},
		{name: "only Spotify goes in, and nobody knows more", interfaces: withTunnel(), inside: isSpotifys, dial: spotifySilent, saw: diagnostics.SawUncompared},
		{name: "all but Spotify goes in, and is lost", interfaces: withTunnel(), inside: others, dial: othersSilent, around: aroundAnswers, saw: diagnostics.SawNone},
		{name: "a dial-up line", interfaces: []network.Interface{tunnel(network.TunnelPPP)}, inside: everything, dial: silentDial, saw: diagnostics.SawNone},
	}
}

func slowDial(ctx context.Context, _ string) error {
	select {
	case <-time.After(1200 * time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestTunnels(t *testing.T) {
	for _, test := range tunnelCases() {
		t.Run(test.name, func(t *testing.T) {
			w := world{interfaces: test.interfaces, lookup: test.lookup, dial: test.dial, computer: computer{around: test.around}}
			doors := w.doors()
			doors.Route = func(_ context.Context, to netip.AddrPort) (netip.Addr, error) {
				if test.inside(to.String()) {
					return netip.MustParseAddr(ofTheTunnel), nil
				}
				return netip.MustParseAddr(ofTheCable), nil
			}
			finding := checkAlone(t, doors, diagnostics.CheckTunnel)
			if finding.Observation != test.saw {
				t.Errorf("saw %q (%v), want %q", finding.Observation, finding.Args, test.saw)
			}
			if kind := finding.Args["Tunnel"]; finding.Observation == diagnostics.SawDead && kind != network.TunnelWireGuard {
				t.Errorf("the tunnel is of the kind %v", kind)
			}
		})
	}
}

func TestADeadTunnelIsTheVerdict(t *testing.T) {
	w := world{
		interfaces: withTunnel(), lookup: silentName, control: silentName, dial: silentDial, get: silentGet,
		computer: computer{around: aroundAnswers},
	}
	doors := w.doors()
	doors.Route = func(context.Context, netip.AddrPort) (netip.Addr, error) {
		return netip.MustParseAddr(ofTheTunnel), nil
	}
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		findings, err := diagnostics.Run(ctx, network.Checks(doors), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if cause := verdictOf(findings); cause != diagnostics.CauseVPN {
			t.Errorf("verdict %q after %v: %+v", cause, time.Since(started), findings)
		}
	})
}
