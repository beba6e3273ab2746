package main

import (
	"context"
	"errors"

	"retune/diagnostics"
	"retune/diagnostics/stability"
)

// watch implements "retune watch".
func (t terminal) watch(ctx context.Context, arguments []string) (int, error) {
	set := flags("watch")
	length := set.Duration("for", 0, "")
	asJSON := set.Bool("json", false, "")
	asCSV := set.Bool("csv", false, "")
	if _, err := parse(set, arguments, 0); err != nil {
		return 0, err
	}
	switch {
	case *length < 0:
		return 0, senseless(set, "no-length", diagnostics.Args{"Word": "--for"})
	case *asJSON && *asCSV:
		return 0, senseless(set, "one-form", nil)
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	if *length > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, *length)
		defer cancel()
	}
	return t.watchWith(ctx, s, t.teller(s, *asJSON, *asCSV))
}

// watchTeller prints what a watch sees, in one of its formats.
type watchTeller interface {
	begin() error
	round(record *stability.Record) error
	end(record *stability.Record) error
}

func (t terminal) teller(s *services, asJSON, asCSV bool) watchTeller {
	switch {
	case asJSON:
		return &watchJSON{terminal: t, services: s}
	case asCSV:
		return newWatchCSV(t)
	}
	return &watchText{terminal: t, services: s, line: &progressLine{terminal: t, words: s.words}}
}

// watchWith watches until the context ends, which is the normal way for a watch to end.
func (t terminal) watchWith(ctx context.Context, s *services, teller watchTeller) (int, error) {
	if err := teller.begin(); err != nil {
		return 0, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	record := stability.NewRecord()
	var failure error
	err := s.watching.Run(ctx, func(round stability.Round) {
		record.Take(round)
		if failure = teller.round(record); failure != nil {
			stop() // the output is closed
		}
	})
	switch {
	case failure != nil:
		return 0, failure
	case !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded):
		return 0, err //nolint:wrapcheck // the context's own error
	}
	return exitOfWatch(record.Summary()), teller.end(record)
}

func exitOfWatch(summary stability.Summary) int {
	switch {
	case summary.Drops > 0:
		return exitFound
	case summary.Code == stability.Unreached:
		return exitUnsure
	}
	return exitFine
}
