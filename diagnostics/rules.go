package diagnostics

import "slices"

// rule says when a cause is proved and what follows from it. A cause that can be proved in
// several ways has several rules.
type rule struct {
	cause Cause
	// when holds if every line does; one sighting is enough for a line. The checks that saw
	// them are the evidence, in this order.
	when []oneOf
	// unless are sightings that refute the cause: something that works is not to blame.
	unless []sighting
	// explains names the checks whose failures are mere consequences of the cause.
	explains []CheckName
	step     int
	repair   RepairName
	action   Action
}

// sighting matches a check that saw any of some observations.
type sighting struct {
	check        CheckName
	observations []Observation
	// with are arguments that the finding must have; its other arguments do not matter.
	with Args
}

// in reports whether findings contain the sighting.
func (s sighting) in(findings Findings) bool {
	finding, _ := findings.Of(s.check)
	for name, value := range s.with {
		if finding.Args[name] != value {
			return false
		}
	}
	return findings.Saw(s.check, s.observations...)
}

// oneOf is a line of a rule: alternatives, any of which satisfies it.
type oneOf []sighting

func saw(check CheckName, observations ...Observation) sighting {
	return sighting{check: check, observations: observations}
}

func seen(check CheckName, observations ...Observation) oneOf {
	return oneOf{saw(check, observations...)}
}

// seenWith is a line that only this observation with these arguments satisfies.
func seenWith(arguments Args, check CheckName, observation Observation) oneOf {
	return oneOf{{check: check, observations: []Observation{observation}, with: arguments}}
}

// rules are all rules by which Retune judges, deepest cause first.
func rules() []rule {
	return slices.Concat(networkRules(), nameRules(), wayRules(), hereRules(), doorRules(), spotifyRules(), systemRules(), clientRules())
}

// answersSecurely are answers over an authenticated connection, which nobody on the way
// can forge.
func answersSecurely() []sighting {
	return []sighting{
		saw(CheckDirectory, SawFine, SawServerErrors),
		saw(CheckStatusFeed, SawFine, SawMinor, SawIncident),
		saw(CheckSecure, SawFine),
	}
}

// answers are the sightings of anything beyond the local network answering as it should.
func answers() []sighting {
	return append(answersSecurely(),
		saw(CheckPlaces, SawFine), saw(CheckPortal, SawFine),
		saw(CheckAccessPoints, SawFine), saw(CheckProxy, SawFine), saw(CheckTunnel, SawFine),
		saw(CheckFamilies, SawFine, SawOneFamily, SawIPv4Dead, SawIPv6Dead))
}

// connected is Spotify holding a connection to the internet: any obstacle there may be
// does not stop it.
func connected() sighting { return saw(CheckConnections, SawFine) }

// online are the checks that need the internet, Spotify's servers or others.
func online() []CheckName {
	return append(spotify(), CheckStatusFeed, CheckFamilies, CheckClock, CheckProxy)
}

// spotify are the checks that need Spotify's servers.
func spotify() []CheckName {
	return []CheckName{CheckDirectory, CheckAccessPoints, CheckSecure, CheckConnections}
}

func networkRules() []rule {
	return []rule{
		{
			cause: CauseNoNetwork, step: 1, action: ActionOpenNetworkSettings,
			when:     []oneOf{seen(CheckInterfaces, SawNoInterface, SawNoRoute)},
			unless:   answers(),
			explains: append(online(), CheckPlaces, CheckPortal, CheckResolver, CheckTunnel),
		},
		{
			// None of the unrelated servers answers. A portal's page, or a resolver that works
			// within the local network, is not the internet. Behind a dead tunnel or a proxy that
			// refuses there may be one after all.
			cause: CauseNoInternet, step: 1, action: ActionOpenNetworkSettings,
			when:     []oneOf{seen(CheckPlaces, SawSilent)},
			unless:   append(answers(), saw(CheckPortal, SawChanged), saw(CheckTunnel, SawDead), saw(CheckProxy, SawDenied, SawTurnedAway)),
			explains: append(online(), CheckPortal, CheckResolver, CheckTunnel),
		},
		{
			// Some providers alter plain HTTP pages for everyone. If anything answers over an
			// authenticated connection, no log-in page is in the way.
			cause: CauseCaptivePortal, step: 1, action: ActionOpenPortal,
			when:     []oneOf{seen(CheckPortal, SawChanged)},
			unless:   answersSecurely(),
			explains: append(online(), CheckPlaces, CheckResolver, CheckTunnel),
		},
		{
			// How far off a clock may be depends on the certificates: it is to blame once those of
			// Spotify's servers fail because of it. Other certificates may tolerate more.
			cause: CauseClockWrong, step: 1, action: ActionCheckAgain,
			when:     []oneOf{seen(CheckClock, SawSkewed), seen(CheckSecure, SawUntimely)},
			explains: append(spotify(), CheckStatusFeed),
		},
		{
			// A resolver that validates DNSSEC or uses TLS resolves nothing while the clock is off
			// by years.
			cause: CauseClockWrong, step: 1, action: ActionCheckAgain,
			when:     []oneOf{seenWith(Args{"Span": spanOfYears}, CheckClock, SawSkewed), seen(CheckResolver, SawFailing)},
			unless:   answersSecurely(),
			explains: append(online(), CheckResolver, CheckPortal),
		},
	}
}

func nameRules() []rule {
	return []rule{
		{
			// The resolver is not to blame if servers were reached by name all the same: through a
			// proxy, or because the network has recovered meanwhile.
			cause: CauseDNSFailing, step: 1, action: ActionOpenNetworkSettings,
			when:     []oneOf{seen(CheckResolver, SawFailing)},
			unless:   append(answersSecurely(), saw(CheckPortal, SawFine), saw(CheckAccessPoints, SawFine)),
			explains: append(online(), CheckPortal),
		},
		{
			cause: CauseDNSBlocked, step: 7, action: ActionOpenNetworkSettings,
			when:     []oneOf{seen(CheckResolver, SawBlocked)},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
		{
			cause: CauseHostsBlocked, step: 7, repair: RepairHosts,
			when:     []oneOf{seen(CheckHostsFile, SawBlocked)},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
	}
}

// Values of arguments that the checks set and the rules compare.
const (
	proxyOfSpotify   = "spotify"            // Source: Spotify's own preferences set the proxy
	ruleOfProgram    = "program"            // Rule: it names Spotify's program
	ruleOfPorts      = "ports"              // Rule: it closes ports for every program
	prohibitedByHere = "connect-prohibited" // Failure: this computer itself forbade the connection
	spanOfYears      = "years"              // Span: the clock is off by more than any certificate tolerates
	reasonEnough     = "enough"             // Reason: the diagnosis had used up the connections it allows itself
)

func wayRules() []rule {
	return []rule{
		{
			// The proxy is set in Spotify's own preferences, and the internet answers without it,
			// so Spotify does not need one.
			cause: CauseProxyBroken, step: 7, repair: RepairProxy,
			when:     []oneOf{seenWith(Args{"Source": proxyOfSpotify}, CheckProxy, SawFailing)},
			unless:   []sighting{connected()},
			explains: append(online(), CheckPlaces, CheckPortal, CheckResolver),
		},
		{
			cause: CauseProxyBroken, step: 7, action: ActionOpenProxySettings,
			when:     []oneOf{seen(CheckProxy, SawFailing, SawDenied)},
			unless:   []sighting{connected()},
			explains: append(online(), CheckPlaces, CheckPortal, CheckResolver),
		},
		{
			cause: CauseVPN, step: 7, action: ActionOpenVPNSettings,
			when:     []oneOf{seen(CheckTunnel, SawDead)},
			unless:   []sighting{connected()},
			explains: append(online(), CheckPlaces, CheckPortal, CheckResolver),
		},
		{
			// A wrong address is the resolver's doing, unless it comes from the hosts file: then
			// the resolver was not asked.
			cause: CauseDNSBlocked, step: 7, action: ActionOpenNetworkSettings,
			when:     []oneOf{seen(CheckSecure, SawMisled)},
			unless:   []sighting{saw(CheckHostsFile, SawPinned), connected()},
			explains: spotify(),
		},
		{
			cause: CauseTLSIntercepted, step: 7, action: ActionCheckAgain,
			when:     []oneOf{seen(CheckSecure, SawIntercepted, SawMisled)},
			explains: []CheckName{CheckDirectory, CheckStatusFeed, CheckConnections},
		},
		{
			// This computer trusts whoever inspects the traffic. Spotify may not, and then it has
			// no connection.
			cause: CauseTLSIntercepted, step: 7, action: ActionCheckAgain,
			when:     []oneOf{seen(CheckSecure, SawInspected)},
			unless:   []sighting{connected()},
			explains: []CheckName{CheckDirectory, CheckStatusFeed, CheckConnections},
		},
	}
}

// forbiddenHere is this computer itself forbidding every connection to the access points.
func forbiddenHere() sighting {
	return sighting{check: CheckAccessPoints, observations: []Observation{SawClosed}, with: Args{"Failure": prohibitedByHere}}
}

// hereRules are about this computer itself blocking Spotify.
func hereRules() []rule {
	return []rule{
		{
			// The firewall's rule names Spotify, so it does not affect Retune's own connections.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when:     []oneOf{seenWith(Args{"Rule": ruleOfProgram}, CheckFirewall, SawRule)},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
		{
			// Rules about ports apply to Retune as well. If it reached Spotify's access points all
			// the same, or got a secure answer from anywhere, something lets connections through:
			// another rule, or a proxy.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when:     []oneOf{seenWith(Args{"Rule": ruleOfPorts}, CheckFirewall, SawRule)},
			unless:   append(answersSecurely(), saw(CheckAccessPoints, SawFine), saw(CheckProxy, SawFine), connected()),
			explains: spotify(),
		},
		{
			// This computer itself refused every connection. Spotify's state need not be compared:
			// no failing server looks like that.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when: []oneOf{
				{forbiddenHere()},
				seen(CheckPlaces, SawFine),
			},
			unless:   []sighting{saw(CheckProxy, SawFine), connected()},
			explains: spotify(),
		},
	}
}

// doorRules are about how connections to Spotify's servers fail.
func doorRules() []rule {
	return []rule{
		{
			// Spotify's access points are closed, the rest of the internet is open, and Spotify is
			// known to be up. With a working proxy nobody needs direct access to them.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when: []oneOf{
				seen(CheckAccessPoints, SawClosed),
				{saw(CheckDirectory, SawFine), saw(CheckSecure, SawFine), saw(CheckStatusFeed, SawFine, SawMinor)},
				seen(CheckPlaces, SawFine),
			},
			unless: []sighting{
				saw(CheckStatusFeed, SawIncident), saw(CheckDirectory, SawServerErrors), saw(CheckProxy, SawFine),
				connected(),
			},
			explains: spotify(),
		},
		{
			// Secure connections to Spotify fail, and all others work. Servers that are down for
			// everybody look just the same from here; only Spotify's status page tells the two
			// apart. If that cannot be read, nothing is blamed.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when: []oneOf{
				seen(CheckSecure, SawUnreachable),
				seen(CheckDirectory, SawUnreachable),
				seen(CheckStatusFeed, SawFine, SawMinor),
				seen(CheckPlaces, SawFine),
			},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
		{
			// Connections open and are cut off during the handshake. Something that filters by the
			// server name in it may let the directory through.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when: []oneOf{
				seen(CheckSecure, SawCutOff),
				seen(CheckDirectory, SawUnreachable, SawFine),
				seen(CheckStatusFeed, SawFine, SawMinor),
				seen(CheckPlaces, SawFine),
			},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
		{
			// Retune's own connections fall back to IPv4, so their success shows only that Spotify
			// could connect; if they fail too, IPv6 is not the reason. A Spotify that has just
			// started has not tried either family yet.
			cause: CauseIPv6Broken, step: 1, action: ActionOpenNetworkSettings,
			when: []oneOf{
				seen(CheckFamilies, SawIPv6Dead),
				seen(CheckConnections, SawNone, SawConnecting),
			},
			unless: []sighting{
				saw(CheckDirectory, SawUnreachable, SawServerErrors), saw(CheckAccessPoints, SawClosed),
				saw(CheckSecure, SawUnreachable, SawCutOff, SawExpired),
			},
			explains: spotify(),
		},
	}
}

func spotifyRules() []rule {
	return []rule{
		{
			cause: CauseSpotifyOutage, step: 4, action: ActionOpenStatus,
			when:     []oneOf{seen(CheckDirectory, SawServerErrors)},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
		{
			cause: CauseSpotifyOutage, step: 4, action: ActionOpenStatus,
			when:     []oneOf{seen(CheckSecure, SawExpired)},
			explains: spotify(),
		},
		{
			// An incident explains nothing unless something of Spotify's fails here, too.
			cause: CauseSpotifyOutage, step: 4, action: ActionOpenStatus,
			when: []oneOf{
				seen(CheckStatusFeed, SawIncident),
				{
					saw(CheckDirectory, SawUnreachable), saw(CheckAccessPoints, SawClosed),
					saw(CheckSecure, SawUnreachable, SawCutOff), saw(CheckConnections, SawNone),
				},
			},
			explains: spotify(),
		},
	}
}
