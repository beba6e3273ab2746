package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jeandeaual/go-locale"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/network"
	"retune/diagnostics/repair"
	"retune/diagnostics/spotify"
	"retune/diagnostics/stability"
	"retune/diagnostics/system"
	"retune/diagnostics/words"
)

// diagnosisTimeout is the maximum duration of a diagnosis.
const diagnosisTimeout = 5 * time.Second

// services are Retune's parts, wired to this computer.
type services struct {
	environment system.Environment
	commands    system.Commands
	browser     system.Browser
	words       *words.Words
	guide       guide.Guide
	diagnosis   diagnostics.Diagnosis
	repairs     *repair.Service
	watching    stability.Watch
}

// wire creates the services. An error means that Retune's own texts are malformed.
func wire(environment system.Environment) (*services, error) {
	languages, _ := locale.GetLocales() // English if the system does not say
	instructions, text, err := speak(languages...)
	if err != nil {
		return nil, err
	}
	commands := system.NewCommands(environment)
	finder := spotify.Finder{
		Environment: environment, Files: system.NewFiles(), Commands: commands, Processes: system.NewProcesses(),
		Registry: system.NewRegistry(), FileVersion: system.FileVersion, Immutable: system.Immutable,
		ReadLink: os.Readlink, Hostname: os.Hostname,
	}
	// Without its own path Retune never asks for rights: there would be no program to give
	// them to.
	program, _ := os.Executable()
	// The same path for the check and for the repair; empty if the system does not say.
	hosts, _ := system.HostsFile()
	quitter := spotify.Quitter{Environment: environment, Files: finder.Files, Commands: commands}
	return &services{
		environment: environment, commands: commands, browser: system.NewBrowser(),
		words: text, guide: instructions,
		diagnosis: diagnostics.Diagnosis{
			Checks: func() []diagnostics.Check {
				doors := network.System(environment, version, network.NewAllowance(network.MostConnections))
				doors.SpotifyProxy = spotifyProxy(finder)
				return append(network.Checks(doors), finder.Checks()...)
			},
			Timeout: diagnosisTimeout, Now: time.Now,
		},
		repairs: repair.NewService(repair.Doors{
			Finder: finder, Quit: quitter.Quit, Now: time.Now,
			Hostname: os.Hostname, Run: system.NewRun(environment),
			Hosts: repair.HostsDoors{
				Path: hosts, Program: program, RunAs: system.RunAs,
			},
		}),
		watching: stability.Watch{
			Probes: func() stability.Probes {
				return stability.NewProbes(stability.Doors{
					Network: network.System(environment, version, nil), Gateway: stability.FindGateway, Client: clientState(finder),
				})
			},
			Now: time.Now,
		},
	}, nil
}

// device returns the kind of device that Retune runs on.
func (s *services) device() guide.Device {
	switch s.environment.System {
	case "windows":
		return guide.Windows
	case "darwin":
		return guide.MacOS
	default:
		return guide.Linux
	}
}

// address returns the address of one of the guide's pages. It cannot be missing, because a
// guide without it is rejected at the start.
func (s *services) address(link guide.Link) string {
	address, _ := s.guide.Address(link)
	return address
}

// openLink opens one of the guide's pages.
func (s *services) openLink(ctx context.Context, link guide.Link) error {
	return s.browser.Open(ctx, s.address(link))
}

// errNotToOpen is returned for an action that does not open anything.
var errNotToOpen = errors.New("this action opens nothing")

// openAction opens the page or settings that an action names.
func (s *services) openAction(ctx context.Context, action diagnostics.Action) error {
	if link, ok := guide.LinkOf(action); ok {
		return s.openLink(ctx, link)
	}
	if page, ok := settings()[action]; ok {
		return system.OpenSettings(s.environment, s.commands, page)
	}
	if action == diagnostics.ActionOpenPortal {
		return s.browser.OpenPortal(ctx)
	}
	return fmt.Errorf("%s: %w", action, errNotToOpen)
}

func settings() map[diagnostics.Action]system.SettingsPage {
	return map[diagnostics.Action]system.SettingsPage{
		diagnostics.ActionOpenNetworkSettings:  system.SettingsNetwork,
		diagnostics.ActionOpenFirewallSettings: system.SettingsFirewall,
		diagnostics.ActionOpenProxySettings:    system.SettingsProxy,
		diagnostics.ActionOpenVPNSettings:      system.SettingsVPN,
	}
}
