package network_test

import (
	"context"
	"net/http"
	"net/url"
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
		proxy: &url.URL{Scheme: "http", Host: "192.0.2.1:3128", User: url.UserPassword("a", "b")},
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

func proxiedFaults() []fault {
	const check = diagnostics.CheckSecure
	denied := onlyByProxy()
	denied.refusal = http.StatusForbidden
	filtered := onlyByProxy()
	filtered.present = showing(newAuthority("Some Filter Ltd"))
	socks := onlyByProxy()
	socks.proxy = &url.URL{Scheme: "socks5", Host: "192.0.2.1:1080"}
	return []fault{
		{name: "well", world: onlyByProxy(), check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Tried": 5}, verdict: diagnostics.CauseNone},
		{name: "it denies", world: denied, check: check, saw: diagnostics.SawUnreachable, args: diagnostics.Args{"Failure": "connect-refused"}, verdict: diagnostics.CauseUnknown},
		{name: "it looks into everything", world: filtered, check: check, saw: diagnostics.SawIntercepted, verdict: diagnostics.CauseTLSIntercepted},
		{name: "of another kind", world: socks, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
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
