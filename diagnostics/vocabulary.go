package diagnostics

import "slices"

// Meaning is what it means that a check saw an observation.
type Meaning struct {
	Check       CheckName
	Observation Observation
	Status      Status
	// Cause is what the observation points to, if anything.
	Cause Cause
}

// Vocabulary lists everything that checks can report. Each entry needs sentences in
// every language; a test in package words makes sure of it.
func Vocabulary() []Meaning {
	words := slices.Concat(networkWords(), nameWords(), wayWords(), spotifyWords(), clientWords())
	for _, check := range CheckNames() {
		words = append(words,
			Meaning{check, SawTimedOut, Unknown, ""},
			Meaning{check, SawCrashed, Unknown, ""},
			Meaning{check, SawNotNeeded, Skipped, ""})
	}
	return words
}

func networkWords() []Meaning {
	return []Meaning{
		// Fine: Interface (the kind: wired, wireless, other).
		{CheckInterfaces, SawFine, OK, ""},
		{CheckInterfaces, SawNoInterface, Problem, CauseNoNetwork},
		{CheckInterfaces, SawNoRoute, Problem, CauseNoNetwork},
		{CheckInterfaces, SawUnreadable, Unknown, ""},

		// Fine: Answered and Tried (places), Milliseconds (the quickest answer).
		{CheckPlaces, SawFine, OK, ""},
		{CheckPlaces, SawSilent, Problem, CauseNoInternet},
		{CheckPlaces, SawUncompared, Unknown, ""},

		{CheckPortal, SawFine, OK, ""},
		{CheckPortal, SawChanged, Problem, CauseCaptivePortal},
		{CheckPortal, SawSilent, Unknown, ""},

		// Fine: Seconds (how far off, either way).
		{CheckClock, SawFine, OK, ""},
		{CheckClock, SawSkewed, Problem, CauseClockWrong},
		{CheckClock, SawUncompared, Unknown, ""},
	}
}

func nameWords() []Meaning {
	return []Meaning{
		// Fine: Milliseconds (the quickest answer).
		{CheckResolver, SawFine, OK, ""},
		{CheckResolver, SawFailing, Problem, CauseDNSFailing},
		{CheckResolver, SawBlocked, Problem, CauseDNSBlocked},
		{CheckResolver, SawUncompared, Unknown, ""},

		// Fine: nothing about Spotify in the file.
		{CheckHostsFile, SawFine, OK, ""},
		{CheckHostsFile, SawHarmless, OK, ""},
		{CheckHostsFile, SawPinned, OK, ""},
		{CheckHostsFile, SawBlocked, Problem, CauseHostsBlocked},
		{CheckHostsFile, SawUnreadable, Unknown, ""},
	}
}

func wayWords() []Meaning {
	return []Meaning{
		// Fine: Source (environment, system, spotify). None: no proxy is set. Harmless: one is
		// set and broken, but not in use.
		{CheckProxy, SawFine, OK, ""},
		{CheckProxy, SawNone, OK, ""},
		{CheckProxy, SawHarmless, OK, ""},
		{CheckProxy, SawFailing, Problem, CauseProxyBroken},
		{CheckProxy, SawDenied, Problem, CauseProxyBroken},
		{CheckProxy, SawTurnedAway, Unknown, ""},
		{CheckProxy, SawScripted, Unknown, ""},
		{CheckProxy, SawUncompared, Unknown, ""},

		// Fine: Tunnel (its kind): traffic goes into it and arrives. None: no traffic uses one.
		{CheckTunnel, SawFine, OK, ""},
		{CheckTunnel, SawNone, OK, ""},
		{CheckTunnel, SawDead, Problem, CauseVPN},
		{CheckTunnel, SawUncompared, Unknown, ""},

		// Fine: Milliseconds (the quickest), Tried.
		{CheckSecure, SawFine, OK, ""},
		{CheckSecure, SawIntercepted, Problem, CauseTLSIntercepted},
		{CheckSecure, SawMisled, Problem, CauseDNSBlocked},
		{CheckSecure, SawInspected, Unknown, ""},
		{CheckSecure, SawExpired, Problem, CauseSpotifyOutage},
		{CheckSecure, SawUntimely, Unknown, ""},
		{CheckSecure, SawUnreachable, Problem, ""},
		{CheckSecure, SawCutOff, Problem, ""},
		{CheckSecure, SawUncompared, Unknown, ""},

		{CheckFamilies, SawFine, OK, ""},
		{CheckFamilies, SawOneFamily, OK, ""},
		{CheckFamilies, SawIPv4Dead, OK, ""},
		{CheckFamilies, SawIPv6Dead, Problem, CauseIPv6Broken},
		{CheckFamilies, SawUncompared, Unknown, ""},

		{CheckFirewall, SawFine, OK, ""},
		{CheckFirewall, SawActive, OK, ""},
		{CheckFirewall, SawUnreadRules, Skipped, ""},
		{CheckFirewall, SawRule, Problem, CauseFirewall},
		{CheckFirewall, SawNothingToCheck, Skipped, ""},
	}
}

func spotifyWords() []Meaning {
	return []Meaning{
		// Fine: Milliseconds, Servers (how many access points it named).
		{CheckDirectory, SawFine, OK, ""},
		{CheckDirectory, SawServerErrors, Problem, CauseSpotifyOutage},
		{CheckDirectory, SawUnreachable, Problem, ""},
		{CheckDirectory, SawStrange, Unknown, ""},

		// Fine: Port (the first that opened), Milliseconds.
		{CheckAccessPoints, SawFine, OK, ""},
		{CheckAccessPoints, SawClosed, Problem, CauseFirewall},
		{CheckAccessPoints, SawUncompared, Unknown, ""},

		{CheckStatusFeed, SawFine, OK, ""},
		{CheckStatusFeed, SawMinor, OK, ""},
		{CheckStatusFeed, SawIncident, Problem, CauseSpotifyOutage},
		{CheckStatusFeed, SawUnreadable, Unknown, ""},

		// Fine: the system agrees that it is online.
		{CheckOpinion, SawFine, OK, ""},
		{CheckOpinion, SawOffline, Problem, CauseOSOffline},
		{CheckOpinion, SawNothingToCheck, Skipped, ""},
		{CheckOpinion, SawUnreadable, Unknown, ""},
	}
}

func clientWords() []Meaning {
	return []Meaning{
		// Fine: Kind, Version (may be empty), Count (how many installs), Others (the other
		// kinds, comma-separated), Updates (who delivers them), Newest (a newer version), Blocked
		// (its own updater cannot work), Patched (another program changed it), Leftover (a kind
		// that was uninstalled and left data behind), Path (a folder that could not be read).
		// Missing: Leftover.
		{CheckInstalls, SawFine, OK, ""},
		{CheckInstalls, SawMissing, Problem, CauseClientMissing},
		// Unknown, not a problem: an old version that is online does no harm.
		{CheckInstalls, SawOutdated, Unknown, ""},
		{CheckInstalls, SawUpdateBlocked, Unknown, ""},
		{CheckInstalls, SawUnreadable, Unknown, ""},
		{CheckInstalls, SawForeign, Unknown, ""},

		// Fine: Spotify runs. Count (its processes).
		{CheckProcess, SawFine, OK, ""},
		{CheckProcess, SawNotRunning, OK, ""},
		{CheckProcess, SawHung, Problem, CauseClientHung},
		{CheckProcess, SawStaleLock, Problem, CauseClientStaleLock},
		{CheckProcess, SawNothingToCheck, Skipped, ""},
		{CheckProcess, SawUnreadable, Unknown, ""},
		{CheckProcess, SawForeign, Skipped, ""},

		// Fine: Count (connections to the internet).
		{CheckConnections, SawFine, OK, ""},
		{CheckConnections, SawNone, Problem, CauseOfflineMode},
		{CheckConnections, SawLocalOnly, Unknown, ""},
		{CheckConnections, SawConnecting, Unknown, ""},
		{CheckConnections, SawStarting, Unknown, ""},
		{CheckConnections, SawNothingToCheck, Skipped, ""},
		{CheckConnections, SawUnreadable, Unknown, ""},
		{CheckConnections, SawForeign, Skipped, ""},
	}
}

// CheckNames returns every check, in the order in which they are shown.
func CheckNames() []CheckName {
	return []CheckName{
		CheckInterfaces, CheckPlaces, CheckPortal, CheckClock, CheckResolver, CheckHostsFile, CheckProxy,
		CheckTunnel, CheckSecure, CheckFirewall, CheckFamilies, CheckDirectory, CheckAccessPoints,
		CheckStatusFeed, CheckOpinion, CheckInstalls, CheckProcess, CheckConnections,
	}
}

func meaningOf(check CheckName, observation Observation) (Meaning, bool) {
	for _, meaning := range Vocabulary() {
		if meaning.Check == check && meaning.Observation == observation {
			return meaning, true
		}
	}
	return Meaning{}, false
}
