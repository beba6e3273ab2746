package support

import (
	"net/netip"
	"regexp"
)

// blankAddresses replaces IP addresses, of both families.
func blankAddresses(text string) string {
	candidate := regexp.MustCompile(`(?i)[0-9a-f:.]*[:.][0-9a-f:.]*[0-9a-f:]`)
	return candidate.ReplaceAllStringFunc(text, func(found string) string {
		address, err := netip.ParseAddr(found)
		if err != nil || address.IsLoopback() || address.IsUnspecified() {
			return found
		}
		return "<address>"
	})
}
