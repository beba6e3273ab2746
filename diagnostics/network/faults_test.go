package network_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// fault is something that a network does, what its check says of it, and the verdict.
type fault struct {
	name    string
	world   world
	check   diagnostics.CheckName
	saw     diagnostics.Observation
	args    diagnostics.Args // those that the finding has to have, among others
	verdict diagnostics.Cause
}

func dialError(number syscall.Errno) error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", number)}
}

// shut fails the doors of Spotify's access points, and no others.
func shut(ports string, fail func(ctx context.Context) error) func(context.Context, string) error {
	return func(ctx context.Context, address string) error {
		host, port, _ := net.SplitHostPort(address)
		spotify := host == accessPoint4 || host == accessPoint6
		if spotify && strings.Contains(ports, port) {
			return fail(ctx)
		}
		return nil
	}
}

// after has every connection take its time.
func after(pause time.Duration, dial func(context.Context, string) error) func(context.Context, string) error {
	return func(ctx context.Context, address string) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
			return dial(ctx, address)
		}
	}
}

// cutOff fails every connection to Spotify.
func cutOff(fail func(ctx context.Context) error) func(context.Context, string) error {
	return func(ctx context.Context, address string) error {
		host, _, _ := net.SplitHostPort(address)
		if slices.Contains([]string{accessPoint4, accessPoint6, spotify4, spotify6}, host) {
			return fail(ctx)
		}
		return nil
	}
}

func refused(context.Context) error { return dialError(syscall.ECONNREFUSED) }

func dropped(ctx context.Context) error { return silentDial(ctx, "") }

func failing(number syscall.Errno) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "apresolve.spotify.com" {
			return nil, dialError(number)
		}
		return healthyAnswer(r)
	}
}

func silentSpotify(status int, feed string) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		switch r.URL.Host {
		case "apresolve.spotify.com":
			return silentGet(r)
		case "spotify.statuspage.io":
			return response(r, status, feed)
		}
		return healthyAnswer(r)
	}
}

func noWay() world {
	return world{
		route:  dialError(syscall.ENETUNREACH),
		lookup: failingName(net.DNSError{IsTemporary: true}), control: failingName(net.DNSError{IsTemporary: true}),
		dial: func(context.Context, string) error { return dialError(syscall.ENETUNREACH) },
		get:  func(*http.Request) (*http.Response, error) { return nil, dialError(syscall.ENETUNREACH) },
	}
}

func linkWithoutGateway() world {
	w := noWay()
	w.interfaces = []network.Interface{{Kind: network.Wired, Up: true, Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.10")}}}
	return w
}

func linkLocalOnly() world {
	w := noWay()
	w.interfaces = []network.Interface{
		{Kind: network.Wired, Up: true, Addresses: []netip.Addr{netip.MustParseAddr("169.254.3.4"), netip.MustParseAddr("fe80::1")}},
		{Kind: network.Other, Up: true, Loopback: true, Addresses: []netip.Addr{netip.MustParseAddr("127.0.0.1")}},
		{Kind: network.Wireless, Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.10")}},
	}
	return w
}

func networkFaults() []fault {
	online := world{interfaces: []network.Interface{
		{Kind: network.Wireless, Up: true, Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.10")}},
	}}
	silent := world{lookup: silentName, control: silentName, dial: silentDial, get: silentGet}
	return []fault{
		{name: "healthy", world: online, check: diagnostics.CheckInterfaces, saw: diagnostics.SawFine, args: diagnostics.Args{"Interface": "wireless"}, verdict: diagnostics.CauseNone},
		{name: "no interface", world: noWay(), check: diagnostics.CheckInterfaces, saw: diagnostics.SawNoInterface, verdict: diagnostics.CauseNoNetwork},
		{name: "nothing but addresses of its own making", world: linkLocalOnly(), check: diagnostics.CheckInterfaces, saw: diagnostics.SawNoInterface, verdict: diagnostics.CauseNoNetwork},
		{name: "link without gateway", world: linkWithoutGateway(), check: diagnostics.CheckInterfaces, saw: diagnostics.SawNoRoute, args: diagnostics.Args{"Interface": "wired"}, verdict: diagnostics.CauseNoNetwork},
		{name: "sockets are not allowed", world: world{route: dialError(syscall.EPERM)}, check: diagnostics.CheckInterfaces, saw: diagnostics.SawUnreadable, verdict: diagnostics.CauseNone},
		{name: "everything silent", world: silent, check: diagnostics.CheckPlaces, saw: diagnostics.SawSilent, args: diagnostics.Args{"Tried": 6}, verdict: diagnostics.CauseNoInternet},
		{name: "everything silent, the resolver too", world: silent, check: diagnostics.CheckResolver, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNoInternet},
		{name: "everything silent, the access points too", world: silent, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNoInternet},
		{
			name: "only a proxy gets out", check: diagnostics.CheckPlaces, saw: diagnostics.SawFine, args: diagnostics.Args{"Answered": 1, "Tried": 7},
			world: onlyByProxy(), verdict: diagnostics.CauseNone,
		},
		{
			name: "only a proxy gets out: the access points' ports are not blamed", check: diagnostics.CheckAccessPoints, saw: diagnostics.SawUncompared,
			world: onlyByProxy(), verdict: diagnostics.CauseNone,
		},
	}
}

// allBut has plain pages redirected, but those of one host.
func allBut(host string, status int) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Scheme != "http" || r.URL.Host == host {
			return healthyAnswer(r)
		}
		return response(r, status, "", "Location", "http://login.example/")
	}
}

func portalFaults() []fault {
	portal := func(answer roundTrip) world {
		return world{control: silentName, present: hungUp, get: func(r *http.Request) (*http.Response, error) {
			if r.URL.Scheme == "https" {
				return silentGet(r)
			}
			return answer(r)
		}}
	}
	byNames := portal(answering("http", 200, "<html>Log in</html>"))
	byNames.lookup = everythingAt("10.0.0.1")
	return []fault{
		{name: "redirect", world: portal(answering("http", 302, "", "Location", "http://login.example/")), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, args: diagnostics.Args{"Answer": 302}, verdict: diagnostics.CauseCaptivePortal},
		{name: "page", world: portal(answering("http", 200, "<html>Log in</html>")), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, args: diagnostics.Args{"Answer": 200}, verdict: diagnostics.CauseCaptivePortal},
		{name: "511", world: portal(answering("http", 511, "")), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, args: diagnostics.Args{"Answer": 511}, verdict: diagnostics.CauseCaptivePortal},
		{name: "huge page", world: portal(answering("http", 200, strings.Repeat("x", 1<<20))), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, verdict: diagnostics.CauseCaptivePortal},
		{name: "the same pages by https", world: world{get: sameByHTTPS}, check: diagnostics.CheckPortal, saw: diagnostics.SawSilent, verdict: diagnostics.CauseNone},
		{name: "by names", world: byNames, check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, verdict: diagnostics.CauseCaptivePortal},
		{name: "one page changed, others right", world: world{get: answering("captive.apple.com", 200, "else")}, check: diagnostics.CheckPortal, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "one page right, others changed", world: world{get: allBut("captive.apple.com", 302)}, check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, args: diagnostics.Args{"Answer": 302}, verdict: diagnostics.CauseNone},
		{name: "one page right, others changed, and nothing else comes through", world: portal(allBut("captive.apple.com", 302)), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, verdict: diagnostics.CauseCaptivePortal},
		{name: "a proxy asks for a name", world: world{get: answering("http", 407, "who are you")}, check: diagnostics.CheckPortal, saw: diagnostics.SawSilent, args: diagnostics.Args{"Tried": 5}, verdict: diagnostics.CauseNone},
		{name: "by address, where no name is found", world: nameless(portal(answering("http", 302, "", "Location", "http://login.example/"))), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, args: diagnostics.Args{"Answer": 302}, verdict: diagnostics.CauseCaptivePortal},
		{name: "by address, a page", world: nameless(portal(answering("http", 200, "<html>Log in</html>"))), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, verdict: diagnostics.CauseCaptivePortal},
		{name: "by address, 511", world: nameless(portal(answering("http", 511, ""))), check: diagnostics.CheckPortal, saw: diagnostics.SawChanged, verdict: diagnostics.CauseCaptivePortal},
		{name: "by address, a page of one operator's alone", world: nameless(world{get: answering("1.1.1.1", 200, "<html>Our new page</html>")}), check: diagnostics.CheckPortal, saw: diagnostics.SawSilent, verdict: diagnostics.CauseDNSFailing},
		{name: "by address, a page that the operator may have one day", world: nameless(portal(answering("http", 200, "<html>Cloudflare and Quad9 greet you</html>"))), check: diagnostics.CheckPortal, saw: diagnostics.SawSilent, verdict: diagnostics.CauseUnknown},
		{name: "no name is found, and pages by address are right", world: nameless(world{}), check: diagnostics.CheckPortal, saw: diagnostics.SawSilent, verdict: diagnostics.CauseDNSFailing},
		{name: "servers in trouble", world: world{get: answering("http", 503, "later")}, check: diagnostics.CheckPortal, saw: diagnostics.SawSilent, verdict: diagnostics.CauseNone},
	}
}

// nameless is a world whose resolver knows nothing.
func nameless(w world) world {
	w.lookup = failingName(net.DNSError{IsNotFound: true})
	return w
}

// sameByHTTPS sends each plain page to its own address, encrypted.
func sameByHTTPS(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == "http" {
		return response(r, http.StatusMovedPermanently, "", "Location", "https://"+r.URL.Host+r.URL.Path)
	}
	return healthyAnswer(r)
}

func everythingAt(address string) network.Lookup {
	return func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr(address)}, nil
	}
}

func resolverFaults() []fault {
	notFound := deniedName("dealer.spotify.com")
	blocked := diagnostics.CauseDNSBlocked
	unreachable := failing(syscall.ECONNREFUSED)
	faults := []fault{
		{name: "NXDOMAIN for one host", world: world{lookup: notFound}, check: diagnostics.CheckResolver, saw: diagnostics.SawBlocked, args: diagnostics.Args{"Host": "dealer.spotify.com", "Failure": "resolve-name-error"}, verdict: blocked},
		{name: "NXDOMAIN, from the controls too", world: world{lookup: notFound, control: notFound}, check: diagnostics.CheckResolver, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
		{name: "SERVFAIL", world: world{lookup: failingName(net.DNSError{IsTemporary: true}), get: unreachable}, check: diagnostics.CheckResolver, saw: diagnostics.SawFailing, args: diagnostics.Args{"Failure": "resolve-server-failure"}, verdict: diagnostics.CauseDNSFailing},
		{name: "silent resolver", world: world{lookup: silentName, get: unreachable}, check: diagnostics.CheckResolver, saw: diagnostics.SawFailing, args: diagnostics.Args{"Failure": "resolve-timeout"}, verdict: diagnostics.CauseDNSFailing},
		{name: "slow and healthy", world: world{lookup: slowly(400 * time.Millisecond)}, check: diagnostics.CheckResolver, saw: diagnostics.SawFine, args: diagnostics.Args{"Milliseconds": int64(400)}, verdict: diagnostics.CauseNone},
		{name: "an address that tunnels hand out", world: world{lookup: sunkTo("198.18.0.9")}, check: diagnostics.CheckResolver, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
	}
	kinds := map[string]network.Sink{
		"192.168.1.5": network.SinkPrivate, "fd00::1": network.SinkPrivate, "169.254.1.1": network.SinkLinkLocal,
	}
	for _, sink := range []string{"0.0.0.0", "127.0.0.1", "192.168.1.5", "::", "::1", "fd00::1", "169.254.1.1"} {
		args := diagnostics.Args{"Host": "apresolve.spotify.com", "Address": sink}
		if kind, kept := kinds[sink]; kept {
			args = diagnostics.Args{"Host": "apresolve.spotify.com", "Sink": string(kind)}
		}
		faults = append(faults,
			fault{name: "sent to " + sink, world: world{lookup: sunkTo(sink), get: unreachable}, check: diagnostics.CheckResolver, saw: diagnostics.SawBlocked, args: args, verdict: blocked},
			fault{name: "the filter is not a firewall: " + sink, world: world{lookup: sunkTo(sink), get: unreachable}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawUncompared, verdict: blocked})
	}
	return faults
}

func deniedName(denied string) network.Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		if host == denied {
			return nil, &net.DNSError{IsNotFound: true}
		}
		return known(ctx, host)
	}
}

func slowly(delay time.Duration) network.Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		select {
		case <-time.After(delay):
			return known(ctx, host)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func spotifyFaults() []fault {
	const incident = `{"status":{"indicator":"major"},"incidents":[{"name":"Old","status":"resolved"},{"name":"Log-in trouble","status":"investigating"}]}`
	const well = `{"status":{"indicator":"none"}}`
	all := "4070 443 80"
	return []fault{
		{name: "all doors dropped", world: world{dial: shut(all, dropped)}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawClosed, args: diagnostics.Args{"Tried": 3, "Failure": "connect-timeout"}, verdict: diagnostics.CauseFirewall},
		{name: "all doors dropped where a connection takes a second", world: world{dial: after(time.Second, shut(all, dropped))}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseUnknown},
		{name: "all doors refused", world: world{dial: shut(all, refused)}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawClosed, args: diagnostics.Args{"Failure": "connect-refused"}, verdict: diagnostics.CauseFirewall},
		{name: "rejected by this computer", world: world{dial: shut(all, func(context.Context) error { return dialError(syscall.EPERM) })}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawClosed, args: diagnostics.Args{"Failure": "connect-prohibited"}, verdict: diagnostics.CauseFirewall},
		{name: "only 4070 closed", world: world{dial: shut("4070", dropped)}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "only 80 open", world: world{dial: shut("4070 443", refused)}, check: diagnostics.CheckAccessPoints, saw: diagnostics.SawFine, args: diagnostics.Args{"Port": 80}, verdict: diagnostics.CauseNone},
		{name: "Spotify alone silent, no incident", world: world{dial: cutOff(dropped), get: silentSpotify(200, well)}, check: diagnostics.CheckDirectory, saw: diagnostics.SawUnreachable, args: diagnostics.Args{"Failure": "connect-timeout"}, verdict: diagnostics.CauseFirewall},
		{name: "Spotify alone silent, with an incident", world: world{dial: cutOff(dropped), get: silentSpotify(200, incident)}, check: diagnostics.CheckStatusFeed, saw: diagnostics.SawIncident, args: diagnostics.Args{"Incident": "Log-in trouble"}, verdict: diagnostics.CauseSpotifyOutage},
		{name: "Spotify alone silent, no word of it", world: world{dial: cutOff(dropped), get: silentSpotify(500, "")}, check: diagnostics.CheckStatusFeed, saw: diagnostics.SawUnreadable, verdict: diagnostics.CauseUnknown},
		{name: "503", world: world{get: answering("apresolve.spotify.com", 503, "")}, check: diagnostics.CheckDirectory, saw: diagnostics.SawServerErrors, args: diagnostics.Args{"Answer": 503}, verdict: diagnostics.CauseSpotifyOutage},
		{name: "directory redirects elsewhere", world: world{get: answering("apresolve.spotify.com", 302, "", "Location", "https://login.example/")}, check: diagnostics.CheckDirectory, saw: diagnostics.SawStrange, verdict: diagnostics.CauseUnknown},
		{name: "directory redirects in a circle", world: world{get: answering("apresolve.spotify.com", 302, "", "Location", "https://apresolve.spotify.com/")}, check: diagnostics.CheckDirectory, saw: diagnostics.SawStrange, verdict: diagnostics.CauseUnknown},
		{name: "directory answers a page", world: world{get: answering("apresolve.spotify.com", 200, "<html>")}, check: diagnostics.CheckDirectory, saw: diagnostics.SawStrange, verdict: diagnostics.CauseUnknown},
		{name: "directory names other servers", world: world{get: answering("apresolve.spotify.com", 200, `{"accesspoint":["evil.example:443"]}`)}, check: diagnostics.CheckDirectory, saw: diagnostics.SawStrange, verdict: diagnostics.CauseUnknown},
		{name: "directory is huge", world: world{get: answering("apresolve.spotify.com", 200, directoryAnswer+strings.Repeat(" ", 70<<10))}, check: diagnostics.CheckDirectory, saw: diagnostics.SawStrange, verdict: diagnostics.CauseUnknown},
		{name: "reset after connect", world: world{get: directoryFails(&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)})}, check: diagnostics.CheckDirectory, saw: diagnostics.SawUnreachable, args: diagnostics.Args{"Failure": "request-reset"}, verdict: diagnostics.CauseUnknown},
		{name: "feed broken", world: world{get: answering("spotify.statuspage.io", 200, "{")}, check: diagnostics.CheckStatusFeed, saw: diagnostics.SawUnreadable, verdict: diagnostics.CauseNone},
		{name: "feed huge", world: world{get: answering("spotify.statuspage.io", 200, well+strings.Repeat(" ", 300<<10))}, check: diagnostics.CheckStatusFeed, saw: diagnostics.SawUnreadable, verdict: diagnostics.CauseNone},
		{name: "feed redirecting elsewhere", world: world{get: answering("spotify.statuspage.io", 301, "", "Location", "https://elsewhere.example/")}, check: diagnostics.CheckStatusFeed, saw: diagnostics.SawUnreadable, verdict: diagnostics.CauseNone},
		{name: "feed minor", world: world{get: answering("spotify.statuspage.io", 200, `{"status":{"indicator":"minor","description":"Slow search"}}`)}, check: diagnostics.CheckStatusFeed, saw: diagnostics.SawMinor, args: diagnostics.Args{"Incident": "Slow search"}, verdict: diagnostics.CauseNone},
	}
}

func directoryFails(err error) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "apresolve.spotify.com" {
			return nil, err
		}
		return healthyAnswer(r)
	}
}

func hostsFaults() []fault {
	file := func(content string) world { return world{hosts: strings.NewReader(content), lookup: sunkTo("0.0.0.0")} }
	calm := func(content string) world { return world{hosts: strings.NewReader(content)} }
	return []fault{
		{
			name: "one line", check: diagnostics.CheckHostsFile, saw: diagnostics.SawBlocked, verdict: diagnostics.CauseHostsBlocked,
			args:  diagnostics.Args{"Host": "spclient.wg.spotify.com", "Address": "0.0.0.0", "Line": 2, "Path": "/etc/hosts", "Count": 2},
			world: calm("127.0.0.1 localhost\r\n\t0.0.0.0\tSPCLIENT.wg.spotify.com  ap.spotify.com # mine\r\n"),
		},
		{
			name: "all of them: the resolver is not blamed for the file", check: diagnostics.CheckResolver, saw: diagnostics.SawFine, verdict: diagnostics.CauseHostsBlocked,
			world: file("0.0.0.0 apresolve.spotify.com ap.spotify.com spclient.wg.spotify.com dealer.spotify.com login5.spotify.com accounts.spotify.com clienttoken.spotify.com"),
		},
		{name: "IPv6, byte order mark", world: calm("\ufeff::1 gew4-spclient.spotify.com\n"), check: diagnostics.CheckHostsFile, saw: diagnostics.SawBlocked, args: diagnostics.Args{"Line": 1, "Address": "::1"}, verdict: diagnostics.CauseHostsBlocked},
		{name: "commented out", world: calm("# 0.0.0.0 ap.spotify.com\n#0.0.0.0 ap.spotify.com\n"), check: diagnostics.CheckHostsFile, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "only advertising hosts", world: calm("0.0.0.0 adeventtracker.spotify.com\n0.0.0.0 ads-fa.spotify.com log.spotify.com\n"), check: diagnostics.CheckHostsFile, saw: diagnostics.SawHarmless, args: diagnostics.Args{"Count": 3}, verdict: diagnostics.CauseNone},
		{name: "pinned", world: calm("198.51.100.9 ap.spotify.com\n0.0.0.0 ap.spotify.com\n"), check: diagnostics.CheckHostsFile, saw: diagnostics.SawPinned, args: diagnostics.Args{"Host": "ap.spotify.com", "Line": 1}, verdict: diagnostics.CauseNone},
		{name: "twins", world: calm("0.0.0.0 ap.spotify.com.example\n0.0.0.0 notspotify.com xap.spotify.community\n"), check: diagnostics.CheckHostsFile, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "too long", world: calm(strings.Repeat("#", 9<<20)), check: diagnostics.CheckHostsFile, saw: diagnostics.SawUnreadable, args: diagnostics.Args{"Path": "/etc/hosts"}, verdict: diagnostics.CauseNone},
		{name: "not readable", world: world{hostsError: errors.New("no permission")}, check: diagnostics.CheckHostsFile, saw: diagnostics.SawUnreadable, verdict: diagnostics.CauseNone},
		{name: "none", world: world{}, check: diagnostics.CheckHostsFile, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
	}
}

func TestFaults(t *testing.T) {
	groups := map[string][]fault{
		"network": networkFaults(), "portal": portalFaults(), "resolver": resolverFaults(),
		"spotify": spotifyFaults(), "hosts": hostsFaults(),
	}
	for group, faults := range groups {
		for _, fault := range faults {
			t.Run(group+"/"+fault.name, func(t *testing.T) { checkFault(t, fault) })
		}
	}
}

func checkFault(t *testing.T, fault fault) {
	findings := diagnose(t, fault.world)
	finding, _ := findings.Of(fault.check)
	if finding.Observation != fault.saw {
		t.Errorf("%s saw %q (%v), want %q", fault.check, finding.Observation, finding.Args, fault.saw)
	}
	for name, want := range fault.args {
		if difference := cmp.Diff(want, finding.Args[name]); difference != "" {
			t.Errorf("%s of %s (-want +got):\n%s", name, fault.check, difference)
		}
	}
	if cause := verdictOf(findings); cause != fault.verdict {
		t.Errorf("verdict %q, want %q", cause, fault.verdict)
	}
}
