package diagnostics_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
)

// sees is what each check of a made-up diagnosis saw.
type sees map[diagnostics.CheckName]diagnostics.Observation

// healthy is a computer on which Spotify runs and is online.
func healthy() sees {
	seen := sees{}
	for _, check := range diagnostics.CheckNames() {
		seen[check] = diagnostics.SawFine
	}
	seen[diagnostics.CheckProxy], seen[diagnostics.CheckTunnel] = diagnostics.SawNone, diagnostics.SawNone
	return seen
}

// but returns what is seen with some of it replaced.
func (s sees) but(changes sees) sees {
	changed := sees{}
	for _, from := range []sees{s, changes} {
		for check, observation := range from {
			changed[check] = observation
		}
	}
	return changed
}

func (s sees) findings() diagnostics.Findings {
	var findings diagnostics.Findings
	for _, check := range diagnostics.CheckNames() {
		if observation, ok := s[check]; ok {
			findings = append(findings, diagnostics.Saw(check, observation, nil))
		}
	}
	return findings
}

// cutOff is what everything beyond this computer looks like if nothing gets out.
func cutOff() sees {
	return healthy().but(sees{
		diagnostics.CheckPlaces:       diagnostics.SawSilent,
		diagnostics.CheckPortal:       diagnostics.SawSilent,
		diagnostics.CheckResolver:     diagnostics.SawUncompared,
		diagnostics.CheckClock:        diagnostics.SawUncompared,
		diagnostics.CheckSecure:       diagnostics.SawUnreachable,
		diagnostics.CheckFamilies:     diagnostics.SawUncompared,
		diagnostics.CheckDirectory:    diagnostics.SawUnreachable,
		diagnostics.CheckAccessPoints: diagnostics.SawUncompared,
		diagnostics.CheckStatusFeed:   diagnostics.SawUnreadable,
		diagnostics.CheckConnections:  diagnostics.SawNone,
	})
}

// spotifySilent is what Spotify's servers look like if they alone do not answer.
func spotifySilent() sees {
	return healthy().but(sees{
		diagnostics.CheckSecure:       diagnostics.SawUnreachable,
		diagnostics.CheckDirectory:    diagnostics.SawUnreachable,
		diagnostics.CheckAccessPoints: diagnostics.SawClosed,
		diagnostics.CheckConnections:  diagnostics.SawNone,
	})
}

type verdictCase struct {
	name     string
	seen     sees
	cause    diagnostics.Cause
	evidence []diagnostics.CheckName
	step     int
}

// provedCases has, for each cause, what proves it.
func provedCases() []verdictCase {
	return []verdictCase{
		{
			"nothing wrong", healthy(), diagnostics.CauseNone,
			[]diagnostics.CheckName{diagnostics.CheckConnections, diagnostics.CheckDirectory},
			0,
		},
		{
			"Spotify is not running",
			healthy().but(sees{diagnostics.CheckProcess: diagnostics.SawNotRunning, diagnostics.CheckConnections: diagnostics.SawNothingToCheck}),
			diagnostics.CauseNone,
			[]diagnostics.CheckName{diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			0,
		},
		{
			"no interface", cutOff().but(sees{diagnostics.CheckInterfaces: diagnostics.SawNoInterface}),
			diagnostics.CauseNoNetwork,
			[]diagnostics.CheckName{diagnostics.CheckInterfaces},
			1,
		},
		{
			"a link without a way out", cutOff().but(sees{diagnostics.CheckInterfaces: diagnostics.SawNoRoute}),
			diagnostics.CauseNoNetwork,
			[]diagnostics.CheckName{diagnostics.CheckInterfaces},
			1,
		},
		{"everything silent", cutOff(), diagnostics.CauseNoInternet, []diagnostics.CheckName{diagnostics.CheckPlaces}, 1},
		{
			"a log-in page, everything else silent", cutOff().but(sees{diagnostics.CheckPortal: diagnostics.SawChanged}),
			diagnostics.CauseCaptivePortal,
			[]diagnostics.CheckName{diagnostics.CheckPortal},
			1,
		},
		{
			"a log-in page that answers for all places",
			cutOff().but(sees{diagnostics.CheckPortal: diagnostics.SawChanged, diagnostics.CheckPlaces: diagnostics.SawFine}),
			diagnostics.CauseCaptivePortal,
			[]diagnostics.CheckName{diagnostics.CheckPortal},
			1,
		},
		{
			"the resolver is dead",
			cutOff().but(sees{diagnostics.CheckPlaces: diagnostics.SawFine, diagnostics.CheckResolver: diagnostics.SawFailing}),
			diagnostics.CauseDNSFailing,
			[]diagnostics.CheckName{diagnostics.CheckResolver},
			1,
		},
		{
			"the resolver blocks Spotify",
			spotifySilent().but(sees{diagnostics.CheckResolver: diagnostics.SawBlocked, diagnostics.CheckAccessPoints: diagnostics.SawUncompared}),
			diagnostics.CauseDNSBlocked,
			[]diagnostics.CheckName{diagnostics.CheckResolver},
			7,
		},
		{
			"the hosts file blocks Spotify", spotifySilent().but(sees{diagnostics.CheckHostsFile: diagnostics.SawBlocked}),
			diagnostics.CauseHostsBlocked,
			[]diagnostics.CheckName{diagnostics.CheckHostsFile},
			7,
		},
		{
			"only the access points are shut",
			healthy().but(sees{diagnostics.CheckAccessPoints: diagnostics.SawClosed, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseFirewall,
			[]diagnostics.CheckName{diagnostics.CheckAccessPoints, diagnostics.CheckDirectory, diagnostics.CheckPlaces},
			7,
		},
		{
			"Spotify alone is silent, and well by its status page", spotifySilent(), diagnostics.CauseFirewall,
			[]diagnostics.CheckName{diagnostics.CheckAccessPoints, diagnostics.CheckStatusFeed, diagnostics.CheckPlaces},
			7,
		},
		{
			"Spotify alone is silent, and has an incident", spotifySilent().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawIncident}),
			diagnostics.CauseSpotifyOutage,
			[]diagnostics.CheckName{diagnostics.CheckStatusFeed, diagnostics.CheckDirectory},
			4,
		},
		{
			"Spotify answers with errors",
			healthy().but(sees{diagnostics.CheckDirectory: diagnostics.SawServerErrors, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseSpotifyOutage,
			[]diagnostics.CheckName{diagnostics.CheckDirectory},
			4,
		},
		{
			"no Spotify here",
			healthy().but(sees{
				diagnostics.CheckInstalls: diagnostics.SawMissing, diagnostics.CheckProcess: diagnostics.SawNothingToCheck,
				diagnostics.CheckConnections: diagnostics.SawNothingToCheck,
			}),
			diagnostics.CauseClientMissing,
			[]diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			6,
		},
		{
			"Spotify was halted",
			healthy().but(sees{diagnostics.CheckProcess: diagnostics.SawHung, diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseClientHung,
			[]diagnostics.CheckName{diagnostics.CheckProcess},
			3,
		},
		{
			"all answers, and Spotify talks to nobody", healthy().but(sees{diagnostics.CheckConnections: diagnostics.SawNone}),
			diagnostics.CauseOfflineMode,
			[]diagnostics.CheckName{diagnostics.CheckConnections, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
			2,
		},
	}
}

func TestConcludeProves(t *testing.T) {
	for _, test := range append(provedCases(), provedOnTheWay()...) {
		t.Run(test.name, func(t *testing.T) {
			verdict, _ := diagnostics.Conclude(test.seen.findings())
			if verdict.Cause != test.cause || verdict.Step != test.step {
				t.Errorf("verdict %q at step %d, want %q at step %d", verdict.Cause, verdict.Step, test.cause, test.step)
			}
			if difference := cmp.Diff(test.evidence, verdict.Evidence); difference != "" {
				t.Errorf("evidence (-want +got):\n%s", difference)
			}
		})
	}
}

// accusationCase is something wrong that does not prove the obvious suspect guilty.
type accusationCase struct {
	name  string
	seen  sees
	cause diagnostics.Cause
}

func innocentCases() []accusationCase {
	return []accusationCase{
		{
			"no route by the tables, and yet the directory answers",
			healthy().but(sees{diagnostics.CheckInterfaces: diagnostics.SawNoRoute}), diagnostics.CauseNone,
		},
		{
			"the places are locked out, the check pages are not",
			healthy().but(sees{diagnostics.CheckPlaces: diagnostics.SawSilent}), diagnostics.CauseNone,
		},
		{
			"only the status page answers",
			cutOff().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawFine}), diagnostics.CauseUnknown,
		},
		{
			"a provider changes plain pages, the directory answers",
			healthy().but(sees{diagnostics.CheckPortal: diagnostics.SawChanged}), diagnostics.CauseNone,
		},
		{
			"a provider changes plain pages while Spotify has an outage",
			healthy().but(sees{
				diagnostics.CheckPortal: diagnostics.SawChanged, diagnostics.CheckDirectory: diagnostics.SawServerErrors,
				diagnostics.CheckConnections: diagnostics.SawNone,
			}), diagnostics.CauseSpotifyOutage,
		},
		{
			"the resolver fails and a proxy finds the names",
			healthy().but(sees{diagnostics.CheckResolver: diagnostics.SawFailing}), diagnostics.CauseNone,
		},
		{
			"the controls are down too",
			spotifySilent().but(sees{
				diagnostics.CheckResolver: diagnostics.SawUncompared, diagnostics.CheckAccessPoints: diagnostics.SawUncompared,
				diagnostics.CheckStatusFeed: diagnostics.SawUnreadable,
			}), diagnostics.CauseUnknown,
		},
		{
			"hosts entries that harm nothing",
			healthy().but(sees{diagnostics.CheckHostsFile: diagnostics.SawHarmless}), diagnostics.CauseNone,
		},
		{
			"a hosts entry that pins a host",
			healthy().but(sees{diagnostics.CheckHostsFile: diagnostics.SawPinned}), diagnostics.CauseNone,
		},
		{
			"Spotify is silent and so is its status page",
			spotifySilent().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawUnreadable}), diagnostics.CauseUnknown,
		},
		{
			"an incident elsewhere while all works here",
			healthy().but(sees{diagnostics.CheckStatusFeed: diagnostics.SawIncident}), diagnostics.CauseNone,
		},
		{
			"connections that stay in the own network",
			healthy().but(sees{diagnostics.CheckConnections: diagnostics.SawLocalOnly}), diagnostics.CauseNone,
		},
		{
			"no Spotify here, and its servers cannot be reached",
			spotifySilent().but(sees{
				diagnostics.CheckInstalls: diagnostics.SawMissing, diagnostics.CheckStatusFeed: diagnostics.SawUnreadable,
			}), diagnostics.CauseUnknown,
		},
		{
			"Spotify talks to nobody, the directory's answer is strange",
			healthy().but(sees{
				diagnostics.CheckConnections: diagnostics.SawNone, diagnostics.CheckDirectory: diagnostics.SawStrange,
			}), diagnostics.CauseUnknown,
		},
		{
			"no time for the directory",
			healthy().but(sees{
				diagnostics.CheckDirectory: diagnostics.SawTimedOut, diagnostics.CheckConnections: diagnostics.SawNothingToCheck,
			}), diagnostics.CauseUnknown,
		},
		{"another account's rights, and all else is well", foreign(healthy()), diagnostics.CauseUnknown},
		{"nothing was checked", sees{}, diagnostics.CauseUnknown},
	}
}

func TestConcludeAccusesNobodyWithoutProof(t *testing.T) {
	for _, test := range append(innocentCases(), innocentOnTheWay()...) {
		t.Run(test.name, func(t *testing.T) {
			verdict, _ := diagnostics.Conclude(test.seen.findings())
			if verdict.Cause != test.cause {
				t.Errorf("verdict %q on the evidence of %v, want %q", verdict.Cause, verdict.Evidence, test.cause)
			}
		})
	}
}

// foreign is what Retune sees with another account's rights.
func foreign(rest sees) sees {
	return rest.but(sees{
		diagnostics.CheckInstalls: diagnostics.SawForeign, diagnostics.CheckProcess: diagnostics.SawForeign,
		diagnostics.CheckConnections: diagnostics.SawForeign,
	})
}

// With another account's rights only Spotify itself cannot be seen. Network problems are
// found all the same, and what was not examined is not called fine.
func TestConcludeWithTheRightsOfAnotherAccount(t *testing.T) {
	verdict, _ := diagnostics.Conclude(foreign(healthy()).findings())
	want := diagnostics.Verdict{
		Cause: diagnostics.CauseUnknown, Action: diagnostics.ActionCheckAgain,
		Evidence: []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckDirectory, diagnostics.CheckAccessPoints},
	}
	if difference := cmp.Diff(want, verdict); difference != "" {
		t.Errorf("verdict (-want +got):\n%s", difference)
	}
	if verdict, _ := diagnostics.Conclude(foreign(cutOff()).findings()); verdict.Cause != diagnostics.CauseNoInternet {
		t.Errorf("without internet the verdict is %q", verdict.Cause)
	}
}

func TestConcludeTakesTheDeepestCauseFirst(t *testing.T) {
	seen := spotifySilent().but(sees{
		diagnostics.CheckResolver: diagnostics.SawBlocked, diagnostics.CheckHostsFile: diagnostics.SawBlocked,
		diagnostics.CheckStatusFeed: diagnostics.SawIncident, diagnostics.CheckInstalls: diagnostics.SawMissing,
	})
	verdict, marked := diagnostics.Conclude(seen.findings())
	if verdict.Cause != diagnostics.CauseDNSBlocked {
		t.Fatalf("verdict %q, want %q", verdict.Cause, diagnostics.CauseDNSBlocked)
	}
	// The hosts file is a fault in its own right and stays one.
	hosts, _ := marked.Of(diagnostics.CheckHostsFile)
	if hosts.BecauseOf != "" || hosts.Status != diagnostics.Problem {
		t.Errorf("the hosts file is shown as %q because of %q", hosts.Status, hosts.BecauseOf)
	}
}

func TestConcludeMarksWhatOnlyFollows(t *testing.T) {
	findings := cutOff().but(sees{diagnostics.CheckInterfaces: diagnostics.SawNoInterface}).findings()
	before := slices.Clone(findings)
	_, marked := diagnostics.Conclude(findings)
	follows := map[diagnostics.CheckName]bool{
		diagnostics.CheckPlaces: true, diagnostics.CheckPortal: true, diagnostics.CheckResolver: true,
		diagnostics.CheckClock: true, diagnostics.CheckSecure: true, diagnostics.CheckFamilies: true,
		diagnostics.CheckDirectory: true, diagnostics.CheckAccessPoints: true,
		diagnostics.CheckStatusFeed: true, diagnostics.CheckConnections: true,
	}
	for _, finding := range marked {
		if got := finding.BecauseOf == diagnostics.CauseNoNetwork; got != follows[finding.Check] {
			t.Errorf("%s follows from the missing network: %v", finding.Check, got)
		}
	}
	if difference := cmp.Diff(before, findings); difference != "" {
		t.Errorf("the given findings changed:\n%s", difference)
	}
}

func TestConcludeShowsDoubtsWhenNothingIsProved(t *testing.T) {
	seen := healthy().but(sees{
		diagnostics.CheckInterfaces: diagnostics.SawUnreadable, diagnostics.CheckDirectory: diagnostics.SawUnreachable,
		diagnostics.CheckConnections: diagnostics.SawNothingToCheck,
	})
	verdict, _ := diagnostics.Conclude(seen.findings())
	want := diagnostics.Verdict{
		Cause:    diagnostics.CauseUnknown,
		Evidence: []diagnostics.CheckName{diagnostics.CheckDirectory, diagnostics.CheckInterfaces},
		Action:   diagnostics.ActionOpenSupport,
	}
	if difference := cmp.Diff(want, verdict); difference != "" {
		t.Errorf("verdict (-want +got):\n%s", difference)
	}
}

func TestFaultsSayWhatToDoNext(t *testing.T) {
	for _, test := range append(provedCases(), provedOnTheWay()...) {
		verdict, _ := diagnostics.Conclude(test.seen.findings())
		// The hosts file has neither: the guide's step names the line to remove.
		if verdict.Cause.Fault() && verdict.Step == 0 {
			t.Errorf("%s: cause %q leads to no step", test.name, verdict.Cause)
		}
		if verdict.Repair != "" && verdict.Action != "" {
			t.Errorf("%s: both repair %q and action %q", test.name, verdict.Repair, verdict.Action)
		}
	}
}

// A finding that points to the cause itself is not a consequence of it.
func TestWhatSpeaksForTheCauseDoesNotFollowFromIt(t *testing.T) {
	for _, test := range append(provedCases(), provedOnTheWay()...) {
		verdict, marked := diagnostics.Conclude(test.seen.findings())
		for _, finding := range marked {
			if finding.BecauseOf != "" && (finding.Cause == verdict.Cause || finding.Status == diagnostics.OK) {
				t.Errorf("%s: %s, %s, is said to follow from %q", test.name, finding.Check, finding.Status, finding.BecauseOf)
			}
		}
	}
}

// Checking again may tell more, unless another account's rights are all that is in the way.
func TestOnlyAnotherAccountsRightsKeepItFromKnowing(t *testing.T) {
	for name, test := range map[string]struct {
		seen sees
		want bool
	}{
		"another account, and a healthy network": {foreign(healthy()), true},
		"another account, and no internet":       {foreign(cutOff()), false},
		"the person's own":                       {healthy(), false},
		"the person's own, and nothing is sure":  {healthy().but(sees{diagnostics.CheckConnections: diagnostics.SawNone}), false},
	} {
		verdict, marked := diagnostics.Conclude(test.seen.findings())
		if got := (diagnostics.Report{Verdict: verdict, Findings: marked}).OnlyForeign(); got != test.want {
			t.Errorf("%s: %v, with the verdict %+v", name, got, verdict)
		}
	}
}

// A system that does not keep track of being online is not worth mentioning; checks that
// could not tell are.
func TestWhatIsWorthAPersonsTime(t *testing.T) {
	for check, want := range map[diagnostics.CheckName]bool{diagnostics.CheckOpinion: false, diagnostics.CheckConnections: true} {
		if got := diagnostics.Saw(check, diagnostics.SawNothingToCheck, nil).Tells(); got != want {
			t.Errorf("%s, nothing to check: %v", check, got)
		}
		if !diagnostics.Saw(check, diagnostics.SawFine, nil).Tells() {
			t.Errorf("%s, fine, is not told", check)
		}
	}
}
