package main

import (
	"os"
	"os/signal"
	"syscall"

	"retune/diagnostics/repair"
	"retune/diagnostics/system"
)

// switchHosts is the part of the repair of the hosts file that takes an administrator's
// rights: Retune starts itself with them for this alone. It believes nothing of what is
// around it: the order says no path, and environment, language and settings are not read.
func switchHosts(arguments []string) int {
	// It takes no time, and is not to be cut off in the middle by a Ctrl+C for somebody else.
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	order, err := repair.ParseHostsOrder(arguments)
	if err != nil {
		return repair.HostsStatus(err)
	}
	path, err := system.HostsFile()
	if err != nil {
		return repair.HostsStatus(err)
	}
	return repair.HostsStatus(repair.CarryOutHosts(path, order))
}
