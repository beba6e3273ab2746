package network

import (
	"net"
	"strings"
)

// gnomeSchema is where GNOME, and the desktops that follow it, keep proxies.
const gnomeSchema = "org.gnome.system.proxy"

// gnomeProxy reads what "gsettings list-recursively org.gnome.system.proxy" prints: a
// line each with schema, key and value, texts in quotes. A proxy for http alone does
// not concern Spotify.
func gnomeProxy(printed []byte) proxySettings {
	values := map[string]string{}
	for line := range strings.Lines(string(printed)) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(fields) == 3 {
			schema := strings.TrimPrefix(strings.TrimPrefix(fields[0], gnomeSchema), ".")
			values[schema+"/"+fields[1]] = fields[2]
		}
	}
	around := quotedTexts(values["/ignore-hosts"])
	switch quotedText(values["/mode"]) {
	case "auto":
		return proxySettings{script: true, around: around}
	case "manual":
		return proxySettings{
			secure: gnomeAddress(values, "https"), socks: gnomeAddress(values, "socks"), around: around,
		}
	}
	return proxySettings{}
}

// gnomeAddress returns the proxy of a protocol; port 0 is none.
func gnomeAddress(values map[string]string, protocol string) string {
	host, port := quotedText(values[protocol+"/host"]), strings.TrimSpace(values[protocol+"/port"])
	if host == "" || port == "" || port == "0" {
		return ""
	}
	return net.JoinHostPort(host, port)
}

// quotedTexts returns the texts in a printed value: one, or those of a list.
func quotedTexts(value string) []string {
	var texts []string
	for {
		start := strings.IndexAny(value, `'"`)
		if start < 0 {
			return texts
		}
		text, rest, closed := strings.Cut(value[start+1:], value[start:start+1])
		if !closed {
			return texts
		}
		texts, value = append(texts, text), rest
	}
}

// quotedText returns the text in a printed value, or "".
func quotedText(value string) string {
	if texts := quotedTexts(value); len(texts) > 0 {
		return texts[0]
	}
	return ""
}
