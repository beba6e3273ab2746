package support

import (
	"net/netip"
	"strconv"
	"strings"
)

const (
	// addressV4 matches four numbers; keepV4 exempts those that cannot be an address.
	addressV4 = `\d+(?:\.\d+){3}`
	// addressV6 matches hexadecimal groups with colons, with an optional IPv4 address at the
	// end.
	addressV6 = `(?i)[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*(?:\.\d+){0,3}`
)

// keepV4 exempts addresses that identify nobody, such as loopback, and numbers too large for
// an address.
func keepV4(found string) bool {
	for part := range strings.SplitSeq(found, ".") {
		if number, err := strconv.Atoi(part); err != nil || number > 255 {
			return true
		}
	}
	return everybodys(found)
}

// keepV6 exempts addresses that identify nobody, and times of day, which have two colons.
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
