package network

import (
	"context"
	"errors"
	"slices"
	"time"

	"retune/diagnostics"
)

// ProxySource is where a proxy is set.
type ProxySource string

// The places in which a proxy can be set. Findings carry them.
const (
	ProxyOfEnvironment ProxySource = "environment"
	ProxyOfSystem      ProxySource = "system"
	ProxyOfScript      ProxySource = "script" // one of the system's settings, which chooses
	ProxyOfSpotify     ProxySource = "spotify"
)

// ProxyKind is what a proxy speaks.
type ProxyKind string

// The kinds of proxy.
const (
	ProxyHTTP   ProxyKind = "http"
	ProxyHTTPS  ProxyKind = "https" // HTTP inside of TLS
	ProxySOCKS4 ProxyKind = "socks4"
	ProxySOCKS5 ProxyKind = "socks5"
	// ProxyScript is a script that chooses. Retune runs none.
	ProxyScript ProxyKind = "script"
	// ProxyDirect goes around all proxies, which Spotify's own settings can ask for.
	ProxyDirect ProxyKind = "none"
	// ProxyInherited is Spotify's setting to use what the system has set.
	ProxyInherited ProxyKind = "system"
)

// Proxy is a proxy that is set on this computer. It never gets into a finding: its
// address tells where somebody works.
type Proxy struct {
	Source  ProxySource
	Kind    ProxyKind
	Address string // host:port; empty where the kind has none
	// User and Password log in to the proxy, where both are known.
	User, Password string
	// Login tells that Spotify logs in with what Retune does not know.
	Login bool
	// Bypassed tells that Spotify's hosts are sent around it.
	Bypassed bool
}

// proxies tries each proxy that is set: through it, and around it.
func (d *diagnosis) proxies(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	inner, cancel := patience(ctx, proxyTimeout)
	defer cancel()
	set, unread := d.setProxies(inner)
	trials, around := d.tryProxies(inner, set)
	if ctx.Err() != nil {
		return diagnostics.Saw(diagnostics.CheckProxy, diagnostics.SawTimedOut, nil)
	}
	return judgeProxies(trials, around, unread)
}

// foundProxies is which proxies are set. The error says that there may be more.
type foundProxies struct {
	proxies []Proxy
	unread  error
}

// setProxies returns the proxies that are set, which are read once; those that Spotify does
// not use are marked as bypassed. An error says that there may be more.
func (d *diagnosis) setProxies(ctx context.Context) ([]Proxy, error) {
	found, err := d.settings.get(ctx, struct{}{}, func(ctx context.Context) (foundProxies, error) {
		proxies, unread := d.readProxies(ctx)
		return foundProxies{proxies, unread}, nil
	})
	return found.proxies, errors.Join(err, found.unread)
}

func (d *diagnosis) readProxies(ctx context.Context) ([]Proxy, error) {
	all, unread := d.Proxies(ctx)
	if d.SpotifyProxy == nil {
		return all, unread
	}
	own, err := d.SpotifyProxy(ctx)
	if err != nil || own.Kind == ProxyInherited {
		return all, errors.Join(unread, err)
	}
	all = slices.Clone(all)
	for i := range all {
		all[i].Bypassed = true
	}
	if own.Kind == ProxyDirect {
		return all, nil
	}
	return append(all, own), nil
}

// tryProxies tries all proxies at once, and the way around them where one has failed, or
// has been silent for a while.
func (d *diagnosis) tryProxies(ctx context.Context, set []Proxy) (trials []proxyTrial, around error) {
	if len(set) == 0 {
		return nil, nil
	}
	failed := make(chan struct{})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	direct := diagnostics.Apart(func() error { return d.reachAround(ctx, failed) })
	ends := make(chan diagnostics.Outcome[proxyTrial], len(set))
	for _, proxy := range set {
		go func() {
			ends <- diagnostics.Caught(func() proxyTrial { return proxyTrial{proxy, d.through(ctx, proxy)} })
		}()
	}
	works := true
	for range set {
		trial := (<-ends).Value()
		trials = append(trials, trial)
		if works && trial.err != nil {
			works = false
			close(failed)
		}
	}
	if works {
		return trials, nil
	}
	return trials, (<-direct).Value()
}

// reachAround connects to Spotify's directory directly, once a proxy has failed or all have
// had time enough.
func (d *diagnosis) reachAround(ctx context.Context, failed <-chan struct{}) error {
	select {
	case <-failed:
	case <-time.After(proxyHeadStart):
	case <-ctx.Done():
		return ctx.Err()
	}
	err := d.reach(ctx, proxyTarget)
	if err == nil {
		d.around.sign.happen()
	}
	return err
}
