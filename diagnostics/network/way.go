package network

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"retune/diagnostics"
)

const (
	// proxyHeadStart is how long a proxy has to lead to a place, before the way around it is
	// tried beside it: a network that only a proxy leads out of does not wait in vain, nor
	// does a computer whose proxy is dead.
	proxyHeadStart = time.Second
	// settingsPatience is how long a request waits for the settings; reading them takes some
	// 20 ms.
	settingsPatience = 700 * time.Millisecond
)

// usedProxies returns the proxies that Spotify's traffic may take, and that Retune can
// take too: its own, else those of the system and of the environment.
func (d *diagnosis) usedProxies(ctx context.Context) []Proxy {
	ctx, cancel := context.WithTimeout(ctx, settingsPatience)
	defer cancel()
	set, _ := d.setProxies(ctx) // what could not be read is the proxy check's to say
	used := slices.DeleteFunc(slices.Clone(set), func(p Proxy) bool {
		return p.Bypassed || p.Login || p.Kind == ProxyScript
	})
	// Chromium, which Spotify's window is made of, asks the desktop before the environment.
	slices.SortStableFunc(used, func(a, b Proxy) int { return proxyTurn(a) - proxyTurn(b) })
	return used
}

func proxyTurn(proxy Proxy) int {
	if proxy.Source == ProxyOfEnvironment {
		return 1
	}
	return 0
}

func (d *diagnosis) usesProxy(ctx context.Context) bool { return len(d.usedProxies(ctx)) > 0 }

// scriptChooses reports whether Spotify's traffic may take a proxy that only a script knows:
// then the direct way may be shut for good reason.
func (d *diagnosis) scriptChooses(ctx context.Context) bool {
	set, _ := d.setProxies(ctx) // what could not be read is the proxy check's to say
	return slices.ContainsFunc(set, func(p Proxy) bool { return p.Kind == ProxyScript && !p.Bypassed })
}

// way connects to a place as Spotify would, through its proxies, and around them, in the
// way that is given, where they do not lead there. The first connection that stands is
// taken.
func (d *diagnosis) way(ctx context.Context, place string, around attempt[net.Conn]) (net.Conn, error) {
	var ways []attempt[net.Conn]
	for _, proxy := range d.usedProxies(ctx) {
		ways = append(ways, func(ctx context.Context) (net.Conn, error) {
			return d.connectThrough(ctx, proxy, place)
		})
	}
	if len(ways) == 0 {
		return around(ctx)
	}
	goAround := func(ctx context.Context) (net.Conn, error) {
		connection, err := around(ctx)
		if err == nil {
			d.around.sign.happen()
		}
		return connection, err
	}
	cue := func(ctx context.Context) bool { return d.around.mayFollow(ctx, proxyHeadStart) }
	return inTurn(ctx, cue, append(ways, goAround), hangUp)
}

// dialRequest connects for a request. http.Transport has it called in a goroutine of its
// own, so a crash is returned as an error, with which fetch goes on crashing.
func (d *diagnosis) dialRequest(ctx context.Context, network, address string) (net.Conn, error) {
	outcome := diagnostics.Caught(func() tried[net.Conn] {
		connection, err := d.connectRequest(ctx, network, address)
		return tried[net.Conn]{connection, err}
	})
	if crash := outcome.Crash(); crash != nil {
		return nil, crash
	}
	return outcome.Value().value, outcome.Value().err
}

// connectRequest connects for a request. Plain ones go to the proxy themselves, see
// plainProxy.
func (d *diagnosis) connectRequest(ctx context.Context, network, address string) (net.Conn, error) {
	direct := func(ctx context.Context) (net.Conn, error) { return d.dial(ctx, network, address) }
	_, port, err := net.SplitHostPort(address)
	if err != nil || port != securePort || d.isUsedProxy(ctx, address) {
		return direct(ctx)
	}
	return d.way(ctx, address, direct)
}

func (d *diagnosis) isUsedProxy(ctx context.Context, address string) bool {
	return slices.ContainsFunc(d.usedProxies(ctx), func(p Proxy) bool { return p.Address == address })
}

// plainProxy returns the proxy that a plain request goes through: the first that leads
// anywhere. For secure ones it returns none, since dialRequest asks the proxy for those.
func (d *diagnosis) plainProxy(request *http.Request) (*url.URL, error) {
	if request.URL.Scheme != "http" {
		return nil, nil //nolint:nilnil // as http.Transport wants it
	}
	for _, proxy := range d.usedProxies(request.Context()) {
		if address := proxy.url(); address != nil && d.leads(request.Context(), proxy) {
			return address, nil
		}
	}
	return nil, nil //nolint:nilnil // as http.Transport wants it
}

// leads reports whether a proxy is known to lead to Spotify; it waits for that a while.
func (d *diagnosis) leads(ctx context.Context, proxy Proxy) bool {
	ctx, cancel := context.WithTimeout(ctx, proxyHeadStart)
	defer cancel()
	return d.through(ctx, proxy) == nil
}

// url returns the proxy in the form that http.Transport takes, or nil where that does not
// know its kind.
func (p Proxy) url() *url.URL {
	if p.Kind == ProxySOCKS4 {
		return nil
	}
	address := &url.URL{Scheme: string(p.Kind), Host: p.Address}
	if p.User != "" {
		address.User = url.UserPassword(p.User, p.Password)
	}
	return address
}
