package diagnostics

// rule says when a cause is proved and what follows from it.
type rule struct {
	cause Cause
	// proof returns the checks that prove the cause; none where it is not proved.
	proof func(Findings) []CheckName
	// explains names the checks that fail as well whenever the cause holds.
	explains []CheckName
	step     int
	repair   RepairName
	action   Action
}

// rules is the judgement of Retune, the deepest cause first.
func rules() []rule {
	online := []CheckName{CheckDirectory, CheckAccessPoints, CheckStatusFeed, CheckConnections}
	spotify := []CheckName{CheckDirectory, CheckAccessPoints, CheckConnections}
	return []rule{
		{
			cause: CauseNoNetwork, proof: noNetwork, step: 1, action: ActionOpenNetworkSettings,
			explains: append([]CheckName{CheckPlaces, CheckPortal, CheckResolver}, online...),
		},
		{
			cause: CauseNoInternet, proof: noInternet, step: 1, action: ActionOpenNetworkSettings,
			explains: append([]CheckName{CheckPortal, CheckResolver}, online...),
		},
		{
			cause: CauseCaptivePortal, proof: captivePortal, step: 1, action: ActionOpenPortal,
			explains: append([]CheckName{CheckPlaces, CheckResolver}, online...),
		},
		{
			cause: CauseDNSFailing, proof: dnsFailing, step: 1, action: ActionOpenNetworkSettings,
			explains: append([]CheckName{CheckPortal}, online...),
		},
		{
			cause: CauseDNSBlocked, proof: saw(CheckResolver, SawBlocked), step: 7, action: ActionOpenNetworkSettings,
			explains: spotify,
		},
		{
			cause: CauseHostsBlocked, proof: saw(CheckHostsFile, SawBlocked), step: 7,
			explains: spotify,
		},
		{
			cause: CauseFirewall, proof: firewall, step: 7, action: ActionOpenFirewallSettings,
			explains: spotify,
		},
		{
			cause: CauseSpotifyOutage, proof: outage, step: 4, action: ActionOpenStatus,
			explains: spotify,
		},
		{cause: CauseClientMissing, proof: clientMissing, step: 6, action: ActionOpenDownload},
		{cause: CauseOfflineMode, proof: offlineMode, step: 2, action: ActionShowOfflineMode},
		{cause: CauseNone, proof: allAnswered},
	}
}

func saw(check CheckName, observation Observation) func(Findings) []CheckName {
	return func(f Findings) []CheckName {
		if f.Saw(check, observation) {
			return []CheckName{check}
		}
		return nil
	}
}

// answers reports whether anything beyond this computer's own network answered as
// it should: whoever says otherwise is wrong.
func answers(f Findings) bool {
	return f.Saw(CheckPlaces, SawFine) || f.Saw(CheckPortal, SawFine) ||
		f.Saw(CheckAccessPoints, SawFine) || answersSecurely(f)
}

// answersSecurely reports whether a server answered over an authenticated connection,
// which nobody on the way can do in its place.
func answersSecurely(f Findings) bool {
	return f.Saw(CheckDirectory, SawFine, SawServerErrors) ||
		f.Saw(CheckStatusFeed, SawFine, SawMinor, SawIncident)
}

func noNetwork(f Findings) []CheckName {
	if f.Saw(CheckInterfaces, SawNoInterface, SawNoRoute) && !answers(f) {
		return []CheckName{CheckInterfaces}
	}
	return nil
}

// noInternet is proved by the silence of all unrelated places. A portal's page or
// a working resolver in the same network is not the internet.
func noInternet(f Findings) []CheckName {
	if f.Saw(CheckPlaces, SawSilent) && !answers(f) && !f.Saw(CheckPortal, SawChanged) {
		return []CheckName{CheckPlaces}
	}
	return nil
}

// captivePortal: some providers change plain-HTTP pages for everyone; as long as
// anything answers over an authenticated connection, no log-in page stands in the way.
func captivePortal(f Findings) []CheckName {
	if f.Saw(CheckPortal, SawChanged) && !answersSecurely(f) {
		return []CheckName{CheckPortal}
	}
	return nil
}

// dnsFailing: a resolver is no obstacle where Spotify's directory was found by name all
// the same, as a proxy does, or a network that came back meanwhile.
func dnsFailing(f Findings) []CheckName {
	if f.Saw(CheckResolver, SawFailing) && !f.Saw(CheckDirectory, SawFine) {
		return []CheckName{CheckResolver}
	}
	return nil
}

// firewall: Spotify's doors are shut, the rest of the internet is open, and
// Spotify itself is known to be well, by its directory or by its status page.
func firewall(f Findings) []CheckName {
	shut := f.Saw(CheckAccessPoints, SawClosed) && f.Saw(CheckPlaces, SawFine)
	well := f.Saw(CheckDirectory, SawFine) || f.Saw(CheckStatusFeed, SawFine, SawMinor)
	if !shut || !well || f.Saw(CheckStatusFeed, SawIncident) || f.Saw(CheckDirectory, SawServerErrors) {
		return nil
	}
	if f.Saw(CheckDirectory, SawFine) {
		return []CheckName{CheckAccessPoints, CheckDirectory, CheckPlaces}
	}
	return []CheckName{CheckAccessPoints, CheckStatusFeed, CheckPlaces}
}

// outage: an incident in the status feed is only an explanation when something of
// Spotify's fails here, too.
func outage(f Findings) []CheckName {
	var evidence []CheckName
	if f.Saw(CheckDirectory, SawServerErrors) {
		evidence = append(evidence, CheckDirectory)
	}
	fails := f.Saw(CheckDirectory, SawServerErrors, SawUnreachable) ||
		f.Saw(CheckAccessPoints, SawClosed) || f.Saw(CheckConnections, SawNone)
	if f.Saw(CheckStatusFeed, SawIncident) && fails {
		evidence = append(evidence, CheckStatusFeed)
	}
	return evidence
}

func clientMissing(f Findings) []CheckName {
	if f.Saw(CheckInstalls, SawMissing) && spotifyAnswers(f) {
		return []CheckName{CheckInstalls}
	}
	return nil
}

// offlineMode: everything Spotify needs answers, it runs, and it talks to nobody.
func offlineMode(f Findings) []CheckName {
	if f.Saw(CheckConnections, SawNone) && f.Saw(CheckProcess, SawFine) && spotifyAnswers(f) {
		return []CheckName{CheckConnections, CheckDirectory, CheckAccessPoints}
	}
	return nil
}

func allAnswered(f Findings) []CheckName {
	if !spotifyAnswers(f) {
		return nil
	}
	if f.Saw(CheckConnections, SawFine) {
		return []CheckName{CheckConnections, CheckDirectory, CheckAccessPoints}
	}
	return []CheckName{CheckDirectory, CheckAccessPoints}
}

func spotifyAnswers(f Findings) bool {
	return f.Saw(CheckDirectory, SawFine) && f.Saw(CheckAccessPoints, SawFine)
}
