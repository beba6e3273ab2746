package main

import (
	"time"

	"retune/diagnostics"
)

// jsonReport is a diagnosis in JSON. The format is stable: while schema is 1, fields may be
// added but none is renamed or removed.
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
