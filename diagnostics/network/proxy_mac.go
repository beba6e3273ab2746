package network

import (
	"net"
	"strings"
)

// macProxy reads what "scutil --proxy" prints: "key : value" a line, lists with their
// numbers as keys. The search for a script alone is not taken for a proxy: without a
// script nobody uses one.
func macProxy(printed []byte) proxySettings {
	values := map[string]string{}
	var around []string
	list := ""
	for line := range strings.Lines(string(printed)) {
		key, value, found := strings.Cut(strings.TrimSpace(line), " : ")
		switch {
		case !found:
			list = "" // the end of a list
		case strings.HasPrefix(value, "<array>"):
			list = key
		case list == "ExceptionsList":
			around = append(around, value)
		case list == "":
			values[key] = value
		}
	}
	if values["ProxyAutoConfigEnable"] == "1" {
		return proxySettings{script: true, around: around}
	}
	return proxySettings{secure: macAddress(values, "HTTPS"), socks: macAddress(values, "SOCKS"), around: around}
}

func macAddress(values map[string]string, protocol string) string {
	host, port := values[protocol+"Proxy"], values[protocol+"Port"]
	if values[protocol+"Enable"] != "1" || host == "" || port == "" {
		return ""
	}
	return net.JoinHostPort(host, port)
}
