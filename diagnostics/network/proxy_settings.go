package network

import (
	"net"
	"net/netip"
	"net/url"
	"path"
	"strings"
)

// proxySettings is what a system has set, in whatever form it keeps it.
type proxySettings struct {
	secure string // for https: host:port or a URL
	socks  string // for everything that has none of its own
	// around lists the hosts that are reached without a proxy: names, ends of names with
	// a dot before them, or patterns with asterisks.
	around []string
	script bool // a script, or a search for one, chooses
}

// proxies returns the proxy of the settings: none or one.
func (s proxySettings) proxies() []Proxy {
	bypassed := bypasses(s.around, proxyHost)
	if s.script {
		return []Proxy{{Source: ProxyOfScript, Kind: ProxyScript, Bypassed: bypassed}}
	}
	address, scheme := s.secure, "http"
	if address == "" {
		address, scheme = s.socks, "socks5"
	}
	proxy, ok := parseProxy(address, scheme)
	if !ok {
		return nil
	}
	proxy.Source, proxy.Bypassed = ProxyOfSystem, bypassed
	return []Proxy{proxy}
}

// parseProxy reads a proxy's address: a URL, or host and port with a scheme that is
// understood. Without a port it gets the one that browsers take.
func parseProxy(text, scheme string) (Proxy, bool) {
	if text = strings.TrimSpace(text); text == "" {
		return Proxy{}, false
	}
	if !strings.Contains(text, "://") {
		text = scheme + "://" + text
	}
	address, err := url.Parse(text)
	if err != nil || address.Hostname() == "" {
		return Proxy{}, false
	}
	kind, port := proxyScheme(address.Scheme)
	if kind == "" {
		return Proxy{}, false
	}
	if address.Port() != "" {
		port = address.Port()
	}
	whole := net.JoinHostPort(address.Hostname(), port)
	if _, _, err := net.SplitHostPort(whole); err != nil {
		return Proxy{}, false // url.Parse lets stray brackets pass
	}
	password, _ := address.User.Password()
	return Proxy{Kind: kind, Address: whole, User: address.User.Username(), Password: password}, true
}

func proxyScheme(scheme string) (kind ProxyKind, port string) {
	switch strings.ToLower(scheme) {
	case "http":
		return ProxyHTTP, "80"
	case "https":
		return ProxyHTTPS, "443"
	case "socks4", "socks4a":
		return ProxySOCKS4, "1080"
	case "socks", "socks5", "socks5h":
		return ProxySOCKS5, "1080"
	}
	return "", ""
}

// bypasses reports whether a list of exceptions names a host. Addresses in it are none
// of its names.
func bypasses(around []string, host string) bool {
	for _, pattern := range around {
		pattern = strings.ToLower(strings.TrimSpace(pattern))
		if _, err := netip.ParseAddr(pattern); pattern == "" || err == nil {
			continue
		}
		if within(host, strings.TrimPrefix(pattern, ".")) {
			return true
		}
		if matched, err := path.Match(pattern, host); err == nil && matched {
			return true
		}
	}
	return false
}
