package network

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestALostQuestionIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lost := func(ctx context.Context, _ string) ([]netip.Addr, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		address := netip.MustParseAddr("198.51.100.7")
		answered := func(context.Context, string) ([]netip.Addr, error) { return []netip.Addr{address}, nil }
		started := time.Now()
		addresses, err := askingAgain(lost, answered)(t.Context(), "dealer.spotify.com")
		if err != nil || len(addresses) != 1 || addresses[0] != address || time.Since(started) != askAgainDelay {
			t.Errorf("%v, %v after %v", addresses, err, time.Since(started))
		}
	})
}

// Where the first of several name servers is dead, the second is asked when it is asked again.
func TestTheNextNameServerIsAskedThen(t *testing.T) {
	servers := parseNameServers("# of the router\nnameserver 192.0.2.1\nsearch example.org\n\tnameserver 2001:db8::1 # v6\nnameserver\noptions edns0\nnameserver nobody\n")
	for asked, want := range map[string]string{
		"192.0.2.1:53": "[2001:db8::1]:53", "[2001:db8::1]:53": "192.0.2.1:53", "198.51.100.1:53": "198.51.100.1:53",
	} {
		var dialled string
		dial := func(_ context.Context, _, address string) (net.Conn, error) {
			dialled = address
			return nil, errors.New("nobody is there")
		}
		_, _ = dialNext(dial, func() []string { return servers })(t.Context(), "udp", asked)
		if dialled != want {
			t.Errorf("for %s it dials %s, want %s", asked, dialled, want)
		}
	}
}

func TestAnAnsweredQuestionIsAskedOnce(t *testing.T) {
	denied := errors.New("there is no such name")
	answered := func(context.Context, string) ([]netip.Addr, error) { return nil, denied }
	never := func(context.Context, string) ([]netip.Addr, error) {
		t.Error("asked again")
		return nil, nil
	}
	if _, err := askingAgain(answered, never)(t.Context(), "dealer.spotify.com"); !errors.Is(err, denied) {
		t.Error(err)
	}
}
