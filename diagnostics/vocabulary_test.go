package diagnostics_test

import (
	"slices"
	"testing"

	"retune/diagnostics"
)

func TestVocabularyIsConsistent(t *testing.T) {
	type word struct {
		check       diagnostics.CheckName
		observation diagnostics.Observation
	}
	seen := map[word]bool{}
	for _, meaning := range diagnostics.Vocabulary() {
		at := word{meaning.Check, meaning.Observation}
		if seen[at] {
			t.Errorf("%s %s is listed twice", meaning.Check, meaning.Observation)
		}
		seen[at] = true
		if meaning.Cause != "" && !meaning.Cause.Fault() {
			t.Errorf("%s %s speaks for %q, which is no fault", meaning.Check, meaning.Observation, meaning.Cause)
		}
		if meaning.Cause != "" && (meaning.Status != diagnostics.Problem || !slices.Contains(diagnostics.Causes(), meaning.Cause)) {
			t.Errorf("%s %s accuses %q with status %q", meaning.Check, meaning.Observation, meaning.Cause, meaning.Status)
		}
	}
	for _, check := range diagnostics.CheckNames() {
		for _, observation := range []diagnostics.Observation{
			diagnostics.SawFine, diagnostics.SawTimedOut, diagnostics.SawCrashed,
		} {
			if !seen[word{check, observation}] {
				t.Errorf("%s has no word for %q", check, observation)
			}
		}
	}
}

func TestSawTakesStatusAndCauseFromTheVocabulary(t *testing.T) {
	for _, meaning := range diagnostics.Vocabulary() {
		finding := diagnostics.Saw(meaning.Check, meaning.Observation, nil)
		if finding.Status != meaning.Status || finding.Cause != meaning.Cause {
			t.Errorf("%s %s: status %q, cause %q", meaning.Check, meaning.Observation, finding.Status, finding.Cause)
		}
	}
}

func TestSawRefusesWordsOutsideTheVocabulary(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a check can say what has no words")
		}
	}()
	diagnostics.Saw(diagnostics.CheckPortal, diagnostics.SawMissing, nil)
}

func TestCausesAreInOrderOfDepth(t *testing.T) {
	causes := diagnostics.Causes()
	if len(causes) != 21 || causes[0] != diagnostics.CauseNoNetwork || causes[20] != diagnostics.CauseUnknown {
		t.Errorf("causes are %v", causes)
	}
	for _, cause := range causes {
		if !slices.Contains(diagnostics.Causes(), cause) {
			t.Errorf("%q is not known", cause)
		}
	}
	for _, cause := range []diagnostics.Cause{"", diagnostics.CauseNone, diagnostics.CauseUnknown} {
		if cause.Fault() {
			t.Errorf("%q counts as a fault", cause)
		}
	}
}
