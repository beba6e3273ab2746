package network

import (
	"fmt"

	"golang.org/x/sys/windows/registry"
)

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
		firewall.Active = firewall.Active || registryNumber(firewallPolicy+`\`+profile, "EnableFirewall") != 0
	}
	return firewall, nil
}

// registryTexts returns the texts among the values of a key.
func registryTexts(path string) ([]string, error) {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return nil, fmt.Errorf("open a registry key: %w", err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	names, err := key.ReadValueNames(-1)
	if err != nil {
		return nil, fmt.Errorf("list a registry key: %w", err)
	}
	var texts []string
	for _, name := range names {
		if text, _, err := key.GetStringValue(name); err == nil {
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// registryNumber returns a number, or 0 where there is none.
func registryNumber(path, name string) uint64 {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return 0
	}
	defer func() { _ = key.Close() }() // nothing was written
	number, _, err := key.GetIntegerValue(name)
	if err != nil {
		return 0
	}
	return number
}
