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
		return 0, &usageError{fmt.Sprintf("open: unknown page %q; there are support, status and download", link)}
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	address := diagnostics.Args{"Address": s.address(link)}
	err = s.openLink(ctx, link)
	switch {
	case errors.Is(err, system.ErrNoBrowser):
		return exitUnsure, t.complain(s.words.Say("terminal.no-browser", address))
	case err != nil:
		return 0, err
	}
	return exitFine, t.print(s.words.Say("terminal.opened", address))
}
