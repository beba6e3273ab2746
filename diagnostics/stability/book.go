package stability

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"retune/diagnostics/network"
)

// book asks the name service, and keeps the last good answers: when the name service
// fails, the rest is asked all the same.
type book struct {
	lookup network.Lookup

	mutex  sync.Mutex
	known  map[string][]netip.Addr
	opened chan struct{} // closed when Spotify's address is known
}

// ask looks Spotify's access point up.
func (b *book) ask(ctx context.Context) Sighting {
	started := time.Now()
	if !b.learn(ctx, spotifyHost) {
		return Sighting{State: Failed}
	}
	return Sighting{State: Answered, Took: time.Since(started)}
}

// learn asks for a host, and reports whether the answer leads to the internet.
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

// addresses returns those of a host, asked for now or known from before.
func (b *book) addresses(ctx context.Context, host string) []netip.Addr {
	b.learn(ctx, host)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.known[host]
}

// remembered returns Spotify's addresses without asking for them; it waits for the first.
func (b *book) remembered(ctx context.Context) []netip.Addr {
	select {
	case <-b.opened:
	case <-ctx.Done():
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.known[spotifyHost]
}

// onePerFamily returns the first address on the internet of each family, in the order in
// which the system would use them.
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
