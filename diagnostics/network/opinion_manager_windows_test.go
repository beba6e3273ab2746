package network

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"retune/diagnostics"
)

// longAnswer is far longer than any Windows takes to say what it thinks.
const longAnswer = time.Minute

// What this Windows thinks is its own affair; that it says something, or by a number why
// not, is true of every one.
func TestThisWindowsHasAnOpinion(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), longAnswer)
	defer cancel()
	opinion, err := readOpinion(ctx)
	var number syscall.Errno
	switch {
	case err != nil && (!errors.As(err, &number) || !failed(number)):
		t.Errorf("it says %v, which is neither an opinion nor an error of COM's", err)
	case err == nil && opinion.Online && (opinion.Service != "" || opinion.Setting != ""):
		t.Errorf("it is online, and says what keeps it from that: %+v", opinion)
	}
	t.Logf("opinion %+v, error %v", opinion, err)
}

// The check says it in one of the ways that there are words for.
func TestTheOpinionOfThisWindowsIsAFinding(t *testing.T) {
	for _, check := range Checks(Doors{Opinion: readOpinion}) {
		if check.Name != diagnostics.CheckOpinion {
			continue
		}
		check.Timeout = longAnswer
		findings, err := diagnostics.Run(t.Context(), []diagnostics.Check{check}, nil, nil)
		said := findings.Saw(check.Name, diagnostics.SawFine, diagnostics.SawOffline, diagnostics.SawUnreadable)
		if err != nil || !said {
			t.Errorf("found %+v, %v", findings, err)
		}
	}
}

func TestNobodyWaitsForWindowsWhoIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	started := time.Now()
	if _, err := readOpinion(ctx); err != nil && !errors.Is(err, context.Canceled) {
		var number syscall.Errno
		if !errors.As(err, &number) {
			t.Errorf("it says %v", err)
		}
	}
	if took := time.Since(started); took > 100*time.Millisecond {
		t.Errorf("it took %v to stop", took)
	}
}

// methodsOfManager are the methods of INetworkListManager in the order of Microsoft's
// netlistmgr.h: three of IUnknown, four of IDispatch, and its own.
type methodsOfManager [14]uintptr

// Another method of the same object has to say the same, so this is the right object and
// the right method.
func TestTheManagerSaysTheSameInBothWays(t *testing.T) {
	onThreadOfCOM(t, func() {
		manager, err := newNetworkListManager()
		if err != nil {
			t.Fatalf("no manager: %v", err)
		}
		defer manager.release()
		bits, err := manager.connectivity()
		if err != nil {
			t.Fatal(err)
		}
		const isConnectedToInternet = 11
		methods := (*methodsOfManager)(unsafe.Pointer(manager.methods))
		var online int16 // a VARIANT_BOOL
		result, _, _ := syscall.SyscallN(methods[isConnectedToInternet], uintptr(unsafe.Pointer(manager)), uintptr(unsafe.Pointer(&online)))
		const everyBit = 0x773
		if bits&^everyBit != 0 {
			t.Errorf("%#x has bits that NLM_CONNECTIVITY has not", bits)
		}
		if result != 0 || (online != 0) != (bits&(internetOverIPv4|internetOverIPv6) != 0) {
			t.Errorf("connected to the internet: %d (result %#x), by its bits: %#x", online, result, bits)
		}
	})
}

// onThreadOfCOM does something on a thread that is COM's meanwhile.
func onThreadOfCOM(t *testing.T, do func()) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_MULTITHREADED); failed(err) {
		t.Fatal(err)
	}
	defer windows.CoUninitialize()
	do()
}

// apartment asks COM what this thread is to it.
func apartment() syscall.Errno {
	var kind, qualifier int32
	result, _, _ := windows.NewLazySystemDLL("ole32.dll").NewProc("CoGetApartmentType").Call(
		uintptr(unsafe.Pointer(&kind)), uintptr(unsafe.Pointer(&qualifier)))
	return syscall.Errno(uint32(result))
}

func TestTheThreadIsGivenBackAsItWas(t *testing.T) {
	const notInitialized = syscall.Errno(0x800401f0) // CO_E_NOTINITIALIZED
	onThreadOfCOM(t, func() {
		if now := apartment(); now != 0 {
			t.Fatalf("a thread of COM's says %#x of itself", uint32(now))
		}
	})
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	// As long as a question of another test is open, COM counts all threads as its own.
	patience, cancel := context.WithTimeout(t.Context(), longAnswer)
	defer cancel()
	for apartment() != notInitialized && patience.Err() == nil {
		runtime.Gosched()
	}
	before := apartment()
	_, err := connectivity()
	if after := apartment(); before != notInitialized || after != before {
		t.Errorf("the thread was %#x and is %#x (asked: %v)", uint32(before), uint32(after), err)
	}
}

// Who asks often, from many places at once, keeps no thread and no handle.
func TestManyQuestionsLeaveNothingBehind(t *testing.T) {
	const together = 16
	ask := func() {
		var asking sync.WaitGroup
		for range together {
			asking.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), longAnswer)
				defer cancel()
				if _, err := readOpinion(ctx); errors.Is(err, context.DeadlineExceeded) {
					t.Error("no answer came")
				}
			})
		}
		asking.Wait()
	}
	ask() // the first loads libraries, and has Go make the threads that it keeps
	ask()
	threads, handles := threadsOfThis(t), handlesOfThis(t)
	const rounds = 8
	for range rounds {
		ask()
	}
	// One left of each question would be many more.
	const allowed = together
	if now := threadsOfThis(t); now > threads+allowed {
		t.Errorf("%d threads became %d", threads, now)
	}
	if now := handlesOfThis(t); now > handles+2*allowed {
		t.Errorf("%d handles became %d", handles, now)
	}
}

// threadsOfThis counts the threads of this process.
func threadsOfThis(t *testing.T) int {
	t.Helper()
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPTHREAD, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.CloseHandle(snapshot) }()
	entry := windows.ThreadEntry32{Size: uint32(unsafe.Sizeof(windows.ThreadEntry32{}))}
	count := 0
	for err = windows.Thread32First(snapshot, &entry); err == nil; err = windows.Thread32Next(snapshot, &entry) {
		if entry.OwnerProcessID == windows.GetCurrentProcessId() {
			count++
		}
	}
	return count
}

// systemHandle is a SYSTEM_HANDLE_TABLE_ENTRY_INFO_EX, one of a process's handles.
type systemHandle struct {
	object, process, value uintptr
	_                      [16]byte
}

// handlesOfThis counts the handles of this process, in the table that Windows has of all.
// (Wine 8 counts none where it is asked for their number.)
func handlesOfThis(t *testing.T) int {
	t.Helper()
	table := make([]byte, 1<<20)
	for {
		err := windows.NtQuerySystemInformation(windows.SystemExtendedHandleInformation, unsafe.Pointer(&table[0]), uint32(len(table)), nil)
		if errors.Is(err, windows.STATUS_INFO_LENGTH_MISMATCH) {
			table = make([]byte, 2*len(table))
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	const head = 2 * unsafe.Sizeof(uintptr(0)) // how many there are, and a reserve
	all := unsafe.Slice((*systemHandle)(unsafe.Pointer(&table[head])), *(*uintptr)(unsafe.Pointer(&table[0])))
	count := 0
	for _, handle := range all {
		if handle.process == uintptr(windows.GetCurrentProcessId()) {
			count++
		}
	}
	return count
}
