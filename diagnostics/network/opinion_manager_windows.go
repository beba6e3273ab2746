package network

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// networkListManager is the interface INetworkListManager: a pointer to the table of its
// methods (Microsoft's netlistmgr.h).
type networkListManager struct{ methods *networkListMethods }

type networkListMethods struct {
	queryInterface, addRef, release uintptr
	_                               [4]uintptr // IDispatch
	_                               [6]uintptr // from GetNetworks to get_IsConnected
	getConnectivity                 uintptr
}

// connectivity asks Windows' network list manager for bits of NLM_CONNECTIVITY. The thread
// is COM's meanwhile, and given back as it was.
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
	defer manager.release()
	return manager.connectivity()
}

func (m *networkListManager) release() {
	syscall.SyscallN(m.methods.release, uintptr(unsafe.Pointer(m)))
}

// connectivity asks INetworkListManager::GetConnectivity.
func (m *networkListManager) connectivity() (uint32, error) {
	var bits uint32
	result, _, _ := syscall.SyscallN(m.methods.getConnectivity,
		uintptr(unsafe.Pointer(m)), uintptr(unsafe.Pointer(&bits)))
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
	result, _, _ := create.Call(uintptr(unsafe.Pointer(&class)), 0, anywhere,
		uintptr(unsafe.Pointer(&face)), uintptr(unsafe.Pointer(&manager)))
	if err := syscall.Errno(uint32(result)); failed(err) { //nolint:gosec // a result has 32 bits
		return nil, fmt.Errorf("find the network list manager: %w", err)
	}
	return manager, nil
}

// failed tells an HRESULT that says so, by its highest bit, from the several successes.
func failed(err error) bool {
	var result syscall.Errno
	return errors.As(err, &result) && uint32(result)&(1<<31) != 0
}
