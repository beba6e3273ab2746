package network

import (
	"context"
	"errors"
	"strings"

	"retune/diagnostics"
)

// Firewalls, as findings name them.
const (
	firewallUFW       = "ufw"
	firewallFirewalld = "firewalld"
	firewallNftables  = "nftables"
	firewallWindows   = "Windows Defender Firewall"
)

// ErrNoFirewall is returned where this computer's firewall does not show itself without
// an administrator.
var ErrNoFirewall = errors.New("no firewall can be read")

// Firewall is what can be read of this computer's own firewall.
type Firewall struct {
	Name   string
	Active bool
	// Unread tells that it may have more rules than could be read.
	Unread bool
	// Blocks are its rules against outgoing traffic, as far as they can be read.
	Blocks []FirewallRule
}

// FirewallRule is a rule against outgoing traffic. What its maker called it is left aside:
// it may name people and places.
type FirewallRule struct {
	// Program is the path of the program that it is about, or the name of its package;
	// empty: it is about all.
	Program string
	// Ports are those of the access points' ports to which it lets nothing out.
	Ports []uint16
}

// localFirewall reads this computer's firewall for rules against Spotify.
func (d *diagnosis) localFirewall(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckFirewall
	firewall, err := d.Firewall(ctx)
	if ctx.Err() != nil {
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	}
	if err != nil {
		return diagnostics.Saw(check, diagnostics.SawNothingToCheck, nil)
	}
	if !firewall.Active {
		return diagnostics.Saw(check, diagnostics.SawFine, nil)
	}
	args := diagnostics.Args{"Source": firewall.Name}
	if rule, found := firewall.againstSpotify(); found {
		args["Rule"] = string(rule)
		return diagnostics.Saw(check, diagnostics.SawRule, args)
	}
	if firewall.Unread {
		return diagnostics.Saw(check, diagnostics.SawUnreadRules, args)
	}
	return diagnostics.Saw(check, diagnostics.SawActive, args)
}

// RuleKind is how a rule keeps Spotify from the internet.
type RuleKind string

// The kinds of rule against Spotify.
const (
	RuleProgram RuleKind = "program" // it names Spotify's program
	RulePorts   RuleKind = "ports"   // it closes, with others, all ports of the access points
)

// againstSpotify reports whether rules keep Spotify from the internet, and how: one names
// it, or they close port 4070, which hardly anything else uses, and the access points'
// other ports as well. One open port is all that Spotify needs.
func (f Firewall) againstSpotify() (how RuleKind, found bool) {
	closed := map[uint16]bool{}
	for _, rule := range f.Blocks {
		if isSpotify(rule.Program) {
			return RuleProgram, true
		}
		for _, port := range rule.Ports {
			closed[port] = true
		}
	}
	for _, port := range accessPointPorts() {
		if !closed[port] {
			return "", false
		}
	}
	return RulePorts, true
}

// isSpotify reports whether a program's path or a package is Spotify's, and not that of
// one of its namesakes.
func isSpotify(program string) bool {
	program = strings.ToLower(program)
	file := program[strings.LastIndexAny(program, `\/`)+1:]
	return file == "spotify.exe" || strings.HasPrefix(file, "spotifyab.spotifymusic_")
}
