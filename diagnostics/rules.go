package diagnostics

import "slices"

// rule says when a cause is proved and what follows from it. A cause may have several
// rules: several ways to be proved.
type rule struct {
	cause Cause
	// when has to hold line by line: of each line one sighting is enough. What was seen
	// there is the evidence, in this order.
	when []oneOf
	// unless are sightings that refute the cause: whatever works is not to blame.
	unless []sighting
	// explains names the checks that fail as well whenever the cause holds.
	explains []CheckName
	step     int
	repair   RepairName
	action   Action
}

// sighting is a check that saw one of some observations.
type sighting struct {
	check        CheckName
	observations []Observation
	// with are arguments that the finding has to have; the others may be any.
	with Args
}

// in reports whether the sighting is among findings.
func (s sighting) in(findings Findings) bool {
	finding, _ := findings.Of(s.check)
	for name, value := range s.with {
		if finding.Args[name] != value {
			return false
		}
	}
	return findings.Saw(s.check, s.observations...)
}

type oneOf []sighting

func saw(check CheckName, observations ...Observation) sighting {
	return sighting{check: check, observations: observations}
}

func seen(check CheckName, observations ...Observation) oneOf {
	return oneOf{saw(check, observations...)}
}

// seenWith is one observation of a check, with some arguments.
func seenWith(arguments Args, check CheckName, observation Observation) oneOf {
	return oneOf{{check: check, observations: []Observation{observation}, with: arguments}}
}

// rules is the judgement of Retune, the deepest cause first.
func rules() []rule {
	return slices.Concat(networkRules(), nameRules(), wayRules(), hereRules(), doorRules(), spotifyRules(), systemRules(), clientRules())
}

// answersSecurely is what an authenticated connection said: nobody on the way can say
// that in the server's place.
func answersSecurely() []sighting {
	return []sighting{
		saw(CheckDirectory, SawFine, SawServerErrors),
		saw(CheckStatusFeed, SawFine, SawMinor, SawIncident),
		saw(CheckSecure, SawFine),
	}
}

// answers is anything beyond this computer's own network that answered as it should.
func answers() []sighting {
	return append(answersSecurely(),
		saw(CheckPlaces, SawFine), saw(CheckPortal, SawFine),
		saw(CheckAccessPoints, SawFine), saw(CheckProxy, SawFine), saw(CheckTunnel, SawFine),
		saw(CheckFamilies, SawFine, SawOneFamily, SawIPv4Dead, SawIPv6Dead))
}

// connected is a Spotify with a connection to the internet: whatever is in its way, it
// gets past.
func connected() sighting { return saw(CheckConnections, SawFine) }

// online are the checks that need all of the internet, spotify those that need
// Spotify's part of it.
func online() []CheckName {
	return append(spotify(), CheckStatusFeed, CheckFamilies, CheckClock, CheckProxy)
}

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
			// All unrelated places are silent. A portal's page, or a working resolver in the
			// same network, is not the internet; behind a dead tunnel there may be one, or
			// behind a proxy that says no.
			cause: CauseNoInternet, step: 1, action: ActionOpenNetworkSettings,
			when:     []oneOf{seen(CheckPlaces, SawSilent)},
			unless:   append(answers(), saw(CheckPortal, SawChanged), saw(CheckTunnel, SawDead), saw(CheckProxy, SawDenied, SawTurnedAway)),
			explains: append(online(), CheckPortal, CheckResolver, CheckTunnel),
		},
		{
			// Some providers change plain pages for everyone: as long as anything answers over
			// an authenticated connection, no log-in page stands in the way.
			cause: CauseCaptivePortal, step: 1, action: ActionOpenPortal,
			when:     []oneOf{seen(CheckPortal, SawChanged)},
			unless:   answersSecurely(),
			explains: append(online(), CheckPlaces, CheckResolver, CheckTunnel),
		},
		{
			// How far off a clock may be depends on the certificates: it is those that have to
			// fail by it, of Spotify's servers. Others may bear more.
			cause: CauseClockWrong, step: 1, action: ActionCheckAgain,
			when:     []oneOf{seen(CheckClock, SawSkewed), seen(CheckSecure, SawUntimely)},
			explains: append(spotify(), CheckStatusFeed),
		},
		{
			// Resolvers that check signatures or speak TLS find no name with a clock off by years.
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
			// A resolver is no obstacle where servers were found by name all the same, as a
			// proxy does, or a network that came back meanwhile.
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

// What arguments of findings say, as the checks have it.
const (
	proxyOfSpotify   = "spotify"            // Source: Spotify's own preferences set the proxy
	ruleOfProgram    = "program"            // Rule: it names Spotify's program
	ruleOfPorts      = "ports"              // Rule: it closes ports, to every program
	prohibitedByHere = "connect-prohibited" // Failure: this computer itself did not allow it
	spanOfYears      = "years"              // Span: the clock is off by more than any certificate bears
	reasonEnough     = "enough"             // Reason: the diagnosis had opened as many connections as it may
)

func wayRules() []rule {
	return []rule{
		{
			// It is Spotify's own, and without it the internet answered: Spotify needs none.
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
			// That is the resolver's doing, unless the hosts file set the name: then nobody asked it.
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
			// This computer trusts whoever looks in. Spotify may not, and then has no connection.
			cause: CauseTLSIntercepted, step: 7, action: ActionCheckAgain,
			when:     []oneOf{seen(CheckSecure, SawInspected)},
			unless:   []sighting{connected()},
			explains: []CheckName{CheckDirectory, CheckStatusFeed, CheckConnections},
		},
	}
}

// forbiddenHere is that this computer itself did not allow any way to the access points.
func forbiddenHere() sighting {
	return sighting{check: CheckAccessPoints, observations: []Observation{SawClosed}, with: Args{"Failure": prohibitedByHere}}
}

// hereRules are about what this computer itself keeps Spotify from.
func hereRules() []rule {
	return []rule{
		{
			// The rule names Spotify, so Retune's own connections do not meet it.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when:     []oneOf{seenWith(Args{"Rule": ruleOfProgram}, CheckFirewall, SawRule)},
			unless:   []sighting{connected()},
			explains: spotify(),
		},
		{
			// Rules about ports hold for Retune as well. Where it came to Spotify's doors all the
			// same, or got a secure answer from anywhere, something lets people through: another
			// rule, or a proxy.
			cause: CauseFirewall, step: 7, action: ActionOpenFirewallSettings,
			when:     []oneOf{seenWith(Args{"Rule": ruleOfPorts}, CheckFirewall, SawRule)},
			unless:   append(answersSecurely(), saw(CheckAccessPoints, SawFine), saw(CheckProxy, SawFine), connected()),
			explains: spotify(),
		},
		{
			// This computer itself said no, at every door. That needs no comparing with Spotify's state: no
			// server is silent in such a way.
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

// doorRules are about what becomes of connections to Spotify's servers.
func doorRules() []rule {
	return []rule{
		{
			// Spotify's doors are shut, the rest of the internet is open, and Spotify itself is
			// known to be well. Through a proxy that works nobody needs those doors.
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
			// The secure connections to Spotify do not come about, and all others do. Servers that
			// fail for everybody look just the same from here: Spotify's own page is what tells the
			// one from the other. Where nobody can read that, nobody is blamed.
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
			// They open, and are cut off at the first words. Where somebody chooses by the names
			// in those, the directory may be left alone.
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
			// Retune's own connections fall back to IPv4, so they only show that Spotify could:
			// where they fail, IPv6 is not why. A Spotify that has just started has not tried
			// either yet.
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
			// An incident is only an explanation when something of Spotify's fails here, too.
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

func systemRules() []rule {
	return []rule{
		{
			// The internet is there by what answers, and Windows tells programs that it is not.
			// Spotify believes that without asking anybody; a connected one does not.
			cause: CauseOSOffline, step: 1, action: ActionOpenNetworkSettings,
			when:     append([]oneOf{seen(CheckOpinion, SawOffline)}, spotifyAnswers()...),
			unless:   []sighting{connected()},
			explains: []CheckName{CheckConnections},
		},
	}
}

// spotifyAnswers: everything of Spotify's that was asked answers. Behind a proxy that
// works there need be no other way to the access points.
func spotifyAnswers() []oneOf {
	return []oneOf{seen(CheckDirectory, SawFine), {saw(CheckAccessPoints, SawFine), saw(CheckProxy, SawFine)}}
}

// unfinished are checks that kept to themselves what they saw, since connections were missing.
func unfinished() []sighting {
	var all []sighting
	for _, check := range CheckNames() {
		all = append(all, sighting{check: check, observations: []Observation{SawTimedOut}, with: Args{"Reason": reasonEnough}})
	}
	return all
}

func clientRules() []rule {
	answer := spotifyAnswers()
	troubled := append(unfinished(), saw(CheckSecure, SawUnreachable, SawCutOff, SawIntercepted, SawMisled, SawExpired, SawUntimely))
	return []rule{
		{
			cause: CauseClientMissing, step: 6, action: ActionOpenDownload,
			when: append([]oneOf{seen(CheckInstalls, SawMissing)}, answer...), unless: troubled,
		},
		{
			cause: CauseClientHung, step: 3, repair: RepairRestart,
			when:     []oneOf{seen(CheckProcess, SawHung)},
			explains: []CheckName{CheckConnections},
		},
		{
			cause: CauseClientStaleLock, step: 3, repair: RepairStaleLock,
			when: append([]oneOf{seen(CheckProcess, SawStaleLock)}, answer...), unless: troubled,
		},
		{
			// Old, or kept from updating, and it does not get a connection although all answers:
			// then its age is the likeliest reason. A connected one is not too old.
			cause: CauseClientOutdated, step: 6, repair: RepairUpdate,
			when: append([]oneOf{
				seen(CheckInstalls, SawOutdated, SawUpdateBlocked), seen(CheckConnections, SawNone, SawConnecting),
			}, answer...),
			unless:   troubled,
			explains: []CheckName{CheckConnections},
		},
		{
			// Everything that Spotify needs answers, it runs, and it talks to nobody.
			cause: CauseOfflineMode, step: 2, action: ActionShowOfflineMode,
			when: append([]oneOf{seen(CheckConnections, SawNone)}, answer...), unless: troubled,
		},
		{
			// All is well but the one thing that was not looked at.
			cause: CauseUnknown, action: ActionCheckAgain,
			when: append([]oneOf{seen(CheckInstalls, SawForeign)}, answer...), unless: troubled,
		},
		// A connection may outlive the way that it took, for a while: something has to answer now.
		{cause: CauseNone, when: []oneOf{{connected()}, answers()}},
		{cause: CauseNone, when: answer, unless: troubled},
	}
}
