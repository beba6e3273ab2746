package network

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
)

func TestOneGoesAheadOfTheOthers(t *testing.T) {
	for name, test := range map[string]struct {
		sign time.Duration // when there is one
		want []time.Duration
	}{
		"never a sign":        {time.Hour, []time.Duration{time.Second}},
		"a sign before":       {0, []time.Duration{time.Second, time.Second, time.Second}},
		"a sign afterwards":   {2 * time.Second, []time.Duration{time.Second, 2*time.Second + stragglers, 2*time.Second + stragglers}},
		"a sign at that time": {time.Second, []time.Duration{time.Second, time.Second + stragglers, time.Second + stragglers}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
				defer cancel()
				s, started := newScout(newEvent()), time.Now()
				time.AfterFunc(test.sign, s.sign.happen)
				went := make(chan time.Duration, 3)
				var all sync.WaitGroup
				for range 3 {
					all.Go(func() {
						if s.mayFollow(ctx, time.Second) {
							went <- time.Since(started)
						}
					})
				}
				all.Wait()
				if len(went) != len(test.want) {
					t.Fatalf("%d went", len(went))
				}
				for _, want := range test.want {
					if got := <-went; got != want {
						t.Errorf("one went after %v, want %v", got, want)
					}
				}
			})
		})
	}
}

// families is a made-up internet of two families: how long each takes to answer; an hour is
// never.
type families struct{ ipv4, ipv6 time.Duration }

// open returns a diagnosis in that internet, the places that it has reached, and the
// connections that it opens from now on.
func (f families) open(ctx context.Context) (d *diagnosis, dialled func() (ipv4, ipv6 int)) {
	var mutex sync.Mutex
	count := map[bool]int{}
	d = newDiagnosis(Doors{
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("2001:db8::7"), netip.MustParseAddr("198.51.100.7")}, nil
		},
		Dial: func(ctx context.Context, _, address string) (net.Conn, error) {
			is4 := netip.MustParseAddrPort(address).Addr().Is4()
			mutex.Lock()
			count[is4]++
			mutex.Unlock()
			wait := f.ipv6
			if is4 {
				wait = f.ipv4
			}
			if !diagnostics.Pause(ctx, wait) {
				return nil, ctx.Err()
			}
			return closing{closed: new(atomic.Int32)}, nil
		},
	})
	for _, place := range places() {
		go func() { _, _ = d.dialAddress(ctx, "tcp", place) }()
	}
	synctest.Wait()
	clear(count)
	return d, func() (int, int) {
		mutex.Lock()
		defer mutex.Unlock()
		return count[true], count[false]
	}
}

// A name with one address has no other one to try, and sends nobody ahead.
func TestASingleAddressIsAllThereIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		d := newDiagnosis(Doors{
			Lookup: after(0),
			Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			},
		})
		if _, err := d.dial(ctx, "tcp", "dealer.spotify.com:443"); err == nil {
			t.Error("it opened")
		}
		if !d.ipv4.goAhead() || !d.ipv6.goAhead() {
			t.Error("somebody went ahead")
		}
	})
}

// A network that is only slow does not carry everything twice, and where a family is dead the
// other one is soon taken.
func TestWhichFamilyCarriesANamedConnection(t *testing.T) {
	const never = time.Hour
	for name, test := range map[string]struct {
		families
		resolved   time.Duration // when the name is known
		ipv4, ipv6 int
		took       time.Duration // until all are open
	}{
		"both answer":                  {families{50 * time.Millisecond, 50 * time.Millisecond}, 60 * time.Millisecond, 0, 5, 50 * time.Millisecond},
		"both are slow":                {families{1100 * time.Millisecond, 1100 * time.Millisecond}, 1000 * time.Millisecond, 0, 5, 1100 * time.Millisecond},
		"IPv6 is dead":                 {families{50 * time.Millisecond, never}, 10 * time.Millisecond, 5, 5, 40*time.Millisecond + stragglers + 50*time.Millisecond},
		"IPv6 is known to be dead":     {families{50 * time.Millisecond, never}, 500 * time.Millisecond, 5, 0, 50 * time.Millisecond},
		"IPv6 is dead, IPv4 is slow":   {families{800 * time.Millisecond, never}, 700 * time.Millisecond, 5, 5, 100*time.Millisecond + stragglers + 800*time.Millisecond},
		"IPv4 is dead":                 {families{never, 50 * time.Millisecond}, 10 * time.Millisecond, 0, 5, 50 * time.Millisecond},
		"nothing answers, so one goes": {families{never, never}, 10 * time.Millisecond, 1, 5, 4 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				d, dialled := test.open(ctx)
				time.Sleep(test.resolved)
				waiting, enough := context.WithTimeout(ctx, 4*time.Second)
				defer enough()
				started := time.Now()
				var all sync.WaitGroup
				for range 5 {
					all.Go(func() { _, _ = d.dial(waiting, "tcp", "dealer.spotify.com:443") })
				}
				all.Wait()
				took := time.Since(started)
				if ipv4, ipv6 := dialled(); ipv4 != test.ipv4 || ipv6 != test.ipv6 || took != test.took {
					t.Errorf("%d over IPv4 and %d over IPv6, in %v", ipv4, ipv6, took)
				}
			})
		})
	}
}
