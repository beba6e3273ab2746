package network

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// Where Windows keeps whether it looks for the internet, and what an organization says
// about that.
const (
	probingSettings = `SYSTEM\CurrentControlSet\Services\NlaSvc\Parameters\Internet`
	probingPolicy   = `SOFTWARE\Policies\Microsoft\Windows\NetworkConnectivityStatusIndicator`
)

// readOpinion asks Windows' network list manager, as programs do.
func readOpinion(ctx context.Context) (Opinion, error) {
	asked := make(chan windowsAnswers, 1)
	go func() { asked <- askWindows() }()
	select {
	case answers := <-asked:
		return answers.opinion()
	case <-ctx.Done():
		return Opinion{}, ctx.Err()
	}
}

func askWindows() windowsAnswers {
	answers := windowsAnswers{probing: 1}
	answers.connectivity, answers.failure = connectivity()
	answers.stopped = stoppedService("netprofm", "NlaSvc")
	if key, err := registry.OpenKey(registry.LOCAL_MACHINE, probingSettings, registry.QUERY_VALUE); err == nil {
		defer func() { _ = key.Close() }() // nothing was written
		if value, _, err := key.GetIntegerValue("EnableActiveProbing"); err == nil {
			answers.probing = value
		}
	}
	answers.noProbe = registryNumber(probingPolicy, "NoActiveProbe")
	return answers
}

// stoppedService returns the first of these services that is there and does not run.
func stoppedService(names ...string) string {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return ""
	}
	defer func() { _ = windows.CloseServiceHandle(manager) }() // nothing was changed
	for _, name := range names {
		if isStopped(manager, name) {
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

// networkListManager is the interface INetworkListManager: a pointer to the table of its
// methods (Microsoft's netlistmgr.h).
type networkListManager struct{ methods *networkListMethods }

type networkListMethods struct {
	queryInterface, addRef, release uintptr
	_                               [4]uintptr // IDispatch
	_                               [6]uintptr // from GetNetworks to get_IsConnected
	getConnectivity                 uintptr
}

// connectivity asks INetworkListManager::GetConnectivity. The thread is COM's meanwhile.
func connectivity() (uint32, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_MULTITHREADED); failed(err) {
		return 0, fmt.Errorf("begin with COM: %w", err)
	}
	defer windows.CoUninitialize()
	manager, err := newNetworkListManager()
	if err != nil {
		return 0, err
	}
	defer func() { _, _, _ = syscall.SyscallN(manager.methods.release, uintptr(unsafe.Pointer(manager))) }() //nolint:gosec // as COM wants it
	var bits uint32
	result, _, _ := syscall.SyscallN(manager.methods.getConnectivity,
		uintptr(unsafe.Pointer(manager)), uintptr(unsafe.Pointer(&bits))) //nolint:gosec // the call fills the number
	if err := syscall.Errno(uint32(result)); failed(err) { //nolint:gosec // a result has 32 bits
		return 0, fmt.Errorf("ask the network list manager: %w", err)
	}
	return bits, nil
}

func newNetworkListManager() (*networkListManager, error) {
	// The names of the class NetworkListManager and of its interface, by netlistmgr.h.
	class := windows.GUID{Data1: 0xdcb00c01, Data2: 0x570f, Data3: 0x4a9b, Data4: [8]byte{0x8d, 0x69, 0x19, 0x9f, 0xdb, 0xa5, 0x72, 0x3b}}
	face := class
	face.Data1 = 0xdcb00000
	const anywhere = 0x17 // CLSCTX_ALL
	create := windows.NewLazySystemDLL("ole32.dll").NewProc("CoCreateInstance")
	if err := create.Find(); err != nil {
		return nil, fmt.Errorf("find COM: %w", err)
	}
	var manager *networkListManager
	result, _, _ := create.Call(uintptr(unsafe.Pointer(&class)), 0, anywhere, //nolint:gosec // as COM wants them
		uintptr(unsafe.Pointer(&face)), uintptr(unsafe.Pointer(&manager))) //nolint:gosec // as COM wants them
	if err := syscall.Errno(uint32(result)); failed(err) { //nolint:gosec // a result has 32 bits
		return nil, fmt.Errorf("find the network list manager: %w", err)
	}
	return manager, nil
}

// failed tells an HRESULT that says so, by its highest bit, from the several successes.
func failed(err error) bool {
	var result syscall.Errno
	return errors.As(err, &result) && uint32(result)&(1<<31) != 0 //nolint:gosec // a result has 32 bits
}
