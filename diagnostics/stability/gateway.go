package stability

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/netip"
	"strconv"
	"strings"
)

// errNoGateway: no default route leads to a router.
var errNoGateway = errors.New("no default route leads to a router")

// gatewayOf reads the router's address from Linux' tables of routes, as /proc/net/route
// and /proc/net/ipv6_route have them (proc(5), and the kernel's fib_trie.c and route.c):
// that of the default route with the least metric, IPv4's before IPv6's.
func gatewayOf(fourth, sixth string) (netip.Addr, bool) {
	if address, ok := leastMetric(fourth, readFourth); ok {
		return address, true
	}
	return leastMetric(sixth, readSixth)
}

// hop is where a default route leads.
type hop struct {
	address netip.Addr
	metric  uint64
}

func leastMetric(table string, read func(fields []string) (hop, bool)) (netip.Addr, bool) {
	var best hop
	for line := range strings.Lines(table) {
		found, ok := read(strings.Fields(line))
		if ok && (!best.address.IsValid() || found.metric < best.metric) {
			best = found
		}
	}
	return best.address, best.address.IsValid()
}

// readFourth reads "Iface Destination Gateway Flags RefCnt Use Metric Mask …", addresses in
// the byte order of the processor, which is the little one wherever Retune is built.
func readFourth(fields []string) (hop, bool) {
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

// readSixth reads "destination length source length next-hop metric refcnt use flags
// interface".
func readSixth(fields []string) (hop, bool) {
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
