//go:build unix

package network

import (
	"syscall"
	"testing"
)

func TestCodesOfErrorNumbers(t *testing.T) {
	for number, want := range map[syscall.Errno]Code{
		syscall.ECONNREFUSED: Refused,
		syscall.ECONNRESET:   Reset, syscall.ECONNABORTED: Reset, syscall.EPIPE: Reset,
		syscall.ETIMEDOUT:   Timeout,
		syscall.ENETUNREACH: Unreachable, syscall.EHOSTUNREACH: Unreachable, syscall.ENETDOWN: Unreachable,
		syscall.EHOSTDOWN: Unreachable, syscall.EADDRNOTAVAIL: Unreachable, syscall.EAFNOSUPPORT: Unreachable,
		syscall.EPERM: Prohibited, syscall.EACCES: Prohibited,
		syscall.EMFILE: "", syscall.EINVAL: "",
	} {
		if got := codeOfErrno(number); got != want {
			t.Errorf("%v is %q, want %q", number, got, want)
		}
	}
}
