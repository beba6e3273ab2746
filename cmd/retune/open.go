package main

import (
	"context"
	"errors"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/system"
)

// openable is something that "retune open" can open.
type openable struct {
	name   string
	action diagnostics.Action
	opened string // key of the sentence afterwards
	failed string // key of the sentence if nothing can open it
}

func openables() []openable {
	const page, settings, portal = "terminal.opened", "terminal.opened-settings", "terminal.opened-portal"
	const noBrowser, noSettings, noPortal = "terminal.no-browser", "terminal.no-settings", "terminal.no-portal"
	return []openable{
		{"support", diagnostics.ActionOpenSupport, page, noBrowser},
		{"status", diagnostics.ActionOpenStatus, page, noBrowser},
		{"download", diagnostics.ActionOpenDownload, page, noBrowser},
		{"network", diagnostics.ActionOpenNetworkSettings, settings, noSettings},
		{"firewall", diagnostics.ActionOpenFirewallSettings, settings, noSettings},
		{"proxy", diagnostics.ActionOpenProxySettings, settings, noSettings},
		{"vpn", diagnostics.ActionOpenVPNSettings, settings, noSettings},
		{"portal", diagnostics.ActionOpenPortal, portal, noPortal},
	}
}

// open implements "retune open": it opens a page in the browser, or one of the system's
// settings.
func (t terminal) open(ctx context.Context, arguments []string) (int, error) {
	what, err := parseOpen(arguments)
	if err != nil {
		return 0, err
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	defer t.recoverBeside(ctx, s)()
	args := diagnostics.Args{}
	if link, ok := guide.LinkOf(what.action); ok {
		args["Address"] = s.address(link)
	}
	err = s.openAction(ctx, what.action)
	switch {
	case errors.Is(err, system.ErrNoBrowser), errors.Is(err, system.ErrNoSettings):
		return exitUnsure, t.complain(s.words.Say(what.failed, args))
	case err != nil:
		return 0, err
	}
	return exitFine, t.print(s.words.Say(what.opened, args))
}

func parseOpen(arguments []string) (openable, error) {
	set := flags("open")
	positional, err := parse(set, arguments, 1)
	if err != nil {
		return openable{}, err
	}
	var names []string
	for _, known := range openables() {
		if len(positional) > 0 && known.name == positional[0] {
			return known, nil
		}
		names = append(names, known.name)
	}
	args := diagnostics.Args{"Words": strings.Join(names, ", ")}
	if len(positional) == 0 {
		return openable{}, senseless(set, "open-what", args)
	}
	args["Word"] = positional[0]
	return openable{}, senseless(set, "unknown-page", args)
}
