package main

import (
	"os"
	"os/signal"
	"syscall"

	"retune/diagnostics/repair"
	"retune/diagnostics/system"
)

// switchHosts is the privileged part of the repair of the hosts file: Retune starts itself as
// administrator for this alone. It trusts nothing around it: the order contains no path, and
// environment, language and settings are not read.
func switchHosts(arguments []string) int {
	// This takes no time, and must not be interrupted halfway by a Ctrl+C meant for another
	// process.
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
