package support_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/support"
	"retune/diagnostics/words"
)

// klara is somebody with a lot of private data.
func klara() support.Person {
	return support.Person{Home: "/home/klaramuster", User: "klaramuster", Host: "klaras-klappkiste"}
}

// plantings are private data as a server, a file or a program may put it, and the parts that
// must not appear in a report.
func plantings() map[string]struct{ text, secret string } {
	return map[string]struct{ text, secret string }{
		"user name":           {"klaramuster", "klaramu"},
		"home":                {"/home/klaramuster/Music", "klaramu"},
		"host name":           {"klaras-klappkiste", "klappk"},
		"wireless network":    {"SSID: Villa Kunterbunt 5G", "Kunterbunt"},
		"hardware address":    {"a4:83:e7:2b:5c:19", "83:e7:2b"},
		"public address":      {"84.165.77.3", "84.165"},
		"public IPv6 address": {"2003:e5:7f2a:8b00::17", "7f2a:8b00"},
		"mail address":        {"klara@muster-familie.example", "muster-familie"},
		"Spotify account":     {"/etc/Users/klara.muster.1987-user/prefs", "klara.muster"},
		"token":               {"BQDkZ3xQ9mT7vLw2Rj8sYp4Hn6Ux1Ca5Eb0", "BQDkZ3xQ"},
		"labeled token":       {"token=4Hn6Ux1C", "4Hn6Ux1C"},
		"password":            {"http://klara-at-work:hunter2hunter2@proxy/", "hunter2"},
	}
}

// saidOf are findings' arguments whose value somebody else may choose.
func saidOf(text string) diagnostics.Args {
	args := diagnostics.Args{"Count": 1, "Line": 3, "Answer": 302, "Tried": 5, "Port": 443, "Milliseconds": 20, "Seconds": 9, "Blocked": true, "Patched": true}
	for _, name := range []string{
		"Address", "Failure", "Host", "Incident", "Interface", "Issuer", "Kind", "Leftover", "Newest", "Others", "Panic",
		"Path", "Rule", "Service", "Setting", "Sink", "Source", "Tunnel", "Updates", "Version",
	} {
		args[name] = text
	}
	return args
}

// in returns a planted text in a context in which it could be overlooked.
func in(place int, text string) string {
	switch place % 3 {
	case 0:
		return text
	case 1:
		return "x " + text + " x"
	default:
		const shown = 199 // letters, before sentences cut a text off: here the last four of it
		return strings.Repeat("-", shown-len(text)+3) + " " + text
	}
}

// Whatever a finding contains, nothing private is revealed.
func TestNoFindingTellsAnythingPrivate(t *testing.T) {
	text := english(t)
	for what, planted := range plantings() {
		var findings diagnostics.Findings
		for i, meaning := range diagnostics.Vocabulary() {
			findings = append(findings, diagnostics.Saw(meaning.Check, meaning.Observation, saidOf(in(i, planted.text))))
		}
		mustNotTell(t, tell(findings, diagnostics.Client{Kind: in(2, planted.text), Version: in(2, planted.text)}, text), what, planted.secret)
	}
}

// The same holds in every language and for every verdict, whose sentences repeat arguments of
// findings.
func TestNoLanguageTellsAnythingPrivate(t *testing.T) {
	languages, err := words.Languages()
	if err != nil {
		t.Fatal(err)
	}
	kinds := slices.Sorted(maps.Keys(plantings()))
	for l, language := range languages {
		text, err := words.Open(language.Code)
		if err != nil {
			t.Fatal(err)
		}
		for i, meaning := range diagnostics.Vocabulary() {
			what := kinds[(i+l)%len(kinds)]
			planted := plantings()[what]
			finding := diagnostics.Saw(meaning.Check, meaning.Observation, saidOf(in(i, planted.text)))
			report := tell(diagnostics.Findings{finding}, diagnostics.Client{Kind: in(2, planted.text), Version: in(2, planted.text)}, text)
			mustNotTell(t, report, language.Code+", "+what, planted.secret)
		}
	}
}

// tell writes the report on some findings.
func tell(findings diagnostics.Findings, client diagnostics.Client, text *words.Words) string {
	verdict, marked := diagnostics.Conclude(findings)
	return support.Text(support.Report{Diagnosis: diagnostics.Report{
		Started: time.Date(2026, 11, 22, 10, 20, 30, 0, time.UTC), Verdict: verdict, Findings: marked, Client: client,
	}}, text, klara())
}

func mustNotTell(t *testing.T, report, what, secret string) {
	t.Helper()
	for line := range strings.Lines(report) {
		if strings.Contains(strings.ToLower(line), strings.ToLower(secret)) {
			t.Errorf("it tells the %s: %s", what, line)
		}
	}
}
