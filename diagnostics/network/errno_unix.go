//go:build unix

package network

import "syscall"

// codeOfErrno returns the code of a system's error number, or "". A firewall rule of
// this computer that rejects answers a connect with EPERM or EACCES.
func codeOfErrno(number syscall.Errno) Code {
	switch number {
	case syscall.ECONNREFUSED:
		return Refused
	case syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE:
		return Reset
	case syscall.ETIMEDOUT:
		return Timeout
	case syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN,
		syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT:
		return Unreachable
	case syscall.EPERM, syscall.EACCES:
		return Prohibited
	}
	return ""
}
