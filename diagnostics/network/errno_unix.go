//go:build unix

package network

import "syscall"

// codeOfErrno returns the code of a system's error number, or "". A firewall rule of
// this computer that drops answers a connect with EPERM, a route that prohibits with EACCES.
// Over IPv6, EACCES may be a router's word as well: that is what Linux makes of an ICMPv6
// "administratively prohibited" (net/ipv6/icmp.c, tab_unreach).
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
