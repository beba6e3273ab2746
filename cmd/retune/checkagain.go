package main

import (
	"context"
	"slices"

	"retune/diagnostics"
)

// checkAgain looks again at Spotify, and at what the repair was for. The error is the
// context's.
func (j *job) checkAgain(ctx context.Context) (diagnostics.Findings, error) {
	client := []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckProcess, diagnostics.CheckConnections}
	if j.options.name == diagnostics.RepairHosts {
		client = append(client, diagnostics.CheckHostsFile)
	}
	again := j.diagnosis
	again.Checks = func() []diagnostics.Check {
		return slices.DeleteFunc(j.diagnosis.Checks(), func(check diagnostics.Check) bool {
			return !slices.Contains(client, check.Name)
		})
	}
	report, err := again.Run(ctx, nil)
	return report.Findings, err //nolint:wrapcheck // the context's own error
}
