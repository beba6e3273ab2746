package network

import (
	"context"

	"retune/diagnostics"

	"golang.org/x/sys/windows"
)

// Where Windows keeps its services, whether it looks for the internet, and what an
// organization says about that.
const (
	servicesKey     = `SYSTEM\CurrentControlSet\Services\`
	probingSettings = servicesKey + `NlaSvc\Parameters\Internet`
	probingPolicy   = `SOFTWARE\Policies\Microsoft\Windows\NetworkConnectivityStatusIndicator`
)

// readOpinion asks Windows' network list manager, as programs do. Nobody can call such a
// question back: one that nobody waits for any more keeps its thread until Windows answers.
func readOpinion(ctx context.Context) (Opinion, error) {
	select {
	case answers := <-diagnostics.Apart(askWindows):
		return answers.Value().opinion()
	case <-ctx.Done():
		return Opinion{}, ctx.Err()
	}
}

func askWindows() windowsAnswers {
	bits, err := connectivity()
	return windowsAnswers{
		connectivity: bits, failure: err,
		off:     serviceOff("netprofm", "NlaSvc"),
		probing: registryNumber(probingSettings, "EnableActiveProbing", 1),
		noProbe: registryNumber(probingPolicy, "NoActiveProbe", 0),
	}
}

// serviceOff returns the first of these services that somebody switched off. One that only
// rests is none: Windows starts it when it is wanted, which it was just before.
func serviceOff(names ...string) string {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return ""
	}
	defer func() { _ = windows.CloseServiceHandle(manager) }() // nothing was changed
	for _, name := range names {
		disabled := registryNumber(servicesKey+name, "Start", 0) == windows.SERVICE_DISABLED
		if disabled && isStopped(manager, name) {
			return name
		}
	}
	return ""
}

func isStopped(manager windows.Handle, name string) bool {
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return false
	}
	service, err := windows.OpenService(manager, text, windows.SERVICE_QUERY_STATUS)
	if err != nil {
		return false
	}
	defer func() { _ = windows.CloseServiceHandle(service) }() // nothing was changed
	var status windows.SERVICE_STATUS
	return windows.QueryServiceStatus(service, &status) == nil && status.CurrentState == windows.SERVICE_STOPPED
}
