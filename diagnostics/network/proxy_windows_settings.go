package network

import (
	"cmp"
	"strings"
)

// windowsProxy reads Windows' settings: an address a protocol, with "" for all that
// have none of their own, the exceptions with commas between, and a script's address.
// The search for a script, which Windows does unless told otherwise, is not taken for
// a proxy: hardly any network offers one.
func windowsProxy(protocols map[string]string, around, script string) proxySettings {
	if script != "" {
		return proxySettings{script: true}
	}
	return proxySettings{
		secure: cmp.Or(protocols["https"], protocols[""]), socks: windowsSOCKS(protocols["socks"]),
		around: strings.FieldsFunc(around, func(r rune) bool { return r == ',' || r == ';' }),
	}
}

// windowsSOCKS: by "socks" Windows means version 4.
func windowsSOCKS(address string) string {
	if address == "" || strings.Contains(address, "://") {
		return address
	}
	return "socks4://" + address
}
