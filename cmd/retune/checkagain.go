package main

import (
	"context"
	"slices"

	"retune/diagnostics"
)

// checkClient looks at Spotify again. The error is the context's.
func (j *job) checkClient(ctx context.Context) (diagnostics.Findings, error) {
	client := []diagnostics.CheckName{diagnostics.CheckInstalls, diagnostics.CheckProcess, diagnostics.CheckConnections}
	again := j.diagnosis
	again.Checks = func() []diagnostics.Check {
		return slices.DeleteFunc(j.diagnosis.Checks(), func(check diagnostics.Check) bool {
			return !slices.Contains(client, check.Name)
		})
	}
	report, err := again.Run(ctx, nil)
	return report.Findings, err //nolint:wrapcheck // the context's own error
}
