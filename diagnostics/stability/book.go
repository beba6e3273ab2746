package stability

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"retune/diagnostics/network"
)

// book asks the name service and remembers the last good answers, so that the other targets
// can still be probed while the name service fails.
type book struct {
	lookup network.Lookup

	mutex  sync.Mutex
	known  map[string][]netip.Addr
	opened chan struct{} // closed once Spotify's address is known
}

// ask looks up Spotify's access point.
func (b *book) ask(ctx context.Context) Sighting {
	started := time.Now()
	if !b.learn(ctx, spotifyHost) {
		return Sighting{State: Failed}
	}
	return Sighting{State: Answered, Took: time.Since(started)}
}

// learn looks up a host, and reports whether the answer has an address on the internet.
func (b *book) learn(ctx context.Context, host string) bool {
	addresses, err := b.lookup(ctx, host)
	addresses = onePerFamily(addresses)
	if err != nil || len(addresses) == 0 {
		return false
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if host == spotifyHost && b.known[host] == nil {
		close(b.opened)
	}
	b.known[host] = addresses
	return true
}

// addresses returns a host's addresses, looked up now or remembered.
func (b *book) addresses(ctx context.Context, host string) []netip.Addr {
	b.learn(ctx, host)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.known[host]
}

// remembered returns Spotify's addresses without looking them up, waiting for the first
// lookup if necessary.
func (b *book) remembered(ctx context.Context) []netip.Addr {
	select {
	case <-b.opened:
	case <-ctx.Done():
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.known[spotifyHost]
}

// onePerFamily returns the first public address of each family, in the order in which the
// system would use them.
func onePerFamily(addresses []netip.Addr) []netip.Addr {
	var picked []netip.Addr
	for _, address := range addresses {
		address = address.Unmap()
		same := func(other netip.Addr) bool { return other.Is4() == address.Is4() }
		if network.OnTheInternet(address) && !slices.ContainsFunc(picked, same) {
			picked = append(picked, address)
		}
	}
	return picked
}
