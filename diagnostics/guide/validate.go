package guide

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"retune/diagnostics"
)

// factsName is the name of the file with the facts.
const factsName = "facts.json"

// month is the layout of a month in facts.json.
const month = "2006-01"

func (f factsFile) validate() error {
	for _, part := range []func() error{f.Card.validate, f.validateNeeds, f.validateSteps, f.validateCodes, f.validateLinks} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func wrongFact(field, why string, args ...any) error {
	return &Invalid{File: factsName, Field: field, Why: fmt.Sprintf(why, args...)}
}

func (c cardFacts) validate() error {
	if !slices.Contains([]string{"low", "medium", "high"}, c.Severity) {
		return wrongFact("card.severity", "is %q and should be low, medium or high", c.Severity)
	}
	if !slices.Contains([]string{"easy", "medium", "hard"}, c.Difficulty) {
		return wrongFact("card.difficulty", "is %q and should be easy, medium or hard", c.Difficulty)
	}
	if c.FastestMinutes < 1 {
		return wrongFact("card.fastest_minutes", "is %d and should be at least 1", c.FastestMinutes)
	}
	if c.SlowestMinutes < c.FastestMinutes {
		return wrongFact("card.slowest_minutes", "is less than the fastest")
	}
	if _, err := time.Parse(month, c.Checked); err != nil {
		return wrongFact("card.checked", "is %q and should be a month such as 2026-06", c.Checked)
	}
	return nil
}

func (f factsFile) validateNeeds() error {
	var found []NeedID
	for _, need := range f.Needs {
		found = append(found, need.ID)
	}
	if wanted := []NeedID{NeedSpotify, NeedInternet, NeedPassword}; !slices.Equal(found, wanted) {
		return wrongFact("needs", "are %q and should be %q", found, wanted)
	}
	return nil
}

func (f factsFile) validateSteps() error {
	if len(f.Steps) != 7 {
		return wrongFact("steps", "are %d and should be 7", len(f.Steps))
	}
	for i, step := range f.Steps {
		field := fmt.Sprintf("steps[%d]", i)
		if step.Number != i+1 {
			return wrongFact(field+".number", "is %d and should be %d", step.Number, i+1)
		}
		if err := allKnown(field+".checks", step.Checks, diagnostics.CheckNames()); err != nil {
			return err
		}
		if err := allKnown(field+".repairs", step.Repairs, repairs()); err != nil {
			return err
		}
		if err := allKnown(field+".actions", step.Actions, actions()); err != nil {
			return err
		}
	}
	return f.everyCheckOnce()
}

// everyCheckOnce makes sure that each check belongs to one step: without a step its finding
// would never be shown.
func (f factsFile) everyCheckOnce() error {
	steps := map[diagnostics.CheckName]int{}
	for _, step := range f.Steps {
		for _, check := range step.Checks {
			steps[check]++
		}
	}
	for _, check := range diagnostics.CheckNames() {
		if steps[check] != 1 {
			return wrongFact("steps", "have the check %q %d times and should have it once", check, steps[check])
		}
	}
	return nil
}

func (f factsFile) validateCodes() error {
	if len(f.Questions) != 5 {
		return wrongFact("questions", "are %d and should be 5", len(f.Questions))
	}
	if len(f.Codes) == 0 {
		return wrongFact("codes", "are missing")
	}
	for i, code := range f.Codes {
		field := fmt.Sprintf("codes[%d]", i)
		if code.Step < 1 || code.Step > len(f.Steps) {
			return wrongFact(field+".step", "is %d and is no step", code.Step)
		}
		if !slices.Contains(f.Questions, code.Question) {
			return wrongFact(field+".question", "is %q and is no question", code.Question)
		}
	}
	return nil
}

func (f factsFile) validateLinks() error {
	if err := sameKeys(factsName, "links", f.Links, Links()); err != nil {
		return err
	}
	for _, link := range Links() {
		address, err := url.Parse(f.Links[link])
		if err != nil || address.Scheme != "https" || !spotifys(address.Hostname()) {
			return wrongFact("links."+string(link), "is %q and should be an https address of spotify.com", f.Links[link])
		}
	}
	return nil
}

func spotifys(host string) bool {
	return host == "spotify.com" || strings.HasSuffix(host, ".spotify.com")
}

// validate makes sure that the language's file has a text for everything in the facts, and
// for nothing else.
func (t textFile) validate(file string, facts factsFile) error {
	var needs []NeedID
	for _, need := range facts.Needs {
		needs = append(needs, need.ID)
	}
	if err := sameKeys(file, "needs", t.Needs, needs); err != nil {
		return err
	}
	if err := sameKeys(file, "questions", t.Questions, facts.Questions); err != nil {
		return err
	}
	var says []string
	for _, code := range facts.Codes {
		says = append(says, code.Says)
	}
	if err := sameKeys(file, "codes", t.Codes, says); err != nil {
		return err
	}
	if len(t.Stop.Helps) == 0 {
		return &Invalid{File: file, Field: "stop.helps", Why: "is empty"}
	}
	return t.validateSteps(file, len(facts.Steps))
}

func (t textFile) validateSteps(file string, count int) error {
	if len(t.Steps) != count {
		return &Invalid{File: file, Field: "steps", Why: fmt.Sprintf("are %d and should be %d", len(t.Steps), count)}
	}
	for i, step := range t.Steps {
		field := fmt.Sprintf("steps[%d].how", i)
		if err := sameKeys(file, field, step.How, Devices()); err != nil {
			return err
		}
		for _, device := range Devices() {
			if len(step.How[device]) == 0 {
				return &Invalid{File: file, Field: within(field, string(device)), Why: "is empty"}
			}
		}
	}
	return nil
}

// sameKeys makes sure that an object has exactly the wanted keys.
func sameKeys[K ~string, V any](file, field string, object map[K]V, wanted []K) error {
	for _, key := range wanted {
		if _, ok := object[key]; !ok {
			return &Invalid{File: file, Field: within(field, string(key)), Why: "is missing"}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if !slices.Contains(wanted, key) {
			return &Invalid{File: file, Field: within(field, string(key)), Why: "is not known"}
		}
	}
	return nil
}

func allKnown[K ~string](field string, found, known []K) error {
	for i, code := range found {
		if !slices.Contains(known, code) {
			return wrongFact(fmt.Sprintf("%s[%d]", field, i), "is %q, which is not known", code)
		}
	}
	return nil
}

func repairs() []diagnostics.RepairName {
	return []diagnostics.RepairName{
		diagnostics.RepairClose, diagnostics.RepairRestart, diagnostics.RepairClearCache, diagnostics.RepairStaleLock,
		diagnostics.RepairProxy, diagnostics.RepairUpdate, diagnostics.RepairHosts,
	}
}

func actions() []diagnostics.Action {
	return []diagnostics.Action{
		diagnostics.ActionCheckAgain, diagnostics.ActionShowOfflineMode, diagnostics.ActionOpenNetworkSettings,
		diagnostics.ActionOpenFirewallSettings, diagnostics.ActionOpenProxySettings, diagnostics.ActionOpenVPNSettings,
		diagnostics.ActionOpenStatus, diagnostics.ActionOpenDownload, diagnostics.ActionOpenSupport, diagnostics.ActionOpenPortal,
	}
}
