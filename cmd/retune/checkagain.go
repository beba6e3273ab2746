package main

import (
	"context"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// checkAgain checks Spotify again, and repeats the check whose finding led to the repair. The
// error is the context's.
func (j *job) checkAgain(ctx context.Context) (diagnostics.Findings, error) {
	after := repair.ChecksAfter(j.options.name)
	again := j.diagnosis
	again.Checks = func() []diagnostics.Check {
		return slices.DeleteFunc(j.diagnosis.Checks(), func(check diagnostics.Check) bool {
			return !slices.Contains(after, check.Name)
		})
	}
	report, err := again.Run(ctx, nil)
	return report.Findings, err //nolint:wrapcheck // the context's own error
}
