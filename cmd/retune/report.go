package main

import (
	"context"
	"os"
	"os/user"
	"runtime"

	"retune/diagnostics"
	"retune/diagnostics/support"
	"retune/diagnostics/words"
)

// report implements "retune report": the report for Spotify Support.
func (t terminal) report(ctx context.Context, arguments []string) (int, error) {
	if _, err := parse(flags("report"), arguments, 0); err != nil {
		return 0, err
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	defer t.recoverBeside(ctx, s)()
	diagnosis, err := s.diagnosis.Run(ctx, nil)
	if err != nil {
		return 0, err //nolint:wrapcheck // the context's own error
	}
	return exitFine, t.print(s.supportReport(s.words, diagnosis))
}

// supportReport returns the report on a diagnosis, in one language.
func (s *services) supportReport(text *words.Words, diagnosis diagnostics.Report) string {
	// The report is useful even without the journal.
	entries, unread := s.repairs.Journal().Entries()
	return support.Text(support.Report{
		Version: version, System: s.environment.System + "/" + runtime.GOARCH, Diagnosis: diagnosis,
		Journal: entries, Unread: unread != nil,
	}, text, s.person())
}

// person is what the report must not reveal.
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
