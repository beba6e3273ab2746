package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/jeandeaual/go-locale"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/network"
	"retune/diagnostics/repair"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
	"retune/diagnostics/words"
)

// diagnosisTimeout is how long a diagnosis takes at the very most.
const diagnosisTimeout = 5 * time.Second

// services are the parts of Retune, wired to this computer.
type services struct {
	environment system.Environment
	commands    system.Commands
	browser     system.Browser
	words       *words.Words
	guide       guide.Guide
	diagnosis   diagnostics.Diagnosis
	repairs     *repair.Service
}

// wire puts the parts together. The error is one of Retune's own texts.
func wire() (*services, error) {
	languages, err := locale.GetLocales()
	if err != nil {
		languages = nil // English, then
	}
	text, err := words.Open(languages...)
	if err != nil {
		return nil, fmt.Errorf("open the translations: %w", err)
	}
	instructions, err := guide.Load(text.Language())
	if err != nil {
		return nil, fmt.Errorf("open the guide: %w", err)
	}
	environment := system.CurrentEnvironment()
	commands := system.NewCommands(environment)
	finder := spotify.Finder{
		Environment: environment, Files: system.NewFiles(), Commands: commands, Processes: system.NewProcesses(),
	}
	return &services{
		environment: environment, commands: commands, browser: system.NewBrowser(),
		words: text, guide: instructions,
		diagnosis: diagnostics.Diagnosis{
			Checks: func() []diagnostics.Check {
				return append(network.Checks(network.System(environment, version)), finder.Checks()...)
			},
			Timeout: diagnosisTimeout, Now: time.Now,
		},
		repairs: repair.NewService(repair.Doors{
			Finder: finder, Quit: spotify.Quitter{Environment: environment}.Quit, Now: time.Now,
		}),
	}, nil
}

// device is the kind of device that Retune runs on.
func device() guide.Device {
	switch runtime.GOOS {
	case "windows":
		return guide.Windows
	case "darwin":
		return guide.MacOS
	default:
		return guide.Linux
	}
}

// openLink opens one of the guide's pages.
func (s *services) openLink(ctx context.Context, link guide.Link) error {
	address, err := s.guide.Address(link)
	if err != nil {
		return fmt.Errorf("open a page: %w", err)
	}
	return s.browser.Open(ctx, address)
}

// errNotToOpen is returned for an action that opens nothing.
var errNotToOpen = errors.New("this action opens nothing")

// openAction opens the page or settings that an action names.
func (s *services) openAction(ctx context.Context, action diagnostics.Action) error {
	switch action {
	case diagnostics.ActionOpenSupport:
		return s.openLink(ctx, guide.LinkSupport)
	case diagnostics.ActionOpenStatus:
		return s.openLink(ctx, guide.LinkStatus)
	case diagnostics.ActionOpenDownload:
		return s.openLink(ctx, guide.LinkDownload)
	case diagnostics.ActionOpenPortal:
		return s.browser.OpenPortal(ctx)
	case diagnostics.ActionOpenNetworkSettings:
		return system.OpenSettings(s.environment, s.commands, system.SettingsNetwork)
	case diagnostics.ActionOpenFirewallSettings:
		return system.OpenSettings(s.environment, s.commands, system.SettingsFirewall)
	case diagnostics.ActionOpenProxySettings:
		return system.OpenSettings(s.environment, s.commands, system.SettingsProxy)
	case diagnostics.ActionOpenVPNSettings:
		return system.OpenSettings(s.environment, s.commands, system.SettingsVPN)
	}
	return fmt.Errorf("%s: %w", action, errNotToOpen)
}
