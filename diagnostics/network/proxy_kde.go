package network

import (
	"strings"
)

// KDE's kinds of proxy setting (KProtocolManager::ProxyType); the environment's is read
// from the environment itself.
const (
	kdeManual = "1"
	kdeScript = "2"
	kdeSearch = "3"
)

// kdeProxy reads KDE's kioslaverc.
func kdeProxy(file []byte) proxySettings {
	values := kdeGroup(file, "Proxy Settings")
	around := strings.FieldsFunc(values["NoProxyFor"], func(r rune) bool { return r == ',' || r == ' ' })
	switch values["ProxyType"] {
	case kdeManual:
		if values["ReversedException"] == "true" {
			// The list then names the only hosts that the proxy is for.
			if !bypasses(around, proxyHost) {
				return proxySettings{}
			}
			around = nil
		}
		return proxySettings{
			secure: kdeAddress(values["httpsProxy"]), socks: kdeAddress(values["socksProxy"]), around: around,
		}
	case kdeScript, kdeSearch:
		return proxySettings{script: true, around: around}
	}
	return proxySettings{}
}

// kdeAddress turns "http://host 8080", as KDE writes it, into a URL.
func kdeAddress(value string) string {
	host, port, found := strings.Cut(strings.TrimSpace(value), " ")
	if !found {
		return host
	}
	return strings.TrimSuffix(host, "/") + ":" + strings.TrimSpace(port)
}

// kdeGroup returns the keys of one group of a KDE settings file, without what KDE adds
// to a key in brackets.
func kdeGroup(file []byte, group string) map[string]string {
	values := map[string]string{}
	inside := false
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			inside = line == "["+group+"]"
			continue
		}
		key, value, found := strings.Cut(line, "=")
		if inside && found && !strings.HasPrefix(line, "#") {
			key, _, _ = strings.Cut(key, "[")
			values[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return values
}
