package main

import (
	"context"
	"os"
	"os/user"
	"runtime"

	"retune/diagnostics/support"
)

// report is "retune report": the report for Spotify Support.
func (t terminal) report(ctx context.Context, arguments []string) (int, error) {
	if _, err := parse(flags("report"), arguments, 0); err != nil {
		return 0, err
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	diagnosis, err := s.diagnosis.Run(ctx, nil)
	if err != nil {
		return 0, err //nolint:wrapcheck // the context's own error
	}
	entries, err := s.repairs.Journal().Entries()
	if err != nil {
		entries = nil // the rest of the report is worth having without it
	}
	return exitFine, t.print(support.Text(support.Report{
		Version: version, System: s.environment.System + "/" + runtime.GOARCH, Diagnosis: diagnosis, Journal: entries,
	}, s.words, s.person()))
}

// person is what the report must not tell.
func (s *services) person() support.Person {
	person := support.Person{Home: s.environment.Home}
	if account, err := user.Current(); err == nil {
		person.User = account.Username
	}
	if host, err := os.Hostname(); err == nil {
		person.Host = host
	}
	return person
}
