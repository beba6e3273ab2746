package diagnostics

func systemRules() []rule {
	return []rule{
		{
			// Servers answer, yet the system tells programs that there is no internet, and Spotify
			// believes it without trying. A connected Spotify evidently did not.
			cause: CauseOSOffline, step: 1, action: ActionOpenNetworkSettings,
			when:     append([]oneOf{seen(CheckOpinion, SawOffline)}, spotifyAnswers()...),
			unless:   []sighting{connected()},
			explains: []CheckName{CheckConnections},
		},
	}
}

// spotifyAnswers is everything of Spotify's that was asked having answered. Behind a
// working proxy the access points need not be reachable directly.
func spotifyAnswers() []oneOf {
	return []oneOf{seen(CheckDirectory, SawFine), {saw(CheckAccessPoints, SawFine), saw(CheckProxy, SawFine)}}
}

// unfinished are checks that could not conclude because the diagnosis had used up its
// allowance of connections.
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
			// Spotify is old or cannot update, and gets no connection although every server
			// answers: then its age is the likeliest reason. A connected one is not too old.
			cause: CauseClientOutdated, step: 6, repair: RepairUpdate,
			when: append([]oneOf{
				seen(CheckInstalls, SawOutdated, SawUpdateBlocked), seen(CheckConnections, SawNone, SawConnecting),
			}, answer...),
			unless:   troubled,
			explains: []CheckName{CheckConnections},
		},
		{
			// Everything that Spotify needs answers, and it runs, yet it holds no connection.
			cause: CauseOfflineMode, step: 2, action: ActionShowOfflineMode,
			when: append([]oneOf{seen(CheckConnections, SawNone)}, answer...), unless: troubled,
		},
		{
			// All is well, except that Spotify itself could not be examined.
			cause: CauseUnknown, action: ActionCheckAgain,
			when: append([]oneOf{seen(CheckInstalls, SawForeign)}, answer...), unless: troubled,
		},
		// A connection may outlive the network it was made over for a while, so something must
		// answer now as well.
		{cause: CauseNone, when: []oneOf{{connected()}, answers()}},
		{cause: CauseNone, when: answer, unless: troubled},
	}
}
