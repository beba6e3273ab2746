package network_test

import (
	"context"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// onlyByProxy is a network that only a proxy leads out of.
func onlyByProxy() world {
	return world{
		dial: func(ctx context.Context, address string) error {
			if strings.HasPrefix(address, "192.0.2.1:") {
				return nil
			}
			return silentDial(ctx, address)
		},
		computer: computer{proxies: []network.Proxy{{
			Source: network.ProxyOfSystem, Kind: network.ProxyHTTP, Address: "192.0.2.1:3128",
		}}},
	}
}

// onlyBySOCKS is a network that only a SOCKS proxy leads out of.
func onlyBySOCKS() world {
	w := onlyByProxy()
	w.computer.proxies[0].Kind, w.computer.proxies[0].Address = network.ProxySOCKS5, "192.0.2.1:1080"
	return w
}

// onlyByScript is a network that only a proxy leads out of which a script chooses.
func onlyByScript() world {
	w := onlyByProxy()
	w.computer.proxies = []network.Proxy{{Source: network.ProxyOfScript, Kind: network.ProxyScript}}
	return w
}

// twoProxies has a dead proxy in the environment, and one in the desktop's settings that is
// the only way out.
func twoProxies() world {
	w := onlyByProxy()
	w.computer.proxies = append(w.computer.proxies, network.Proxy{
		Source: network.ProxyOfEnvironment, Kind: network.ProxySOCKS5, Address: "192.0.2.9:1080",
	})
	return w
}

// deadAndUnused has a proxy in the environment that is silent and that Spotify goes around.
func deadAndUnused() world {
	return world{
		dial: func(ctx context.Context, address string) error {
			if strings.HasPrefix(address, "192.0.2.9:") {
				return silentDial(ctx, address)
			}
			return nil
		},
		computer: computer{
			proxies: []network.Proxy{{Source: network.ProxyOfEnvironment, Kind: network.ProxyHTTP, Address: "192.0.2.9:3128"}},
			own:     network.Proxy{Source: network.ProxyOfSpotify, Kind: network.ProxyDirect},
		},
	}
}

func proxiedFaults() []fault {
	const check = diagnostics.CheckSecure
	denied := onlyByProxy()
	denied.refusal = http.StatusForbidden
	filtered := onlyByProxy()
	filtered.present = showing(newAuthority("Some Filter Ltd"))
	return []fault{
		{name: "well", world: onlyByProxy(), check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Tried": 5}, verdict: diagnostics.CauseNone},
		{name: "well, by SOCKS", world: onlyBySOCKS(), check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Tried": 5}, verdict: diagnostics.CauseNone},
		{name: "well, and the clock is compared through it", world: onlyByProxy(), check: diagnostics.CheckClock, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "well, and pages come through it", world: onlyByProxy(), check: diagnostics.CheckPortal, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "well, beside a dead one", world: twoProxies(), check: diagnostics.CheckProxy, saw: diagnostics.SawFine, args: diagnostics.Args{"Source": "system"}, verdict: diagnostics.CauseNone},
		{name: "dead, and Spotify goes around it", world: deadAndUnused(), check: diagnostics.CheckDirectory, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "a script's, and the only way", world: onlyByScript(), check: diagnostics.CheckPlaces, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseUnknown},
		{name: "it denies", world: denied, check: check, saw: diagnostics.SawUnreachable, args: diagnostics.Args{"Failure": "connect-refused"}, verdict: diagnostics.CauseUnknown},
		{name: "it looks into everything", world: filtered, check: check, saw: diagnostics.SawIntercepted, verdict: diagnostics.CauseTLSIntercepted},
	}
}

func TestFaultsBehindAProxy(t *testing.T) {
	for _, fault := range proxiedFaults() {
		t.Run(fault.name, func(t *testing.T) { checkFault(t, fault) })
	}
}

// Nobody is blamed for what was over before the diagnosis was.
func TestANetworkThatComesBack(t *testing.T) {
	for _, after := range []time.Duration{100 * time.Millisecond, 800 * time.Millisecond, 1500 * time.Millisecond} {
		w := world{dial: func(context.Context, string) error {
			// Made-up time begins with the year 2000.
			if time.Since(time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)) > after {
				return nil
			}
			return dialError(syscall.ENETUNREACH)
		}}
		_, findings, _ := measure(t, delayed(w.doors(), after/3))
		if cause := verdictOf(findings); cause != diagnostics.CauseNone && cause != diagnostics.CauseUnknown {
			t.Errorf("back after %v, the verdict is %q", after, cause)
		}
	}
}
