//go:build !windows

package network

// readWindowsFirewall has nothing to read on other systems.
func readWindowsFirewall() (Firewall, error) { return Firewall{}, ErrNoFirewall }
