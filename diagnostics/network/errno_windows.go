package network

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// codeOfErrno returns the code of a system's error number, or "". Windows' own
// firewall answers a connect that it does not allow with WSAEACCES.
func codeOfErrno(number syscall.Errno) Code {
	switch number {
	case windows.WSAECONNREFUSED:
		return Refused
	case windows.WSAECONNRESET, windows.WSAECONNABORTED, windows.WSAENETRESET, windows.WSAESHUTDOWN:
		return Reset
	case windows.WSAETIMEDOUT:
		return Timeout
	case windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH, windows.WSAENETDOWN, windows.WSAEHOSTDOWN,
		windows.WSAEADDRNOTAVAIL, windows.WSAEAFNOSUPPORT:
		return Unreachable
	case windows.WSAEACCES, windows.ERROR_ACCESS_DENIED:
		return Prohibited
	}
	return ""
}
