package network

import (
	"context"
	"fmt"

	"retune/diagnostics/system"
)

// largestRules is far above any file of rules that people wrote.
const largestRules = 8 << 20

// firewallReader reads this computer's firewall, as far as it shows itself.
type firewallReader struct {
	environment system.Environment
	commands    system.Commands
	files       system.Files
	windows     func() (Firewall, error)
}

// read returns the firewall, or ErrNoFirewall; macOS shows its own to administrators alone.
func (r firewallReader) read(ctx context.Context) (Firewall, error) {
	ctx, cancel := context.WithTimeout(ctx, settingsTimeout)
	defer cancel()
	switch r.environment.System {
	case "windows":
		return r.windows()
	case "linux":
		return r.linux(ctx)
	}
	return Firewall{}, ErrNoFirewall
}

// linux asks the programs that people set a firewall up with, and the kernel, which
// shows its rules to administrators alone.
func (r firewallReader) linux(ctx context.Context) (Firewall, error) {
	firewall, known := r.ufw()
	if !known {
		firewall, known = r.firewalld()
	}
	kernel, err := r.nftables(ctx)
	switch {
	case !known:
		return kernel, err
	case err != nil:
		firewall.Unread = true
	default:
		firewall.Blocks = append(firewall.Blocks, kernel.Blocks...)
	}
	return firewall, nil
}

func (r firewallReader) nftables(ctx context.Context) (Firewall, error) {
	printed, err := r.commands.Output(ctx, system.Command{Program: "nft", Arguments: []string{"--json", "list", "ruleset"}})
	if err != nil {
		return Firewall{}, fmt.Errorf("%w: %w", ErrNoFirewall, err)
	}
	return parseNftables(printed)
}

// ufw is known by its settings, which all can read; its rules show to administrators.
func (r firewallReader) ufw() (Firewall, bool) {
	settings, err := r.files.Read("/etc/ufw/ufw.conf", largestSettings)
	if err != nil || !ufwEnabled(settings) {
		return Firewall{}, false
	}
	firewall := Firewall{Name: firewallUFW, Active: true}
	if rules, err := r.files.Read("/etc/ufw/user.rules", largestRules); err == nil {
		firewall.Blocks = ufwRules(rules)
	}
	return firewall, true
}

// firewalld is known to run by the file that it keeps while it does.
func (r firewallReader) firewalld() (Firewall, bool) {
	if _, err := r.files.Modified("/run/firewalld.pid"); err != nil {
		return Firewall{}, false
	}
	firewall := Firewall{Name: firewallFirewalld, Active: true}
	if file, err := r.files.Read("/etc/firewalld/direct.xml", largestRules); err == nil {
		if rules, err := firewalldRules(file); err == nil {
			firewall.Blocks = rules
		}
	}
	return firewall, true
}
