package support

import (
	"net/netip"
	"strconv"
	"strings"
)

const (
	// addressV4 is four numbers; keepV4 keeps those that cannot be an address.
	addressV4 = `\d+(?:\.\d+){3}`
	// addressV6 is hexadecimal groups with colons, and an IPv4 address at the end of some.
	addressV6 = `(?i)[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*(?:\.\d+){0,3}`
)

// keepV4 keeps what everybody has, this computer itself and nowhere, and what has a
// number too large for an address.
func keepV4(found string) bool {
	for part := range strings.SplitSeq(found, ".") {
		if number, err := strconv.Atoi(part); err != nil || number > 255 {
			return true
		}
	}
	return everybodys(found)
}

// keepV6 keeps what everybody has, and times of day, which have two colons.
func keepV6(found string) bool {
	if strings.Count(found, ":") < 4 && !strings.Contains(found, "::") {
		return true
	}
	if !strings.HasSuffix(found, "::") {
		found = strings.TrimSuffix(found, ":")
	}
	return everybodys(found)
}

func everybodys(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && (address.IsLoopback() || address.IsUnspecified())
}
