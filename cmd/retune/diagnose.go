package main

import (
	"context"

	"retune/diagnostics"
)

// diagnose implements "retune diagnose".
func (t terminal) diagnose(ctx context.Context, arguments []string) (int, error) {
	set := flags("diagnose")
	asJSON := set.Bool("json", false, "")
	timeout := set.Duration("timeout", diagnosisTimeout, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return 0, err
	}
	if *timeout <= 0 {
		return 0, senseless(set, "no-length", diagnostics.Args{"Word": "--timeout"})
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	s.diagnosis.Timeout = *timeout
	return t.diagnoseWith(ctx, s, *asJSON)
}

func (t terminal) diagnoseWith(ctx context.Context, s *services, asJSON bool) (int, error) {
	defer t.recoverBeside(ctx, s)()
	live := t.live && !asJSON
	report, err := s.diagnosis.Run(ctx, func(event diagnostics.Event) {
		if live && event.Finding != nil && event.Finding.Tells() {
			_ = t.print(findingLine(s, *event.Finding)) // printing the verdict will report a broken output
		}
	})
	switch {
	case err != nil:
		return 0, err //nolint:wrapcheck // the context's own error
	case asJSON:
		err = t.printJSON(reportJSON(s, report))
	case live:
		err = t.print(verdictLines(s, report)...)
	default:
		err = t.print(append(findingLines(s, report.Findings), verdictLines(s, report)...)...)
	}
	return exitOf(report.Verdict.Cause), err
}

func exitOf(cause diagnostics.Cause) int {
	switch {
	case cause == diagnostics.CauseNone:
		return exitFine
	case cause.Fault():
		return exitFound
	default:
		return exitUnsure
	}
}

func findingLines(s *services, findings diagnostics.Findings) []string {
	var lines []string
	for _, finding := range findings {
		if finding.Tells() {
			lines = append(lines, findingLine(s, finding))
		}
	}
	return lines
}

// checkColumns is the width of the longest check's name.
func checkColumns(s *services) int {
	widest := 0
	for _, name := range diagnostics.CheckNames() {
		widest = max(widest, columns(s.words.Check(name)))
	}
	return widest
}

func findingLine(s *services, finding diagnostics.Finding) string {
	name := padded(s.words.Check(finding.Check), checkColumns(s))
	line := mark(finding.Status) + " " + name + "  " + s.words.Title(finding)
	if finding.BecauseOf != "" {
		line += " (" + s.words.Follows(finding.BecauseOf) + ")"
	}
	return line
}

// mark returns the sign of a status; the words beside it say the same.
func mark(status diagnostics.Status) string {
	switch status {
	case diagnostics.OK:
		return "✓"
	case diagnostics.Problem:
		return "✕"
	case diagnostics.Skipped:
		return "–"
	default:
		return "?"
	}
}

// verdictLines returns the verdict as paragraphs: what is wrong, how Retune knows, what to
// do.
func verdictLines(s *services, report diagnostics.Report) []string {
	verdict := s.words.Verdict(report)
	lines := []string{""}
	for _, sentence := range []string{verdict.Title, verdict.Proof, verdict.Do} {
		if sentence != "" {
			lines = append(lines, sentence)
		}
	}
	if known := evidence(s, report); len(known) > 0 {
		lines = append(lines, "", s.words.Say("terminal.how-we-know", nil))
		for _, detail := range known {
			lines = append(lines, "  "+detail)
		}
	}
	if step, ok := s.guide.Step(report.Verdict.Step); ok {
		lines = append(lines, "", s.words.Say("terminal.step", diagnostics.Args{"Step": step.Number, "Title": step.Title}))
	}
	if name := report.Verdict.Repair; name != "" {
		lines = append(lines, s.words.Say("terminal.to-fix", diagnostics.Args{"Command": "retune fix " + string(name)}))
	}
	return lines
}

// evidence says what proves the verdict, in a sentence or two per check.
func evidence(s *services, report diagnostics.Report) []string {
	sentences := []string{}
	for _, check := range report.Verdict.Evidence {
		if finding, ok := report.Findings.Of(check); ok {
			sentences = append(sentences, s.words.Detail(finding))
		}
	}
	return sentences
}
