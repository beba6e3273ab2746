package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/system"
)

// open is "retune open": a page in the browser.
func (t terminal) open(ctx context.Context, arguments []string) (int, error) {
	plain, err := parse(flags("open"), arguments, 1)
	if err != nil {
		return 0, err
	}
	if len(plain) == 0 {
		return 0, &usageError{"open: support, status or download?"}
	}
	link := guide.Link(plain[0])
	if !slices.Contains(guide.Links(), link) {
		return 0, &usageError{fmt.Sprintf("open: unknown page %q; there are support, status and download", plain[0])}
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	err = s.openLink(ctx, link)
	address, _ := s.guide.Address(link) // openLink would have said so
	switch {
	case errors.Is(err, system.ErrNoBrowser):
		_, err = fmt.Fprintln(t.err, "retune: "+s.words.Say("terminal.no-browser", diagnostics.Args{"Address": address}))
		return exitUnsure, errors.Join(err)
	case err != nil:
		return 0, err
	}
	return exitFine, t.print(s.words.Say("terminal.opened", diagnostics.Args{"Address": address}))
}
