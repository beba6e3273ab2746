package diagnostics_test

import (
	"testing"

	"retune/diagnostics"
)

// deadDNS is a resolver that resolves nothing, while the internet is there.
func deadDNS() sees {
	return cutOff().but(sees{
		diagnostics.CheckPlaces: diagnostics.SawFine, diagnostics.CheckFamilies: diagnostics.SawFine,
		diagnostics.CheckResolver: diagnostics.SawFailing, diagnostics.CheckSecure: diagnostics.SawUncompared,
	})
}

// wrongClock is a clock outside the dates of all certificates.
func wrongClock() sees {
	return healthy().but(sees{
		diagnostics.CheckClock: diagnostics.SawSkewed, diagnostics.CheckSecure: diagnostics.SawUntimely,
		diagnostics.CheckDirectory: diagnostics.SawUnreachable, diagnostics.CheckStatusFeed: diagnostics.SawUnreadable,
		diagnostics.CheckConnections: diagnostics.SawNone,
	})
}

// deadTunnel is a VPN that loses everything sent into it.
func deadTunnel() sees { return cutOff().but(sees{diagnostics.CheckTunnel: diagnostics.SawDead}) }

// deadIPv6 is IPv6 that gets nowhere, with a Spotify that cannot connect because of it.
func deadIPv6() sees {
	return healthy().but(sees{
		diagnostics.CheckFamilies: diagnostics.SawIPv6Dead, diagnostics.CheckConnections: diagnostics.SawConnecting,
	})
}

// cutHandshakes is what a filter on the server names in TLS handshakes looks like.
func cutHandshakes() sees {
	return spotifySilent().but(sees{diagnostics.CheckAccessPoints: diagnostics.SawFine, diagnostics.CheckSecure: diagnostics.SawCutOff})
}

// behindProxy is a network from which only a proxy leads out.
func behindProxy() sees {
	return healthy().but(sees{
		diagnostics.CheckProxy: diagnostics.SawFine, diagnostics.CheckAccessPoints: diagnostics.SawUncompared,
		diagnostics.CheckFamilies: diagnostics.SawUncompared, diagnostics.CheckResolver: diagnostics.SawUncompared,
		diagnostics.CheckConnections: diagnostics.SawLocalOnly,
	})
}

// opened is a network in which somebody inspects all encrypted traffic.
func opened(by diagnostics.Observation) sees {
	return healthy().but(sees{diagnostics.CheckSecure: by, diagnostics.CheckConnections: diagnostics.SawNone})
}

// unconnectedOld is an old Spotify without a connection, while everything it needs answers.
func unconnectedOld(old diagnostics.Observation) sees {
	return healthy().but(sees{diagnostics.CheckInstalls: old, diagnostics.CheckConnections: diagnostics.SawNone})
}

func provedOnTheWay() []verdictCase {
	return []verdictCase{
		{
			"no certificate is good by this clock", wrongClock(), diagnostics.CauseClockWrong,
			[]diagnostics.CheckName{diagnostics.CheckClock, diagnostics.CheckSecure},
			1,
		},
		{
			"the same, and another site's certificate bears it",
			wrongClock().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawFine}), diagnostics.CauseClockWrong,
			[]diagnostics.CheckName{diagnostics.CheckClock, diagnostics.CheckSecure},
			1,
		},
		{
			"names sent to somebody else's server", opened(diagnostics.SawMisled), diagnostics.CauseDNSBlocked,
			[]diagnostics.CheckName{diagnostics.CheckSecure},
			7,
		},
		{
			"the hosts file sends them there",
			opened(diagnostics.SawMisled).but(sees{diagnostics.CheckHostsFile: diagnostics.SawPinned}), diagnostics.CauseTLSIntercepted,
			[]diagnostics.CheckName{diagnostics.CheckSecure},
			7,
		},
		{"dead DNS", deadDNS(), diagnostics.CauseDNSFailing, []diagnostics.CheckName{diagnostics.CheckResolver}, 1},
		{
			"a dead proxy", cutOff().but(sees{diagnostics.CheckPlaces: diagnostics.SawFine, diagnostics.CheckProxy: diagnostics.SawFailing}),
			diagnostics.CauseProxyBroken,
			[]diagnostics.CheckName{diagnostics.CheckProxy},
			7,
		},
		{
			"a proxy that wants a log-in, and no other way", cutOff().but(sees{diagnostics.CheckProxy: diagnostics.SawDenied}),
			diagnostics.CauseProxyBroken,
			[]diagnostics.CheckName{diagnostics.CheckProxy},
			7,
		},
		{
			"a dead proxy in Spotify's own settings",
			healthy().but(sees{diagnostics.CheckProxy: diagnostics.SawFailing, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseProxyBroken,
			[]diagnostics.CheckName{diagnostics.CheckProxy},
			7,
		},
		{"a dead tunnel", deadTunnel(), diagnostics.CauseVPN, []diagnostics.CheckName{diagnostics.CheckTunnel}, 7},
		{
			"an unknown issuer", opened(diagnostics.SawIntercepted).but(sees{diagnostics.CheckDirectory: diagnostics.SawUnreachable}),
			diagnostics.CauseTLSIntercepted,
			[]diagnostics.CheckName{diagnostics.CheckSecure},
			7,
		},
		{"a trusted inspector", opened(diagnostics.SawInspected), diagnostics.CauseTLSIntercepted, []diagnostics.CheckName{diagnostics.CheckSecure}, 7},
		{
			"handshakes cut off", cutHandshakes(), diagnostics.CauseFirewall,
			[]diagnostics.CheckName{diagnostics.CheckSecure, diagnostics.CheckDirectory, diagnostics.CheckStatusFeed, diagnostics.CheckPlaces},
			7,
		},
		{
			"handshakes cut off by their names, but for the directory's",
			healthy().but(sees{diagnostics.CheckSecure: diagnostics.SawCutOff, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseFirewall,
			[]diagnostics.CheckName{diagnostics.CheckSecure, diagnostics.CheckDirectory, diagnostics.CheckStatusFeed, diagnostics.CheckPlaces},
			7,
		},
		{
			"dead IPv6, and Spotify minds", deadIPv6(), diagnostics.CauseIPv6Broken,
			[]diagnostics.CheckName{diagnostics.CheckFamilies, diagnostics.CheckConnections},
			1,
		},
		{
			"Spotify's certificate has run out",
			spotifySilent().but(sees{diagnostics.CheckSecure: diagnostics.SawExpired, diagnostics.CheckAccessPoints: diagnostics.SawFine}),
			diagnostics.CauseSpotifyOutage,
			[]diagnostics.CheckName{diagnostics.CheckSecure},
			4,
		},
		{
			"handshakes cut off, with an incident",
			cutHandshakes().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawIncident}), diagnostics.CauseSpotifyOutage,
			[]diagnostics.CheckName{diagnostics.CheckStatusFeed, diagnostics.CheckDirectory},
			4,
		},
		{
			"Windows does not believe in the internet",
			healthy().but(sees{diagnostics.CheckOpinion: diagnostics.SawOffline, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseOSOffline,
			[]diagnostics.CheckName{diagnostics.CheckOpinion, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			1,
		},
		{
			"a lock without an owner",
			healthy().but(sees{diagnostics.CheckProcess: diagnostics.SawStaleLock, diagnostics.CheckConnections: diagnostics.SawNothingToCheck}),
			diagnostics.CauseClientStaleLock,
			[]diagnostics.CheckName{diagnostics.CheckProcess, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			3,
		},
		{
			"an old Spotify that gets no connection", unconnectedOld(diagnostics.SawOutdated), diagnostics.CauseClientOutdated,
			[]diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckConnections, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			6,
		},
		{
			"a Spotify that cannot update, and tries in vain to connect",
			unconnectedOld(diagnostics.SawUpdateBlocked).but(sees{diagnostics.CheckConnections: diagnostics.SawConnecting}),
			diagnostics.CauseClientOutdated,
			[]diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckConnections, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			6,
		},
		{
			"all is well behind a proxy", behindProxy(), diagnostics.CauseNone,
			[]diagnostics.CheckName{diagnostics.CheckDirectory, diagnostics.CheckProxy},
			0,
		},
	}
}

func innocentOnTheWay() []accusationCase {
	spotifyOnline := sees{diagnostics.CheckConnections: diagnostics.SawFine}
	return []accusationCase{
		{
			"a clock that is off, and certificates bear it",
			healthy().but(sees{diagnostics.CheckClock: diagnostics.SawSkewed}), diagnostics.CauseNone,
		},
		{
			"a clock that is off a little, and Spotify is shut out",
			spotifySilent().but(sees{diagnostics.CheckClock: diagnostics.SawSkewed}), diagnostics.CauseFirewall,
		},
		{
			"certificates out of time, by a clock that nobody confirms",
			wrongClock().but(sees{diagnostics.CheckClock: diagnostics.SawUncompared}), diagnostics.CauseUnknown,
		},
		{"the network came back while names were looked up", deadDNS().but(sees{diagnostics.CheckPortal: diagnostics.SawFine}), diagnostics.CauseUnknown},
		{"a broken proxy that Spotify does without", healthy().but(sees{diagnostics.CheckProxy: diagnostics.SawFailing}).but(spotifyOnline), diagnostics.CauseNone},
		{"a broken proxy that nobody uses", healthy().but(sees{diagnostics.CheckProxy: diagnostics.SawHarmless}), diagnostics.CauseNone},
		{"a tunnel that works", healthy().but(sees{diagnostics.CheckTunnel: diagnostics.SawFine}), diagnostics.CauseNone},
		{"a dead tunnel, and Spotify is connected", healthy().but(sees{diagnostics.CheckTunnel: diagnostics.SawDead}).but(spotifyOnline), diagnostics.CauseNone},
		{"a tunnel that nothing could be compared with", cutOff().but(sees{diagnostics.CheckTunnel: diagnostics.SawUncompared}), diagnostics.CauseNoInternet},
		{"an inspector that Spotify puts up with", opened(diagnostics.SawInspected).but(spotifyOnline), diagnostics.CauseNone},
		{"a firewall that works", healthy().but(sees{diagnostics.CheckFirewall: diagnostics.SawActive}), diagnostics.CauseNone},
		{
			"shut doors behind a proxy that works",
			healthy().but(sees{diagnostics.CheckAccessPoints: diagnostics.SawClosed, diagnostics.CheckProxy: diagnostics.SawFine}), diagnostics.CauseNone,
		},
		{
			"one handshake lost",
			healthy().but(sees{diagnostics.CheckSecure: diagnostics.SawUnreachable, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseUnknown,
		},
		{
			"one handshake lost, and Spotify is connected",
			healthy().but(sees{diagnostics.CheckSecure: diagnostics.SawUnreachable}), diagnostics.CauseNone,
		},
		{
			"a line of the hosts file, and Spotify is connected",
			healthy().but(sees{diagnostics.CheckHostsFile: diagnostics.SawBlocked, diagnostics.CheckDirectory: diagnostics.SawUnreachable}),
			diagnostics.CauseNone,
		},
		{
			"a resolver that blocks one host, and Spotify is connected",
			healthy().but(sees{diagnostics.CheckResolver: diagnostics.SawBlocked}), diagnostics.CauseNone,
		},
		{
			"shut doors, and Spotify is connected",
			healthy().but(sees{diagnostics.CheckAccessPoints: diagnostics.SawClosed}), diagnostics.CauseNone,
		},
		{"handshakes cut off, and Spotify is connected", cutHandshakes().but(spotifyOnline), diagnostics.CauseNone},
		{
			"errors of the directory, and Spotify is connected",
			healthy().but(sees{diagnostics.CheckDirectory: diagnostics.SawServerErrors}), diagnostics.CauseNone,
		},
		{"a connection that only seems to be there", cutOff().but(spotifyOnline), diagnostics.CauseNoInternet},
		{
			"handshakes cut off, and no word of Spotify's state",
			cutHandshakes().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawUnreadable}), diagnostics.CauseUnknown,
		},
		{"an authority that this computer lacks", healthy().but(sees{diagnostics.CheckSecure: diagnostics.SawUncompared}), diagnostics.CauseNone},
		{
			"dead IPv6, and Spotify has only just started",
			deadIPv6().but(sees{diagnostics.CheckConnections: diagnostics.SawStarting}), diagnostics.CauseNone,
		},
		{
			"Windows does not believe in the internet, and Spotify is connected",
			healthy().but(sees{diagnostics.CheckOpinion: diagnostics.SawOffline}), diagnostics.CauseNone,
		},
		{"Windows is right that there is no internet", cutOff().but(sees{diagnostics.CheckOpinion: diagnostics.SawOffline}), diagnostics.CauseNoInternet},
		{
			"Windows does not believe in the internet, and Spotify is shut out",
			spotifySilent().but(sees{diagnostics.CheckOpinion: diagnostics.SawOffline}), diagnostics.CauseFirewall,
		},
		{"an old Spotify, and it is connected", unconnectedOld(diagnostics.SawOutdated).but(spotifyOnline), diagnostics.CauseNone},
		{
			"an old Spotify that is not running",
			unconnectedOld(diagnostics.SawOutdated).but(sees{
				diagnostics.CheckProcess: diagnostics.SawNotRunning, diagnostics.CheckConnections: diagnostics.SawNothingToCheck,
			}),
			diagnostics.CauseNone,
		},
		{
			"an old Spotify, and its servers are shut out",
			spotifySilent().but(sees{diagnostics.CheckInstalls: diagnostics.SawOutdated}), diagnostics.CauseFirewall,
		},
		{
			"a lock without an owner in a network without the internet",
			cutOff().but(sees{diagnostics.CheckProcess: diagnostics.SawStaleLock}), diagnostics.CauseNoInternet,
		},
		{"dead IPv6, and Spotify is online", deadIPv6().but(spotifyOnline), diagnostics.CauseNone},
		{"dead IPv4, and Spotify is online", healthy().but(sees{diagnostics.CheckFamilies: diagnostics.SawIPv4Dead}), diagnostics.CauseNone},
		{
			"dead IPv6 while Spotify is shut out over IPv4, too",
			spotifySilent().but(sees{diagnostics.CheckFamilies: diagnostics.SawIPv6Dead}), diagnostics.CauseFirewall,
		},
		{
			"dead IPv6 and an outage", deadIPv6().but(sees{
				diagnostics.CheckDirectory: diagnostics.SawServerErrors, diagnostics.CheckConnections: diagnostics.SawNone,
			}), diagnostics.CauseSpotifyOutage,
		},
		{
			"places locked out, and Spotify's directory answers by its address",
			cutOff().but(sees{diagnostics.CheckFamilies: diagnostics.SawOneFamily}), diagnostics.CauseUnknown,
		},
		{"a log-in page and a wrong clock", wrongClock().but(sees{diagnostics.CheckPortal: diagnostics.SawChanged}), diagnostics.CauseCaptivePortal},
	}
}

// A validating resolver resolves nothing if the clock is off by years. If it is off by hours,
// the resolver is to blame.
func TestAClockOffByYearsExplainsADeadResolver(t *testing.T) {
	dead := deadDNS().but(sees{diagnostics.CheckClock: diagnostics.SawSkewed})
	answered := dead.but(sees{diagnostics.CheckStatusFeed: diagnostics.SawFine})
	years := diagnostics.Args{"Span": "years"}
	for _, test := range []struct {
		name     string
		findings diagnostics.Findings
		cause    diagnostics.Cause
	}{
		{"years", dead.findingsWith(diagnostics.CheckClock, years), diagnostics.CauseClockWrong},
		{"hours", dead.findingsWith(diagnostics.CheckClock, nil), diagnostics.CauseDNSFailing},
		{"years, and secure connections stand", answered.findingsWith(diagnostics.CheckClock, years), diagnostics.CauseUnknown},
	} {
		t.Run(test.name, func(t *testing.T) {
			if verdict, _ := diagnostics.Conclude(test.findings); verdict.Cause != test.cause {
				t.Errorf("verdict %q, want %q", verdict.Cause, test.cause)
			}
		})
	}
}
