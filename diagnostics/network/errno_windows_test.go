package network

import (
	"syscall"
	"testing"

	"golang.org/x/sys/windows"
)

func TestCodesOfErrorNumbers(t *testing.T) {
	for number, want := range map[syscall.Errno]Code{
		windows.WSAECONNREFUSED: Refused,
		windows.WSAECONNRESET:   Reset, windows.WSAECONNABORTED: Reset, windows.WSAENETRESET: Reset,
		windows.WSAESHUTDOWN: Reset, syscall.EPIPE: Reset,
		syscall.ECONNREFUSED: Refused, syscall.ECONNRESET: Reset, syscall.ETIMEDOUT: Timeout,
		syscall.ENETUNREACH: Unreachable, syscall.EHOSTUNREACH: Unreachable, syscall.EPERM: Prohibited,
		windows.WSAETIMEDOUT:   Timeout,
		windows.WSAENETUNREACH: Unreachable, windows.WSAEHOSTUNREACH: Unreachable, windows.WSAENETDOWN: Unreachable,
		windows.WSAEHOSTDOWN: Unreachable, windows.WSAEADDRNOTAVAIL: Unreachable, windows.WSAEAFNOSUPPORT: Unreachable,
		windows.WSAEACCES: Prohibited, windows.ERROR_ACCESS_DENIED: Prohibited,
		windows.WSAEMFILE: "", windows.WSAEINVAL: "",
	} {
		if got := codeOfErrno(number); got != want {
			t.Errorf("%v is %q, want %q", number, got, want)
		}
	}
}
