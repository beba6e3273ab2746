//go:build !windows

package network

// readWindowsProxy has nothing to read on other systems.
func readWindowsProxy() proxySettings { return proxySettings{} }
