package network

import (
	"slices"
	"strings"
)

// unrelatedHosts are names of two operators that have nothing to do with Spotify
// or with each other.
func unrelatedHosts() []string {
	return []string{"www.wikipedia.org", "www.microsoft.com"}
}

// places are servers of unrelated operators, by address, so that a broken resolver does not
// look like a broken network.
func places() []string {
	return []string{"1.1.1.1:443", "8.8.8.8:443", "9.9.9.9:443", "[2606:4700:4700::1111]:443"}
}

// namedPlaces are more of them, for networks that lock out the addresses of well-known
// resolvers.
func namedPlaces() []string {
	return []string{"www.wikipedia.org:443", "www.microsoft.com:443"}
}

// placeThroughProxy is asked where a proxy is the only way out.
const placeThroughProxy = "https://www.gstatic.com/generate_204"

// neededHosts are the hosts without which the client is offline: directory, access
// points, messages, client interface, log-in. (librespot and go-librespot use the same
// ones; spotify-error-ref names those of the log-in.)
func neededHosts() []string {
	return []string{
		"apresolve.spotify.com", "ap.spotify.com", "spclient.wg.spotify.com", "dealer.spotify.com",
		"login5.spotify.com", "accounts.spotify.com", "clienttoken.spotify.com",
	}
}

// Needed reports whether a host, in lower case, is one that the client needs to be
// online: one of those it asks for by name, a regional server, or one of the older
// names that reports on public block lists (x0uid's SpotifyAdBlock, spotblock) have
// found to take the client offline.
func Needed(host string) bool {
	return slices.Contains(neededHosts(), host) || slices.Contains([]string{
		"wg.spotify.com", "ww.spotify.com", "ap.gslb.spotify.com",
		"weblb-wg.gslb.spotify.com", "weblb-wg.dual-gslb.spotify.com",
	}, host) || regional(host)
}

// regional reports whether a host is a server of one region, such as
// gew4-spclient.spotify.com, ap-gew4.spotify.com or x.ap.spotify.com.
func regional(host string) bool {
	name, ok := strings.CutSuffix(host, ".spotify.com")
	if !ok {
		return false
	}
	if strings.HasSuffix(name, ".ap") {
		return len(name) > len(".ap")
	}
	if strings.Contains(name, ".") {
		return false
	}
	return strings.HasSuffix(name, "-spclient") || strings.HasSuffix(name, "-dealer") ||
		strings.HasPrefix(name, "ap-")
}

// harmless reports whether a host only serves advertising or telemetry, which the
// client does without (after StevenBlack/hosts' issue 668).
func harmless(host string) bool {
	name, ok := strings.CutSuffix(host, ".spotify.com")
	if !ok {
		return false
	}
	return strings.HasPrefix(name, "ads-") || slices.Contains([]string{
		"adeventtracker", "ads", "analytics", "crashdump", "desktop", "log", "log2", "pixel",
	}, name)
}

// within reports whether a host is the domain or lies under it.
func within(host, domain string) bool {
	host = strings.ToLower(host)
	return host == domain || strings.HasSuffix(host, "."+domain)
}
