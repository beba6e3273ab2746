package support_test

import (
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/support"
	"retune/diagnostics/words"
)

func english(t *testing.T) *words.Words {
	t.Helper()
	text, err := words.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// told is a report in which everything that can come from outside is private.
func told() support.Report {
	findings := diagnostics.Findings{
		diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, diagnostics.Args{
			"Host": "apresolve.spotify.com", "Address": "192.168.77.9", "Path": "/home/annika/hosts", "Line": 3, "Count": 1,
		}),
		diagnostics.Saw(diagnostics.CheckStatusFeed, diagnostics.SawIncident, diagnostics.Args{
			"Incident": "annika at 00:1a:2b:3c:4d:5e with 2001:db8::7 and token=abc",
		}),
		diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawFine, diagnostics.Args{
			"Kind": "deb", "Version": "1.2.92.147.g0123fedc", "Count": 1,
		}),
	}
	verdict, marked := diagnostics.Conclude(findings)
	when := time.Date(2026, 11, 22, 10, 20, 30, 0, time.UTC)
	return support.Report{
		Version: "0.1.0", System: "linux/amd64",
		Diagnosis: diagnostics.Report{
			Started: when, Verdict: verdict, Findings: marked,
			Client: diagnostics.Client{Kind: "deb", Version: "1.2.92.147.g0123fedc", Running: true, Connections: 2},
		},
		Journal: []repair.Entry{{
			Time: when, Repair: diagnostics.RepairClearCache, Event: repair.EventEnded, Result: repair.Refused,
			Reason: repair.ReasonDiskFull, Path: "/home/annika/.cache/spotify",
		}},
	}
}

func TestReportTellsWhatWasFoundAndNothingPrivate(t *testing.T) {
	text := support.Text(told(), english(t), support.Person{Home: "/home/annika", User: "annika", Host: "annikas-pc"})
	for _, private := range []string{"annika", "192.168.77.9", "00:1a", "2001:db8", "abc"} {
		if strings.Contains(text, private) {
			t.Errorf("%q is in the report:\n%s", private, text)
		}
	}
	for _, fact := range []string{
		"Retune 0.1.0, linux/amd64, 2026-11-22T10:20:30Z", "Debian package, version 1.2.92.147.g0123fedc, running, connections: 2", "Debian package · 1.2.92.147 [",
		"Checks:", "Repairs:", "[hosts-blocked]", "hosts-file/blocked", "apresolve.spotify.com",
		"clear-cache ended refused disk-full",
	} {
		if !strings.Contains(text, fact) {
			t.Errorf("%q is not in the report:\n%s", fact, text)
		}
	}
}

// A person's name may equal a code, which is shown as a word and must not be blanked.
func TestReportTellsWhatCodesMeanToAPersonCalledLikeOne(t *testing.T) {
	report := told()
	report.Diagnosis.Findings = diagnostics.Findings{
		diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawFine, diagnostics.Args{"Kind": "deb", "Version": "1.2.92.147", "Count": 1}),
		diagnostics.Saw(diagnostics.CheckProxy, diagnostics.SawFailing, diagnostics.Args{
			"Source": "system", "Host": "deb.example", "Failure": "connect-refused",
		}),
	}
	said := english(t)
	plain := support.Text(report, said, support.Person{})
	for _, person := range []support.Person{{User: "deb"}, {User: "refused"}, {Host: "system"}, {User: "connect-refused"}} {
		text := support.Text(report, said, person)
		for _, check := range []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckProxy} {
			if got, want := lineOf(text, said.Check(check)), lineOf(plain, said.Check(check)); got != want && person.User != "deb" {
				t.Errorf("for %+v: %q, not %q", person, got, want)
			}
		}
		if !strings.Contains(text, "Debian package, version") || !strings.Contains(text, "Debian package · 1.2.92.147") {
			t.Errorf("for %+v the kind is gone:\n%s", person, text)
		}
		if strings.Contains(text, "deb.example") && person.User == "deb" {
			t.Errorf("the name is left:\n%s", text)
		}
	}
}

// lineOf returns the line of a text that contains a part.
func lineOf(text, part string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			return line
		}
	}
	return ""
}

func TestReportOfAComputerWithoutSpotify(t *testing.T) {
	text := support.Text(support.Report{Diagnosis: diagnostics.Report{Verdict: diagnostics.Verdict{Cause: diagnostics.CauseUnknown}}},
		english(t), support.Person{})
	if !strings.Contains(text, "Spotify: none found") || !strings.HasSuffix(text, "\nnone") {
		t.Errorf("%s", text)
	}
}

func TestReportTellsTheLastRepairs(t *testing.T) {
	report := told()
	report.Journal = nil
	for i := range 25 {
		report.Journal = append(report.Journal, repair.Entry{
			Time: report.Diagnosis.Started.Add(time.Duration(i) * time.Minute), Repair: diagnostics.RepairClose, Event: repair.EventBegun,
		})
	}
	text := support.Text(report, english(t), support.Person{})
	if strings.Contains(text, "T10:24:30Z close") || !strings.Contains(text, "T10:25:30Z close") || !strings.Contains(text, "T10:44:30Z close") {
		t.Errorf("not the last twenty:\n%s", text)
	}
}

// The same holds for versions in findings, which identify nobody.
func TestReportTellsTheNewestVersion(t *testing.T) {
	report := told()
	report.Diagnosis.Verdict = diagnostics.Verdict{
		Cause: diagnostics.CauseClientOutdated, Evidence: []diagnostics.CheckName{diagnostics.CheckInstalls},
	}
	report.Diagnosis.Findings = diagnostics.Findings{
		diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawOutdated, diagnostics.Args{"Kind": "deb", "Count": 1, "Version": "1.2.13.66", "Newest": "1.2.93.200"}),
	}
	text := support.Text(report, english(t), support.Person{})
	if !strings.Contains(text, "1.2.13.66") || !strings.Contains(text, "1.2.93.200") {
		t.Errorf("not which versions:\n%s", text)
	}
}

func TestReportTellsWhatOnlyFollows(t *testing.T) {
	report := told()
	text := support.Text(report, english(t), support.Person{})
	if strings.Contains(text, "Follows from") {
		t.Errorf("nothing follows from anything:\n%s", text)
	}
	report.Diagnosis.Findings[1].BecauseOf = diagnostics.CauseNoInternet
	if text := support.Text(report, english(t), support.Person{}); !strings.Contains(text, "ms] Follows from no internet\n") {
		t.Errorf("not what follows:\n%s", text)
	}
}

func TestReportSaysThatTheRecordOfRepairsIsUnread(t *testing.T) {
	report := told()
	report.Journal, report.Unread = nil, true
	if text := support.Text(report, english(t), support.Person{}); !strings.HasSuffix(text, "record of them could not be read.") {
		t.Errorf("%s", text)
	}
}

// Window and terminal show the same findings unblanked.
func TestReportLeavesTheFindingsAsTheyAre(t *testing.T) {
	report := told()
	support.Text(report, english(t), support.Person{User: "annika"})
	if path := report.Diagnosis.Findings[0].Args["Path"]; path != "/home/annika/hosts" {
		t.Errorf("the path has become %q", path)
	}
}
