// Package support writes the report that a user can give to Spotify Support: what was
// checked, found and done, with everything blanked that identifies the user, the computer, or
// its place in a network.
package support

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/words"
)

// Report is the content of a report.
type Report struct {
	Version   string // Retune's
	System    string // such as "linux/amd64"
	Diagnosis diagnostics.Report
	Journal   []repair.Entry
	Unread    bool // the journal exists but could not be read
}

// lastRepairs is how many of the journal's latest entries a report includes.
const lastRepairs = 20

// Text writes the report. Its first lines say what it contains and what was blanked.
// Findings' arguments are blanked before they are put into sentences, which may shorten them
// or, in some languages, join them to other words; the whole text is blanked once more
// afterwards. Codes are left alone until they have become words, because a user's name may
// look like one.
func Text(report Report, text *words.Words, person Person) string {
	private := newRedactor(person, versionsIn(report.Diagnosis)...)
	report.Diagnosis = private.blankDiagnosis(report.Diagnosis, text.IsCode)
	lines := []string{
		text.Say("report.title", nil),
		text.Say("report.holds", nil),
		text.Say("report.blanked", nil),
		"",
		fmt.Sprintf("Retune %s, %s, %s", report.Version, report.System, report.Diagnosis.Started.UTC().Format(time.RFC3339)),
		clientLine(report.Diagnosis.Client, text),
		"",
	}
	lines = append(lines, verdictLines(report.Diagnosis, text)...)
	lines = append(lines, "", text.Say("report.findings", nil))
	for _, finding := range report.Diagnosis.Findings {
		lines = append(lines, findingLine(finding, text))
	}
	lines = append(lines, "", text.Say("report.repairs", nil))
	lines = append(lines, journalLines(report, text)...)
	return private.blank(strings.Join(lines, "\n"))
}

// versionsIn lists the versions of Spotify that a diagnosis mentions.
func versionsIn(diagnosis diagnostics.Report) []string {
	versions := []string{diagnosis.Client.Version}
	for _, finding := range diagnosis.Findings {
		for _, name := range []string{"Version", "Newest"} {
			if version, ok := finding.Args[name].(string); ok {
				versions = append(versions, version)
			}
		}
	}
	return versions
}

// blankDiagnosis returns a diagnosis with all texts in it blanked that come from outside;
// isCode tells those that do not.
func (r redactor) blankDiagnosis(diagnosis diagnostics.Report, isCode func(name, value string) bool) diagnostics.Report {
	client := &diagnosis.Client
	client.Version = r.blank(client.Version)
	if !isCode("Kind", client.Kind) {
		client.Kind = r.blank(client.Kind)
	}
	diagnosis.Findings = slices.Clone(diagnosis.Findings)
	for i := range diagnosis.Findings {
		args := maps.Clone(diagnosis.Findings[i].Args)
		for name, value := range args {
			if said, ok := value.(string); ok && !isCode(name, said) {
				args[name] = r.blank(said)
			}
		}
		diagnosis.Findings[i].Args = args
	}
	return diagnosis
}

func clientLine(client diagnostics.Client, text *words.Words) string {
	if client.Kind == "" {
		return text.Say("report.no-client", nil)
	}
	return text.Say("report.client", diagnostics.Args{
		"Kind": text.Kind(client.Kind), "Version": client.Version, "Running": client.Running, "Connections": client.Connections,
	})
}

func verdictLines(report diagnostics.Report, text *words.Words) []string {
	verdict := text.Verdict(report)
	return []string{fmt.Sprintf("%s [%s]", verdict.Title, report.Verdict.Cause), verdict.Proof, verdict.Do}
}

func findingLine(finding diagnostics.Finding, text *words.Words) string {
	line := fmt.Sprintf("%-8s %s: %s [%s/%s, %d ms]", finding.Status, text.Check(finding.Check), text.Title(finding),
		finding.Check, finding.Observation, finding.Elapsed.Milliseconds())
	if finding.BecauseOf != "" {
		line += " " + text.Follows(finding.BecauseOf)
	}
	return line
}

func journalLines(report Report, text *words.Words) []string {
	entries := report.Journal
	switch {
	case report.Unread:
		return []string{text.Say("report.unread-repairs", nil)}
	case len(entries) == 0:
		return []string{text.Say("report.no-repairs", nil)}
	}
	entries = entries[max(0, len(entries)-lastRepairs):]
	lines := make([]string, len(entries))
	for i, entry := range entries {
		lines[i] = strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s",
			entry.Time.UTC().Format(time.RFC3339), entry.Repair, entry.Event, entry.Result, entry.Reason))
	}
	return lines
}
