//go:build !windows

package system

// HostsFile returns the path of this system's hosts file, regardless of the environment.
func HostsFile() (string, error) { return "/etc/hosts", nil }
