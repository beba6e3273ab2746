package words

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
)

func TestOpenFallsBackToEnglish(t *testing.T) {
	for _, wanted := range [][]string{nil, {"en"}, {"en-GB"}, {"tlh", "en"}, {""}, {"C"}, {"no language at all"}} {
		words, err := Open(wanted...)
		if err != nil {
			t.Fatalf("%q: %v", wanted, err)
		}
		if words.Language() != "en" {
			t.Errorf("%q gives %q", wanted, words.Language())
		}
	}
}

func TestFindings(t *testing.T) {
	words := english(t)
	for _, test := range []struct {
		finding       diagnostics.Finding
		title, detail string
	}{
		{
			diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawFine, diagnostics.Args{"Answered": 6, "Tried": 6, "Milliseconds": int64(18)}),
			"Works · 18 ms", "6 of 6 places on the internet answered, the quickest in 18 ms.",
		},
		{
			diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, diagnostics.Args{"Line": 14, "Path": "/etc/hosts", "Host": "spclient.wg.spotify.com", "Address": "0.0.0.0", "Count": 1}),
			"Line 14 of the hosts file",
			"Line 14 of this computer’s hosts file (/etc/hosts) sends spclient.wg.spotify.com to 0.0.0.0, where nobody answers. Spotify cannot do without it.",
		},
		{
			diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawFine, diagnostics.Args{"Kind": "snap", "Version": "1.2.92", "Count": 1}),
			"Snap package · 1.2.92", "Spotify is on this computer (Snap package), version 1.2.92.",
		},
		{
			diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawFine, diagnostics.Args{"Kind": "deb", "Version": "1.2.92.147.gabcdef12", "Count": 1}),
			"Debian package · 1.2.92.147", "Spotify is on this computer (Debian package), version 1.2.92.147.",
		},
		{
			diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawFine, diagnostics.Args{"Milliseconds": int64(0), "Servers": 6}),
			"Answers · under 1 ms", "Spotify’s directory answered in under 1 ms and named 6 servers.",
		},
		{
			diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawFine, diagnostics.Args{"Count": 6}),
			"Online · 6 connections", "Spotify has 6 connections to the internet: it is online.",
		},
		{
			diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawFine, diagnostics.Args{"Count": 1}),
			"Online · 1 connection", "Spotify has one connection to the internet: it is online.",
		},
		{
			diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable, diagnostics.Args{"Failure": "connect-refused"}),
			"Out of reach", "Spotify’s directory could not be reached: the connection was refused.",
		},
		{
			diagnostics.Saw(diagnostics.CheckInterfaces, diagnostics.SawFine, diagnostics.Args{"Interface": "wireless"}),
			"Wi-Fi", "This computer is in a network (Wi-Fi), and there is a way out of it.",
		},
	} {
		if got := words.Title(test.finding); got != test.title {
			t.Errorf("the title is %q, want %q", got, test.title)
		}
		if got := words.Detail(test.finding); got != test.detail {
			t.Errorf("the detail is %q, want %q", got, test.detail)
		}
	}
}

func TestAStrangeFindingIsNamedByItsCodes(t *testing.T) {
	finding := diagnostics.Finding{Check: "weather", Observation: "rain"}
	if got := english(t).Title(finding); got != "check.weather.rain.title" {
		t.Errorf("the title is %q", got)
	}
}

func TestVerdicts(t *testing.T) {
	words := english(t)
	hosts := diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked,
		diagnostics.Args{"Line": 14, "Path": "/etc/hosts", "Host": "spclient.wg.spotify.com", "Address": "0.0.0.0", "Count": 2})
	for name, test := range map[string]struct {
		report       diagnostics.Report
		title, proof string
	}{
		"hosts file": {
			report(diagnostics.Client{Running: true, Connections: 1}, hosts),
			"Your computer is told to block Spotify",
			"Line 14 of the hosts file sends spclient.wg.spotify.com to 0.0.0.0, where nobody answers. Without it Spotify believes that it is offline.",
		},
		"connected": {
			report(diagnostics.Client{Running: true, Connections: 6}, healthy()...),
			"Spotify is connected", "It has 6 connections to the internet: it is online.",
		},
		"not running": {
			report(diagnostics.Client{}, append(healthy(), diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawNotRunning, nil))...),
			"Spotify can connect; it is not running",
			"Your connection works, and Spotify’s servers answer. Spotify itself is not running now.",
		},
		"nothing known of Spotify": {
			report(diagnostics.Client{}, healthy()...),
			"Nothing stands in Spotify’s way", "Your connection works, and Spotify’s servers answer.",
		},
		"no internet": {
			report(diagnostics.Client{}, diagnostics.Saw(diagnostics.CheckInterfaces, diagnostics.SawFine, diagnostics.Args{"Interface": "Wi-Fi"}), silent()),
			"Your network has no internet", "This computer is in a network, but none of 6 unrelated places on the internet answers.",
		},
		"no internet, and perhaps no network": {
			report(diagnostics.Client{}, diagnostics.Saw(diagnostics.CheckInterfaces, diagnostics.SawUnreadable, nil), silent()),
			"Nothing on the internet answers",
			"None of 6 unrelated places on the internet answers. The system did not say whether this computer is in a network.",
		},
		"outage by errors": {
			report(diagnostics.Client{}, diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawServerErrors, diagnostics.Args{"Answer": 503})),
			"The trouble is at Spotify, not here", "Spotify’s servers answer with errors of their own (503). Your connection works.",
		},
		"nothing proved": {
			report(diagnostics.Client{}),
			"Something is wrong, and the cause is not clear", "Not everything could be checked, and what was found proves no single cause.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			verdict := words.Verdict(test.report)
			if verdict.Title != test.title || verdict.Proof != test.proof {
				t.Errorf("the verdict is %q: %q", verdict.Title, verdict.Proof)
			}
			if verdict.Do == "" || verdict.Label == "" {
				t.Errorf("it says nothing to do: %+v", verdict)
			}
		})
	}
}

// silent is that no unrelated server answered.
func silent() diagnostics.Finding {
	return diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent, diagnostics.Args{"Tried": 6})
}

func TestABlockInTheHostsFileSaysWhatStaysAndWhoIsAsked(t *testing.T) {
	hosts := diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, diagnostics.Args{"Line": 14, "Path": "/etc/hosts", "Count": 2})
	verdict := english(t).Verdict(report(diagnostics.Client{Running: true}, hosts))
	want := "Retune can switch off what blocks it there. Everything else in the file stays, and you can undo it. " +
		"The system asks for an administrator. Restart Spotify after that."
	if verdict.Do != want || verdict.Label != "Unblock Spotify" {
		t.Errorf("it says %q, %q", verdict.Do, verdict.Label)
	}
}

// TestTheButtonSaysWhatItDoes checks that if a verdict names a repair or an action, its label
// is the label of that.
func TestTheButtonSaysWhatItDoes(t *testing.T) {
	words := english(t)
	runs := diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawFine, nil)
	for _, findings := range [][]diagnostics.Finding{
		{diagnostics.Saw(diagnostics.CheckInterfaces, diagnostics.SawNoInterface, nil)},
		{diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent, nil)},
		{diagnostics.Saw(diagnostics.CheckPortal, diagnostics.SawChanged, nil)},
		{diagnostics.Saw(diagnostics.CheckResolver, diagnostics.SawFailing, nil)},
		{diagnostics.Saw(diagnostics.CheckResolver, diagnostics.SawBlocked, nil)},
		{diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, nil)},
		{diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawServerErrors, nil)},
		{diagnostics.Saw(diagnostics.CheckStatusFeed, diagnostics.SawUnreadable, nil)},
		append(healthy(), diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawMissing, nil)),
		append(healthy(), runs, diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawNone, nil)),
		{
			diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawFine, nil),
			diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawFine, nil),
			diagnostics.Saw(diagnostics.CheckAccessPoints, diagnostics.SawClosed, nil),
		},
		healthy(),
	} {
		report := report(diagnostics.Client{}, findings...)
		want := words.Action(diagnostics.ActionCheckAgain)
		if report.Verdict.Action != "" {
			want = words.Action(report.Verdict.Action)
		}
		if report.Verdict.Repair != "" {
			want = words.Repair(report.Verdict.Repair)
		}
		if got := words.Verdict(report).Label; got != want {
			t.Errorf("%s: the button says %q, want %q", report.Verdict.Cause, got, want)
		}
	}
}

func TestSteps(t *testing.T) {
	words := english(t)
	guide, err := guide.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	silent := diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawSilent, nil)
	unreachable := diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable, nil)
	ended := report(diagnostics.Client{}, silent, unreachable)
	unclear := report(diagnostics.Client{}, unreachable)
	for _, test := range []struct {
		step   int
		report *diagnostics.Report
		want   string
	}{
		{1, nil, "Checking…"},
		{4, nil, ""},
		{1, &ended, "Nothing answers"},
		{4, &ended, "Follows from no internet"},
		{5, &ended, "Not needed"},
		{5, &unclear, "Worth a try"},
	} {
		step, _ := guide.Step(test.step)
		started := map[diagnostics.CheckName]bool{diagnostics.CheckPlaces: true}
		var findings diagnostics.Findings
		var verdict *diagnostics.Verdict
		if test.report != nil {
			findings, verdict = test.report.Findings, &test.report.Verdict
		}
		if got := words.Step(step, started, findings, verdict); got != test.want {
			t.Errorf("step %d says %q, want %q", test.step, got, test.want)
		}
	}
}

func TestOutcomes(t *testing.T) {
	words := english(t)
	outcome := func(name diagnostics.RepairName, result repair.Result, reason repair.Reason, args diagnostics.Args) repair.Outcome {
		return repair.Outcome{Repair: name, Result: result, Reason: reason, Args: args}
	}
	for _, test := range []struct {
		say     func(repair.Outcome) string
		outcome repair.Outcome
		want    string
	}{
		{words.Outcome, outcome(diagnostics.RepairClose, repair.Repaired, "", nil), "Spotify is closed."},
		{words.Outcome, outcome(diagnostics.RepairRestart, repair.StillBroken, "", nil), "It was tried and did not help. Go on with the next step."},
		{words.Outcome, outcome(diagnostics.RepairClearCache, repair.Refused, repair.ReasonLink, diagnostics.Args{"Path": "/home/ada/.cache/spotify"}), "/home/ada/.cache/spotify is a link to another place, so nothing was changed. Do it in Spotify’s own settings instead."},
		{words.Outcome, outcome(diagnostics.RepairClearCache, repair.Refused, repair.ReasonDiskFull, diagnostics.Args{"Path": "/home"}), "The disk with /home is full, so nothing was changed. Make some room and try again."},
		{words.Outcome, outcome(diagnostics.RepairClose, repair.StillBroken, repair.ReasonCameBack, diagnostics.Args{"Program": "/usr/bin/spotify", "PID": 7}), "Spotify was closed, but /usr/bin/spotify started again by itself. Turn off what starts it, such as “open at log-in”, and try again."},
		{words.Outcome, outcome(diagnostics.RepairClearCache, repair.StillBroken, repair.ReasonCameBack, diagnostics.Args{"Path": "/c/Data"}), "The cache was set aside, but /c/Data is there again: something writes to it. Close Spotify and try again."},
		{words.Outcome, outcome("", repair.Refused, "new-reason", nil), "Nothing was changed."},
		{words.Undone, outcome(diagnostics.RepairClearCache, repair.Repaired, "", nil), "The old cache is back in its place."},
		{words.Undone, outcome("", repair.NothingToDo, repair.ReasonNothingToUndo, nil), "There is nothing to take back."},
		{words.Discarded, outcome(diagnostics.RepairClearCache, repair.Repaired, "", nil), "The old cache is deleted for good."},
	} {
		if got := test.say(test.outcome); got != test.want {
			t.Errorf("it says %q, want %q", got, test.want)
		}
	}
}

func TestFigures(t *testing.T) {
	words := english(t)
	for want, got := range map[string]string{
		"4.3 GB":                        words.Size(4_300_000_000),
		"0 B":                           words.Size(-1),
		"2.1 of 4.3 GB deleted":         words.Progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 2_100_000_000, Total: 4_300_000_000}),
		"900 MB of 4.3 GB deleted":      words.Progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 900_000_000, Total: 4_300_000_000}),
		"Deleting":                      words.Progress(repair.Progress{Phase: repair.PhaseDeleting}),
		"Counting: 1,234 files, 2.1 GB": words.Progress(repair.Progress{Phase: repair.PhaseCounting, Done: 2_100_000_000, Files: 1234}),
		"Counting":                      words.Progress(repair.Progress{Phase: repair.PhaseCounting}),
		"1 file":                        words.Count("count.files", 1),
		"100,000 files":                 words.Count("count.files", 100_000),
		"Your settings (12 kB)":         words.Kept(repair.Kept{Why: repair.KeptSettings, Bytes: 12_000}),
		"Your settings":                 words.Kept(repair.Kept{Why: repair.KeptSettings}),
		"Flatpak":                       words.Kind("flatpak"),
		"homebrew":                      words.Kind("homebrew"),
	} {
		if got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestArgumentsAreCleaned(t *testing.T) {
	words := english(t)
	for incident, want := range map[string]string{
		"\x1b[31mred\x1b[0m":               "[31mred[0m",
		"\u202egnp.exe\u2066x\u200b\u00ad": "gnp.exex",
		"two\r\nlines\tand\u2028more":      "two  lines and more",
		"bad \xff\xfe bytes":               "bad  bytes",
		"{{.Host}} <no value>":             "{{.Host}} <no value>",
		"Žluťoučký 日本":                     "Žluťoučký 日本",
		strings.Repeat("ä", 500):           strings.Repeat("ä", 199) + "…",
	} {
		finding := diagnostics.Saw(diagnostics.CheckStatusFeed, diagnostics.SawIncident, diagnostics.Args{"Incident": incident})
		if got := words.Detail(finding); got != "Spotify’s status page reports trouble: "+want+"." {
			t.Errorf("%.20q is shown as %q", incident, got)
		}
	}
	if got := words.Kind("\x1b[2Jevil"); got != "[2Jevil" {
		t.Errorf("an unknown kind is shown as %q", got)
	}
}

// A number and its unit stay on one line, in sentences too.
func TestFrenchFiguresDoNotBreak(t *testing.T) {
	french, err := Open("fr")
	if err != nil {
		t.Fatal(err)
	}
	sentence := french.Kept(repair.Kept{Why: repair.KeptDownloads, Bytes: 4_300_000_000})
	if !strings.Contains(sentence, "4,3\u00a0Go") {
		t.Errorf("it says %q", sentence)
	}
	if sentence = french.Progress(repair.Progress{Phase: repair.PhaseCounting, Files: 12_345}); !strings.Contains(sentence, "12\u00a0345") {
		t.Errorf("it says %q", sentence)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("\x1b]0;title\a\u202e")
	f.Add("\xff\xf0\x9f")
	f.Fuzz(func(t *testing.T, text string) {
		cleaned := clean(text)
		if !utf8.ValidString(cleaned) || utf8.RuneCountInString(cleaned) > longest {
			t.Fatalf("%q is no text to show", cleaned)
		}
		for _, letter := range cleaned {
			if !unicode.IsPrint(letter) && letter != noBreakSpace && letter != narrowNoBreakSpace {
				t.Fatalf("%q has %U", cleaned, letter)
			}
		}
	})
}

// report returns what a diagnosis with these findings concludes.
func report(client diagnostics.Client, findings ...diagnostics.Finding) diagnostics.Report {
	verdict, marked := diagnostics.Conclude(findings)
	return diagnostics.Report{Verdict: verdict, Findings: marked, Client: client}
}

func healthy() []diagnostics.Finding {
	return []diagnostics.Finding{
		diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawFine, nil),
		diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawFine, nil),
		diagnostics.Saw(diagnostics.CheckAccessPoints, diagnostics.SawFine, nil),
	}
}
