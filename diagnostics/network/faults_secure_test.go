package network_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"retune/diagnostics"
)

// showing has servers show certificates of an authority.
func showing(signer authority, hosts ...string) func(string) *tls.Certificate {
	return func(host string) *tls.Certificate {
		if len(hosts) == 0 || slices.Contains(hosts, host) {
			return signer.sign(host, farFuture())
		}
		return trusted().sign(host, farFuture())
	}
}

// hungUp has servers hang up after the hello.
func hungUp(string) *tls.Certificate { return nil }

// expired has servers show certificates that ran out a year ago, by the right time.
func expired(signer authority) func(string) *tls.Certificate {
	return func(host string) *tls.Certificate { return signer.sign(host, time.Now().AddDate(-1, 0, 0)) }
}

// brief has servers show certificates that are good this month, by the right time.
func brief(host string) *tls.Certificate {
	return trusted().signFor(host, time.Now().AddDate(0, 0, -30), time.Now().AddDate(0, 0, 30))
}

// refusingHTTPS is what requests meet when no certificate is accepted.
func refusingHTTPS(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == "https" {
		return nil, &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}
	}
	return healthyAnswer(r)
}

// spotifyRefused is refusingHTTPS for Spotify's servers alone.
func spotifyRefused(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Host, ".spotify.com") {
		return refusingHTTPS(r)
	}
	return healthyAnswer(r)
}

// with is a world that trusts one more authority.
func (w world) trusting(more authority) world {
	w.roots = more
	return w
}

func secureFaults() []fault {
	const check = diagnostics.CheckSecure
	filter := newAuthority("Some Filter Ltd")
	public := newAuthority("Let's Encrypt")
	otherHost := func(string) *tls.Certificate { return trusted().sign("block.example", farFuture()) }
	only := func(host string, present func(string) *tls.Certificate) func(string) *tls.Certificate {
		return func(asked string) *tls.Certificate {
			if asked == host {
				return present(asked)
			}
			return trusted().sign(asked, farFuture())
		}
	}
	silentHello := func(ctx context.Context, address string) error {
		if strings.HasPrefix(address, spotify4) || strings.HasPrefix(address, "["+spotify6) {
			return silentDial(ctx, address)
		}
		return nil
	}
	intercepted := diagnostics.CauseTLSIntercepted
	return []fault{
		{name: "fine", check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Tried": 5}, verdict: diagnostics.CauseNone},
		{name: "unknown issuer", world: world{present: showing(filter), get: refusingHTTPS}, check: check, saw: diagnostics.SawIntercepted, args: diagnostics.Args{"Host": "dealer.spotify.com", "Issuer": "Some Filter Ltd"}, verdict: intercepted},
		{name: "another host", world: world{present: otherHost, get: spotifyRefused}, check: check, saw: diagnostics.SawIntercepted, verdict: intercepted},
		{name: "an issuer that is public and not known here", world: world{present: showing(public, "accounts.spotify.com")}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
		{name: "a trusted one that looks into everything", world: world{present: showing(filter)}.trusting(filter), check: check, saw: diagnostics.SawInspected, args: diagnostics.Args{"Issuer": "Some Filter Ltd"}, verdict: intercepted},
		{name: "a trusted one that signs for Spotify alone", world: world{present: showing(filter, "dealer.spotify.com")}.trusting(filter), check: check, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "run out", world: world{present: expired(trusted()), get: spotifyRefused}, check: check, saw: diagnostics.SawExpired, args: diagnostics.Args{"Issuer": "DigiCert Inc"}, verdict: diagnostics.CauseSpotifyOutage},
		{name: "run out by a clock that nobody confirms", world: world{present: expired(trusted()), get: silentGet}, check: check, saw: diagnostics.SawUntimely, verdict: diagnostics.CauseUnknown},
		{name: "run out, from a stranger", world: world{present: expired(filter), get: spotifyRefused}, check: check, saw: diagnostics.SawIntercepted, verdict: intercepted},
		{name: "hung up after the hello", world: world{present: hungUp, get: directoryFails(io.ErrUnexpectedEOF)}, check: check, saw: diagnostics.SawCutOff, verdict: diagnostics.CauseFirewall},
		{name: "one hung up after the hello", world: world{present: only("login5.spotify.com", hungUp)}, check: check, saw: diagnostics.SawCutOff, args: diagnostics.Args{"Host": "login5.spotify.com"}, verdict: diagnostics.CauseFirewall},
		{name: "no songs here", world: world{present: only("audio-fa.scdn.co", hungUp)}, check: check, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "dropped", world: world{dial: silentHello}, check: check, saw: diagnostics.SawUnreachable, args: diagnostics.Args{"Failure": "connect-timeout"}, verdict: diagnostics.CauseFirewall},
		{name: "names denied by everyone", world: world{lookup: deniedName("dealer.spotify.com"), control: deniedName("dealer.spotify.com")}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
		{
			name: "the hosts file speaks for itself", check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Tried": 4}, verdict: diagnostics.CauseHostsBlocked,
			world: world{hosts: strings.NewReader("0.0.0.0 dealer.spotify.com"), present: only("dealer.spotify.com", hungUp)},
		},
	}
}

func clockFaults() []fault {
	const check = diagnostics.CheckClock
	year := 365 * 24 * time.Hour
	skewed := func(by time.Duration) world { return world{now: ahead(by), present: brief, get: refusingHTTPS} }
	dated := func(date func(host string) time.Time) func(*http.Request) (*http.Response, error) {
		return func(r *http.Request) (*http.Response, error) {
			response, err := healthyAnswer(r)
			if err == nil {
				response.Header.Set("Date", date(r.URL.Host).UTC().Format(http.TimeFormat))
			}
			return response, err
		}
	}
	apart := func(host string) time.Time { return time.Now().Add(time.Duration(len(host)+int(host[0])) * time.Hour) }
	return []fault{
		{name: "right", check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Seconds": int64(0)}, verdict: diagnostics.CauseNone},
		{name: "two years ahead", world: skewed(2 * year), check: check, saw: diagnostics.SawSkewed, args: diagnostics.Args{"Seconds": int64(2 * year / time.Second)}, verdict: diagnostics.CauseClockWrong},
		{name: "two years behind", world: skewed(-2 * year), check: check, saw: diagnostics.SawSkewed, args: diagnostics.Args{"Seconds": -int64(2 * year / time.Second)}, verdict: diagnostics.CauseClockWrong},
		{name: "an hour ahead, and certificates bear it", world: world{now: ahead(time.Hour), present: brief}, check: check, saw: diagnostics.SawSkewed, verdict: diagnostics.CauseNone},
		{name: "four minutes ahead", world: world{now: ahead(4 * time.Minute)}, check: check, saw: diagnostics.SawFine, args: diagnostics.Args{"Seconds": int64(240)}, verdict: diagnostics.CauseNone},
		{name: "servers that disagree", world: world{get: dated(apart)}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
		{name: "nobody says the time", world: world{get: undated}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
		{name: "a log-in page's time", world: world{now: ahead(year), present: brief, get: changedPages}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseCaptivePortal},
		{name: "pages out of a store", world: world{get: stored}, check: check, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
	}
}

func undated(r *http.Request) (*http.Response, error) {
	response, err := healthyAnswer(r)
	if err == nil {
		response.Header.Del("Date")
	}
	return response, err
}

// stored answers with pages that a proxy kept for a day.
func stored(r *http.Request) (*http.Response, error) {
	response, err := healthyAnswer(r)
	if err == nil && r.URL.Scheme == "http" {
		response.Header.Set("Date", time.Now().Add(-24*time.Hour).UTC().Format(http.TimeFormat))
		response.Header.Set("Age", "86400")
	}
	return response, err
}

func changedPages(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == "https" {
		return refusingHTTPS(r)
	}
	return response(r, http.StatusOK, "<html>Log in</html>")
}

func familyFaults() []fault {
	const check = diagnostics.CheckFamilies
	without := func(sixth bool, fail func(ctx context.Context) error) func(context.Context, string) error {
		return func(ctx context.Context, address string) error {
			if strings.HasPrefix(address, "[") == sixth {
				return fail(ctx)
			}
			return nil
		}
	}
	return []fault{
		{name: "both", check: check, saw: diagnostics.SawFine, verdict: diagnostics.CauseNone},
		{name: "IPv6 not set up", world: world{noRoute6: true, dial: without(true, refused)}, check: check, saw: diagnostics.SawOneFamily, verdict: diagnostics.CauseNone},
		{name: "IPv6 silent, and Spotify does not mind", world: world{dial: without(true, dropped)}, check: check, saw: diagnostics.SawIPv6Dead, verdict: diagnostics.CauseNone},
		{name: "IPv6 refused", world: world{dial: without(true, refused)}, check: check, saw: diagnostics.SawIPv6Dead, verdict: diagnostics.CauseNone},
		{name: "IPv4 silent", world: world{dial: without(false, dropped)}, check: check, saw: diagnostics.SawIPv4Dead, verdict: diagnostics.CauseNone},
		{name: "both silent", world: world{dial: silentDial, get: silentGet, lookup: silentName, control: silentName}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNoInternet},
		{name: "neither set up", world: world{route: dialError(syscall.ENETUNREACH)}, check: check, saw: diagnostics.SawUncompared, verdict: diagnostics.CauseNone},
	}
}

func TestFaultsOfTheWay(t *testing.T) {
	groups := map[string][]fault{"secure": secureFaults(), "clock": clockFaults(), "families": familyFaults()}
	for group, faults := range groups {
		for _, fault := range faults {
			t.Run(group+"/"+fault.name, func(t *testing.T) { checkFault(t, fault) })
		}
	}
}

// The computer's clock is set while the checks run: nobody is blamed, and nothing takes
// longer or shorter for it.
func TestAClockThatIsSetMeanwhile(t *testing.T) {
	var asked atomic.Int32
	w := world{now: func() time.Time {
		if asked.Add(1)%2 == 0 {
			return time.Now().AddDate(2, 0, 0)
		}
		return time.Now()
	}}
	findings := diagnose(t, w)
	for _, finding := range findings {
		if finding.Elapsed < 0 || finding.Elapsed > 5*time.Second {
			t.Errorf("%s took %v", finding.Check, finding.Elapsed)
		}
	}
	if cause := verdictOf(findings); cause != diagnostics.CauseNone {
		t.Errorf("verdict %q", cause)
	}
}
