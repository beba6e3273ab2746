package network

import "fmt"

// Where Windows keeps its firewall's settings, and those that an organization sets.
const (
	firewallPolicy      = `SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy`
	organizationsPolicy = `SOFTWARE\Policies\Microsoft\WindowsFirewall`
)

// readWindowsFirewall reads the firewall's settings from the registry, which all users can.
func readWindowsFirewall() (Firewall, error) {
	own, err := registryTexts(firewallPolicy + `\FirewallRules`)
	if err != nil {
		return Firewall{}, fmt.Errorf("%w: %w", ErrNoFirewall, err)
	}
	organizations, err := registryTexts(organizationsPolicy + `\FirewallRules`)
	if err != nil {
		organizations = nil // most computers belong to no organization
	}
	firewall := Firewall{Name: firewallWindows, Blocks: windowsRules(append(own, organizations...))}
	for _, profile := range []string{"DomainProfile", "StandardProfile", "PublicProfile"} {
		firewall.Active = firewall.Active || registryNumber(firewallPolicy+`\`+profile, "EnableFirewall", 0) != 0
	}
	return firewall, nil
}
