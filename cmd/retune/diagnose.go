package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// diagnose is "retune diagnose".
func (t terminal) diagnose(ctx context.Context, arguments []string) (int, error) {
	set := flags("diagnose")
	asJSON := set.Bool("json", false, "")
	timeout := set.Duration("timeout", diagnosisTimeout, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return 0, err
	}
	if *timeout <= 0 {
		return 0, &usageError{"diagnose: --timeout has to be longer than nothing"}
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	s.diagnosis.Timeout = *timeout
	return t.diagnoseWith(ctx, s, *asJSON)
}

func (t terminal) diagnoseWith(ctx context.Context, s *services, asJSON bool) (int, error) {
	tidy := s.tidy(ctx)
	report, err := s.diagnosis.Run(ctx, t.observer(s, asJSON))
	if err != nil {
		return 0, err
	}
	if asJSON {
		err = t.printJSON(reportJSON(s, report))
	} else {
		err = t.print(verdictLines(s, report)...)
	}
	tidy.Wait()
	return exitOf(report.Verdict.Cause), err
}

// tidy goes on from where an earlier Retune was cut off, beside whatever else runs.
// What it cannot do now, the next start tries again.
func (s *services) tidy(ctx context.Context) *sync.WaitGroup {
	var work sync.WaitGroup
	work.Go(func() { _, _ = s.repairs.Recover(ctx, func(repair.Progress) {}) })
	return &work
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

// observer prints a line for each finding as it comes, where somebody is looking.
func (t terminal) observer(s *services, asJSON bool) func(diagnostics.Event) {
	if asJSON || !t.live {
		return nil
	}
	return func(event diagnostics.Event) {
		if event.Finding != nil {
			_ = t.print(findingLine(s, *event.Finding)) // the verdict's line will say it if nobody reads
		}
	}
}

func findingLine(s *services, finding diagnostics.Finding) string {
	return fmt.Sprintf("%s %-34s %s", mark(finding.Status), s.words.Check(finding.Check), s.words.Title(finding))
}

// verdictLines is the verdict as paragraphs: what, how we know, what to do.
func verdictLines(s *services, report diagnostics.Report) []string {
	verdict := s.words.Verdict(report)
	lines := []string{"", verdict.Title, verdict.Proof, verdict.Do}
	if len(report.Verdict.Evidence) > 0 {
		lines = append(lines, "", s.words.Say("terminal.how-we-know", nil))
		for _, detail := range evidence(s, report) {
			lines = append(lines, "  "+detail)
		}
	}
	if report.Verdict.Step > 0 {
		step := s.guide.Steps[report.Verdict.Step-1]
		lines = append(lines, "", s.words.Say("terminal.step", diagnostics.Args{"Step": step.Number, "Title": step.Title}))
	}
	if name := report.Verdict.Repair; name != "" {
		lines = append(lines, s.words.Say("terminal.to-fix", diagnostics.Args{"Command": "retune fix " + string(name)}))
	}
	return withoutEmptyEnds(lines)
}

// withoutEmptyEnds leaves out paragraphs that a verdict does not have.
func withoutEmptyEnds(lines []string) []string {
	return strings.Split(strings.TrimRight(strings.Join(lines, "\n"), "\n"), "\n")
}

func evidence(s *services, report diagnostics.Report) []string {
	sentences := []string{}
	for _, check := range report.Verdict.Evidence {
		if finding, ok := report.Findings.Of(check); ok {
			sentences = append(sentences, s.words.Detail(finding))
		}
	}
	return sentences
}

// jsonReport is a diagnosis in JSON. The form is a promise: fields may be added, none
// is renamed or removed while schema is 1.
type jsonReport struct {
	Schema    int           `json:"schema"`
	Version   string        `json:"version"`
	Started   time.Time     `json:"started"`
	ElapsedMS int64         `json:"elapsed_ms"`
	Verdict   jsonVerdict   `json:"verdict"`
	Findings  []jsonFinding `json:"findings"`
	Client    jsonClient    `json:"client"`
}

type jsonVerdict struct {
	Cause    diagnostics.Cause      `json:"cause"`
	Title    string                 `json:"title"`
	Evidence []string               `json:"evidence"`
	Step     int                    `json:"step"`
	Repair   diagnostics.RepairName `json:"repair"`
	Do       string                 `json:"do"`
}

type jsonFinding struct {
	Check       diagnostics.CheckName   `json:"check"`
	Status      diagnostics.Status      `json:"status"`
	Cause       diagnostics.Cause       `json:"cause"`
	BecauseOf   diagnostics.Cause       `json:"because_of"`
	Observation diagnostics.Observation `json:"observation"`
	Title       string                  `json:"title"`
	Detail      string                  `json:"detail"`
	ElapsedMS   int64                   `json:"elapsed_ms"`
}

type jsonClient struct {
	Kind        string `json:"kind"`
	Version     string `json:"version"`
	Running     bool   `json:"running"`
	Connections int    `json:"connections"`
}

func reportJSON(s *services, report diagnostics.Report) jsonReport {
	verdict := s.words.Verdict(report)
	return jsonReport{
		Schema: 1, Version: version, Started: report.Started, ElapsedMS: report.Elapsed.Milliseconds(),
		Verdict: jsonVerdict{
			Cause: report.Verdict.Cause, Title: verdict.Title, Evidence: evidence(s, report),
			Step: report.Verdict.Step, Repair: report.Verdict.Repair, Do: verdict.Do,
		},
		Findings: findingsJSON(s, report.Findings),
		Client:   jsonClient(report.Client),
	}
}

func findingsJSON(s *services, findings diagnostics.Findings) []jsonFinding {
	list := make([]jsonFinding, len(findings))
	for i, finding := range findings {
		list[i] = jsonFinding{
			Check: finding.Check, Status: finding.Status, Cause: finding.Cause, BecauseOf: finding.BecauseOf,
			Observation: finding.Observation, Title: s.words.Title(finding), Detail: s.words.Detail(finding),
			ElapsedMS: finding.Elapsed.Milliseconds(),
		}
	}
	return list
}
