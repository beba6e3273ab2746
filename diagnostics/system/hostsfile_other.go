//go:build !windows

package system

// HostsFile returns where this system has its hosts file, whatever the environment says.
func HostsFile() (string, error) { return "/etc/hosts", nil }
