package network

import (
	"context"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"
)

// resolverSettings is where Linux has its name servers.
const resolverSettings = "/etc/resolv.conf"

// askAgainDelay is how long a resolver may take before it is asked once more: a question
// may be lost, and Linux by itself asks again after five seconds only.
const askAgainDelay = time.Second

// askingAgain asks a second time, beside the first, where that takes long. They have to be
// lookups of two resolvers: net.Resolver makes one question of two that are the same.
func askingAgain(once, again Lookup) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		ask := func(lookup Lookup) attempt[[]netip.Addr] {
			return func(ctx context.Context) ([]netip.Addr, error) { return lookup(ctx, host) }
		}
		return onceMore(ctx, askAgainDelay, ask(once), ask(again), func() bool { return true })
	}
}

// dialNext connects to the name server after the one that is asked for, of several: where the
// first is dead, Linux by itself comes to the second after five seconds only.
func dialNext(dial Dial, servers func() []string) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		all := servers()
		if i := slices.Index(all, address); i >= 0 {
			address = all[(i+1)%len(all)]
		}
		return dial(ctx, network, address)
	}
}

// nameServers returns the name servers of this computer, as addresses with their port; none
// where there is no such file, and all are the system's to ask.
func nameServers() []string {
	settings, err := os.ReadFile(resolverSettings)
	if err != nil {
		return nil
	}
	return parseNameServers(string(settings))
}

func parseNameServers(settings string) []string {
	var servers []string
	for line := range strings.Lines(settings) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "nameserver" {
			continue
		}
		if address, err := netip.ParseAddr(words[1]); err == nil {
			servers = append(servers, netip.AddrPortFrom(address, 53).String())
		}
	}
	return servers
}
