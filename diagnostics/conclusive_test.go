package diagnostics_test

import (
	"math/rand/v2"
	"testing"

	"retune/diagnostics"
)

// observationsOf lists what each check can see.
func observationsOf() map[diagnostics.CheckName][]diagnostics.Observation {
	all := map[diagnostics.CheckName][]diagnostics.Observation{}
	for _, meaning := range diagnostics.Vocabulary() {
		all[meaning.Check] = append(all[meaning.Check], meaning.Observation)
	}
	return all
}

// randomWorld is one of the worlds of the other tests with some sightings replaced at random,
// in random order.
func randomWorld(random *rand.Rand, possible map[diagnostics.CheckName][]diagnostics.Observation) diagnostics.Findings {
	cases := append(provedCases(), provedOnTheWay()...)
	seen := cases[random.IntN(len(cases))].seen.but(nil)
	names := diagnostics.CheckNames()
	for range random.IntN(len(names)) {
		check := names[random.IntN(len(names))]
		seen[check] = possible[check][random.IntN(len(possible[check]))]
	}
	findings := seen.findings()
	random.Shuffle(len(findings), func(i, j int) { findings[i], findings[j] = findings[j], findings[i] })
	return findings
}

// In whatever order findings arrive, once they are conclusive the verdict stays, even if
// every check still open ends as not needed.
func TestNothingChangesAConclusiveVerdict(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	possible := observationsOf()
	early := 0
	for range 2000 {
		findings := randomWorld(random, possible)
		final, _ := diagnostics.Conclude(findings)
		for n := range findings {
			if !diagnostics.Conclusive(findings[:n]) {
				continue
			}
			early++
			now, _ := diagnostics.Conclude(findings[:n])
			if now.Cause != final.Cause || !now.Cause.Fault() {
				t.Fatalf("after %d findings %q is certain, after all it is %q: %v", n, now.Cause, final.Cause, findings)
			}
			ended, _ := diagnostics.Conclude(append(findings[:n:n], notNeeded(findings[n:])...))
			if ended.Cause != final.Cause {
				t.Fatalf("after an early end the verdict is %q, not %q: %v", ended.Cause, final.Cause, findings)
			}
			break
		}
	}
	if early < 100 {
		t.Errorf("only %d of the worlds were clear before their end", early)
	}
}

func notNeeded(open diagnostics.Findings) diagnostics.Findings {
	var ended diagnostics.Findings
	for _, finding := range open {
		ended = append(ended, diagnostics.Saw(finding.Check, diagnostics.SawNotNeeded, nil))
	}
	return ended
}

// Random worlds do not cover everything: whatever a single open check still sees, the verdict
// must stay.
func TestNoSightingChangesAConclusiveVerdict(t *testing.T) {
	possible := observationsOf()
	for _, test := range append(provedCases(), provedOnTheWay()...) {
		for check := range test.seen {
			rest := test.seen.but(nil)
			delete(rest, check)
			if !diagnostics.Conclusive(rest.findings()) {
				continue
			}
			for _, observation := range possible[check] {
				verdict, _ := diagnostics.Conclude(rest.but(sees{check: observation}).findings())
				if verdict.Cause != test.cause {
					t.Errorf("%s: with %s %s it is %q", test.name, check, observation, verdict.Cause)
				}
			}
		}
	}
}

func TestHealthIsNeverConclusiveBeforeTheEnd(t *testing.T) {
	seen := healthy()
	for check := range seen {
		rest := seen.but(nil)
		delete(rest, check)
		if diagnostics.Conclusive(rest.findings()) {
			t.Errorf("without %s all is taken for well", check)
		}
	}
	if diagnostics.Conclusive(nil) {
		t.Error("nothing at all is taken for a proof")
	}
}

func TestAFaultIsConclusiveAsSoonAsItCanBe(t *testing.T) {
	for name, test := range map[string]struct {
		seen  sees
		cause diagnostics.Cause
	}{
		"a log-in page": {sees{
			diagnostics.CheckInterfaces: diagnostics.SawFine, diagnostics.CheckPortal: diagnostics.SawChanged,
			diagnostics.CheckDirectory: diagnostics.SawUnreachable, diagnostics.CheckStatusFeed: diagnostics.SawUnreadable,
			diagnostics.CheckSecure: diagnostics.SawUnreachable,
		}, diagnostics.CauseCaptivePortal},
		"a line of the hosts file": {sees{
			diagnostics.CheckInterfaces: diagnostics.SawFine, diagnostics.CheckPlaces: diagnostics.SawFine,
			diagnostics.CheckPortal: diagnostics.SawFine, diagnostics.CheckClock: diagnostics.SawFine,
			diagnostics.CheckResolver: diagnostics.SawFine, diagnostics.CheckHostsFile: diagnostics.SawBlocked,
			diagnostics.CheckConnections: diagnostics.SawNone,
		}, diagnostics.CauseHostsBlocked},
	} {
		t.Run(name, func(t *testing.T) {
			verdict, _ := diagnostics.Conclude(test.seen.findings())
			if !diagnostics.Conclusive(test.seen.findings()) || verdict.Cause != test.cause {
				t.Errorf("it is not certain, and would be %q", verdict.Cause)
			}
		})
	}
}
