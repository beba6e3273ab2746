package network

import (
	"errors"
	"net/netip"

	"retune/diagnostics"
)

// errSunk is the failure of a name whose every address leads nowhere.
var errSunk = errors.New("the name leads to an address that is not on the internet")

// leadsNowhere reports whether an address cannot be a server on the internet: the
// unspecified one, this computer, its own network, everyone at once. The ranges
// 100.64.0.0/10 and 198.18.0.0/15 are not among them: tunnels and local proxies hand them
// out for names that work.
func leadsNowhere(address netip.Addr) bool {
	address = address.Unmap()
	return address.IsUnspecified() || address.IsLoopback() || address.IsPrivate() ||
		address.IsLinkLocalUnicast() || address.IsMulticast() || address == netip.AddrFrom4([4]byte{255, 255, 255, 255})
}

// leadingSomewhere returns the addresses that can be on the internet, or errSunk.
func leadingSomewhere(addresses []netip.Addr) ([]netip.Addr, error) {
	var public []netip.Addr
	for _, address := range addresses {
		if !leadsNowhere(address) {
			public = append(public, address.Unmap())
		}
	}
	if len(public) == 0 {
		return nil, errSunk
	}
	return public, nil
}

// OnTheInternet reports whether an address can be a server on the internet.
func OnTheInternet(address netip.Addr) bool { return !leadsNowhere(address) }

// Sink is where an address leads that no server of Spotify can have.
type Sink string

// The sinks that findings name. An address in the user's own network is nobody's business.
const (
	SinkPrivate   Sink = "private"
	SinkLinkLocal Sink = "link-local"
	SinkOther     Sink = "other"
	SinkStranger  Sink = "stranger" // it is somebody's server, and not Spotify's
)

// nameSink says in a finding where an address leads: by itself, where it is the same for
// everyone, such as 0.0.0.0, else by its kind.
func nameSink(args diagnostics.Args, address netip.Addr) {
	address = address.Unmap().WithZone("")
	switch {
	case address.IsUnspecified(), address.IsLoopback():
		args["Address"] = address.String()
	case address.IsPrivate():
		args["Sink"] = string(SinkPrivate)
	case address.IsLinkLocalUnicast():
		args["Sink"] = string(SinkLinkLocal)
	default:
		args["Sink"] = string(SinkOther)
	}
}
