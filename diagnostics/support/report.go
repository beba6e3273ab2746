// Package support writes the report that a person can hand to Spotify Support: what
// was checked, found and done, with everything blanked that names the person, the
// computer, or its place in a network.
package support

import (
	"fmt"
	"strings"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/words"
)

// Report is what a report is written from.
type Report struct {
	Version   string // Retune's
	System    string // such as "linux/amd64"
	Diagnosis diagnostics.Report
	Journal   []repair.Entry
	Unread    bool // the journal is there and could not be read
}

// lastRepairs is how many entries of the journal a report tells.
const lastRepairs = 20

// Text writes the report. Its first lines say what it holds and what was blanked.
func Text(report Report, text *words.Words, person Person) string {
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
	return newRedactor(person).blank(strings.Join(lines, "\n"), report.Diagnosis.Client.Version)
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
	lines := []string{fmt.Sprintf("%s [%s]", verdict.Title, report.Verdict.Cause)}
	for _, line := range []string{verdict.Proof, verdict.Do} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
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
