package network

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// codeOfErrno returns the code of a system's error number, or "". Windows' own
// firewall answers a connect that it does not allow with WSAEACCES. What Go calls by
// Unix' names are numbers of its own on Windows: its sockets never give them, but what
// was written for every system does.
func codeOfErrno(number syscall.Errno) Code {
	switch number {
	case windows.WSAECONNREFUSED, syscall.ECONNREFUSED:
		return Refused
	case windows.WSAECONNRESET, windows.WSAECONNABORTED, windows.WSAENETRESET, windows.WSAESHUTDOWN,
		syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE:
		return Reset
	case windows.WSAETIMEDOUT, syscall.ETIMEDOUT:
		return Timeout
	case windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH, windows.WSAENETDOWN, windows.WSAEHOSTDOWN,
		windows.WSAEADDRNOTAVAIL, windows.WSAEAFNOSUPPORT,
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN:
		return Unreachable
	case windows.WSAEACCES, windows.ERROR_ACCESS_DENIED, syscall.EPERM, syscall.EACCES:
		return Prohibited
	}
	return ""
}
