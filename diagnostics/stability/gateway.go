package stability

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// errNoGateway: no default route leads to a router.
var errNoGateway = errors.New("no default route leads to a router")

// gatewayOf finds the router's address in Linux's routing tables, in the formats of
// /proc/net/route and /proc/net/ipv6_route (proc(5), and the kernel's fib_trie.c and
// route.c).
func gatewayOf(ipv4, ipv6 string) (netip.Addr, bool) {
	return nearest(slices.Concat(hopsIn(ipv4, readIPv4), hopsIn(ipv6, readIPv6)))
}

// hop is the next hop of a default route.
type hop struct {
	address netip.Addr
	metric  uint64
}

// nearest returns the address of the hop with the lowest metric. IPv4 hops come before IPv6
// hops, because metrics cannot be compared across families.
func nearest(hops []hop) (netip.Addr, bool) {
	if len(hops) == 0 {
		return netip.Addr{}, false
	}
	return slices.MinFunc(hops, func(a, b hop) int {
		return cmp.Or(cmp.Compare(a.address.BitLen(), b.address.BitLen()), cmp.Compare(a.metric, b.metric))
	}).address, true
}

func hopsIn(table string, read func(fields []string) (hop, bool)) []hop {
	var hops []hop
	for line := range strings.Lines(table) {
		if found, ok := read(strings.Fields(line)); ok {
			hops = append(hops, found)
		}
	}
	return hops
}

// readIPv4 parses a line "Iface Destination Gateway Flags RefCnt Use Metric Mask …".
// Addresses are in the processor's byte order, which is little-endian wherever Retune is
// built.
func readIPv4(fields []string) (hop, bool) {
	if len(fields) < 8 || fields[1] != "00000000" || fields[7] != "00000000" {
		return hop{}, false
	}
	number, err := strconv.ParseUint(fields[2], 16, 32)
	metric, errMetric := strconv.ParseUint(fields[6], 10, 64)
	if err != nil || errMetric != nil || number == 0 {
		return hop{}, false
	}
	var bytes [4]byte
	binary.LittleEndian.PutUint32(bytes[:], uint32(number))
	return hop{netip.AddrFrom4(bytes), metric}, true
}

// readIPv6 parses a line "destination length source length next-hop metric refcnt use flags
// interface".
func readIPv6(fields []string) (hop, bool) {
	if len(fields) < 10 || strings.Trim(fields[0], "0") != "" || fields[1] != "00" {
		return hop{}, false
	}
	bytes, err := hex.DecodeString(fields[4])
	metric, errMetric := strconv.ParseUint(fields[5], 16, 64)
	if err != nil || errMetric != nil || len(bytes) != 16 {
		return hop{}, false
	}
	address := netip.AddrFrom16([16]byte(bytes))
	if address.IsUnspecified() {
		return hop{}, false
	}
	if address.IsLinkLocalUnicast() {
		address = address.WithZone(fields[9])
	}
	return hop{address, metric}, true
}
