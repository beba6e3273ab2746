package network

import (
	"bytes"
	"iter"
	"net/netip"
	"strings"
)

// HostsEntry is one name of a hosts file. A line with several names has several.
type HostsEntry struct {
	Line    int // from 1
	Address netip.Addr
	Host    string // in lower case, without a dot at the end
}

// HostsEntries returns the entries of a hosts file, whatever its bytes are: with either line
// end, a byte order mark, tabs, comments. Lines that a system would not understand
// have none.
func HostsEntries(file []byte) iter.Seq[HostsEntry] {
	return func(yield func(HostsEntry) bool) {
		number := 0
		for line := range bytes.Lines(withoutOrderMark(file)) {
			number++
			if !lineEntries(number, line, yield) {
				return
			}
		}
	}
}

func lineEntries(number int, line []byte, yield func(HostsEntry) bool) bool {
	content, _, _ := bytes.Cut(line, []byte("#"))
	fields := fieldsOf(content)
	if len(fields) < 2 {
		return true
	}
	address, err := netip.ParseAddr(string(fields[0].of(content)))
	if err != nil {
		return true
	}
	for _, name := range fields[1:] {
		if !yield(HostsEntry{Line: number, Address: address, Host: hostName(name.of(content))}) {
			return false
		}
	}
	return true
}

// hostName is a name of a hosts file in lower case, without a dot at the end.
func hostName(field []byte) string {
	return strings.TrimSuffix(strings.ToLower(string(field)), ".")
}

// Blocks reports whether the entry sends a host that Spotify needs to an address where
// no server of Spotify can be.
func (e HostsEntry) Blocks() bool { return Needed(e.Host) && leadsNowhere(e.Address) }
