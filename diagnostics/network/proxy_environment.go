package network

import (
	"cmp"
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// environmentProxies returns the proxy that the environment's variables set for secure
// connections, under the names and with the exceptions that programs commonly read.
func environmentProxies(get func(string) string) []Proxy {
	either := func(upper, lower string) string { return cmp.Or(get(upper), get(lower)) }
	address := cmp.Or(either("HTTPS_PROXY", "https_proxy"), either("ALL_PROXY", "all_proxy"))
	proxy, ok := parseProxy(address, "http")
	if !ok {
		return nil
	}
	proxy.Source = ProxyOfEnvironment
	variables := httpproxy.Config{HTTPSProxy: "http://set.invalid", NoProxy: either("NO_PROXY", "no_proxy")}
	used, err := variables.ProxyFunc()(&url.URL{Scheme: "https", Host: proxyHost})
	proxy.Bypassed = err != nil || used == nil
	return []Proxy{proxy}
}
