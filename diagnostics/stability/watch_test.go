package stability

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics/network"
)

// watched watches a home for some time of the bubble's clock, and returns the record. The
// changes happen at their given seconds.
func watched(t *testing.T, h *home, length time.Duration, changes map[int]func()) *Record {
	t.Helper()
	for second, change := range changes {
		time.AfterFunc(time.Duration(second)*time.Second, func() { h.set(change) })
	}
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	record := NewRecord()
	watch := Watch{Probes: func() Probes { return NewProbes(h.doors()) }, Now: time.Now}
	err := watch.Run(ctx, func(round Round) { record.Take(round) })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the watch ended with %v", err)
	}
	synctest.Wait() // for probes still running
	return record
}

func TestAHealthyHomeIsSteady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		record := watched(t, newHome(), 2*time.Minute, nil)
		if got := record.Summary(); got.Code != Steady {
			t.Errorf("%+v", got)
		}
		latest := record.Latest()
		for _, target := range Targets() {
			if latest.state(target) != Answered && target != Client {
				t.Errorf("%s is %s", target.Code(), latest.state(target).Code())
			}
		}
		if latest.Seen[Spotify].Took != lateBy || latest.Link != Wireless {
			t.Errorf("%+v", latest)
		}
	})
}

func TestEachTroubleIsFoundWhereItIs(t *testing.T) {
	for name, example := range map[string]struct {
		lose func(h *home)
		want Origin
	}{
		"link":   {func(h *home) { h.link = false }, FromLink},
		"router": {func(h *home) { h.closed = []string{routerAt, "1.1.1.1", "9.9.9.9", "8.8.8.8", spotifyAt, spotifyAlso} }, FromGateway},
		"provider": {func(h *home) {
			h.closed, h.names = []string{"1.1.1.1", "9.9.9.9", "8.8.8.8", spotifyAt, spotifyAlso}, false
		}, FromProvider},
		"names":   {func(h *home) { h.names = false }, FromNames},
		"sunk":    {func(h *home) { h.addresses = []netip.Addr{netip.MustParseAddr("0.0.0.0")} }, FromNames},
		"Spotify": {func(h *home) { h.closed = []string{spotifyAt, spotifyAlso} }, FromSpotify},
		"client":  {func(h *home) { h.client = Failed }, FromClient},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, well := newHome(), newHome()
				record := watched(t, h, 3*time.Minute, map[int]func(){
					60: func() { example.lose(h) },
					90: func() { h.link, h.closed, h.names, h.client, h.addresses = true, nil, true, Answered, well.addresses },
				})
				drops := record.Drops()
				if len(drops) != 1 || drops[0].Origin != example.want {
					t.Fatalf("%+v", drops)
				}
				began, ended := drops[0].Began.Sub(record.Began()), drops[0].Ended.Sub(record.Began())
				if began < 55*time.Second || began > 66*time.Second || ended < 89*time.Second || ended > 97*time.Second {
					t.Errorf("from %v to %v, not from 1m to 1m30s", began, ended)
				}
			})
		})
	}
}

func TestATunnelIsNotTheProvider(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHome()
		h.tunnel = network.TunnelWireGuard
		record := watched(t, h, 2*time.Minute, map[int]func(){
			30: func() { h.closed = []string{"1.1.1.1", "9.9.9.9", "8.8.8.8", spotifyAt, spotifyAlso} },
		})
		if got := record.Summary(); got.Origin != FromTunnel {
			t.Errorf("%+v", got)
		}
	})
}

func TestOneDoorOfSpotifyIsEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHome()
		record := watched(t, h, 2*time.Minute, map[int]func(){
			30: func() { h.closed = []string{spotifyAt + ":4070", "1.1.1.1"} },
		})
		if got := record.Summary(); got.Code != Steady {
			t.Errorf("%+v", got)
		}
	})
}

func TestARouterThatNeverAnswersIsNotBlamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHome()
		h.closed = []string{routerAt}
		record := watched(t, h, 2*time.Minute, map[int]func(){
			30: func() { h.closed = []string{routerAt, "1.1.1.1", "9.9.9.9", "8.8.8.8", spotifyAt, spotifyAlso} },
		})
		if got := record.Summary(); got.Origin != FromInternet {
			t.Errorf("%+v", got)
		}
		if got := record.Latest().state(Gateway); got != Unsure {
			t.Errorf("the router is %s", got.Code())
		}
	})
}

func TestWhatWasNeverThereIsNoDrop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHome()
		h.closed, h.names, h.router = []string{"1.1.1.1", "9.9.9.9", "8.8.8.8"}, false, syscall.EPERM
		record := watched(t, h, time.Minute, nil)
		if got := record.Summary(); got.Code != Unreached {
			t.Errorf("%+v", got)
		}
	})
}

// This holds Retune to its promise not to burden anybody: no target is probed twice within a
// second, and rarely once everything is steady.
func TestTheWatchIsGentle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHome()
		watched(t, h, time.Hour, map[int]func(){
			1200: func() {
				h.closed, h.names = []string{spotifyAt, spotifyAlso, "1.1.1.1", "9.9.9.9", "8.8.8.8", routerAt}, false
			},
			1800: func() { h.closed, h.names = nil, true },
		})
		last, lastHour := map[string]time.Time{}, 0
		for _, d := range h.dialled {
			target := "place"
			if strings.HasPrefix(d.address, routerAt) {
				target = "router"
			} else if strings.Contains(d.address, "::40") || strings.HasPrefix(d.address, spotifyAt) {
				target = "Spotify"
			}
			if pause := d.at.Sub(last[target]); pause < time.Second {
				t.Fatalf("the %s was asked again after %v", target, pause)
			}
			last[target] = d.at
			if target == "Spotify" {
				lastHour++
			}
		}
		if lastHour > 1100 {
			t.Errorf("Spotify was asked %d times in an hour", lastHour)
		}
		for i := 1; i < len(h.looks); i++ {
			if pause := h.looks[i].Sub(h.looks[i-1]); pause < clientPause {
				t.Fatalf("the client was looked at again after %v", pause)
			}
		}
	})
}

// The bubble ends only when all of its goroutines have, so this checks for leaks.
func TestAWatchStopsAtOnce(t *testing.T) {
	for _, moment := range []time.Duration{0, 10 * time.Millisecond, 500 * time.Millisecond, 20 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			h := newHome()
			h.names, h.closed = false, []string{"1.1.1.1"}
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(moment, cancel)
			started := time.Now()
			watch := Watch{Probes: func() Probes { return NewProbes(h.doors()) }, Now: time.Now}
			if err := watch.Run(ctx, func(Round) {}); !errors.Is(err, context.Canceled) {
				t.Errorf("it ended with %v", err)
			}
			if took := time.Since(started); took != moment {
				t.Errorf("stopped at %v, it ended after %v", moment, took)
			}
		})
	}
}

// A bug in Retune must not count as a drop, and the next round probes again.
func TestAWatchOutlastsACrashedProbe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		record, began := NewRecord(), time.Now()
		breaks := func(at time.Time) bool { return at.Sub(began).Truncate(30*time.Second) == 30*time.Second }
		watch := Watch{Probes: func() Probes { return crashing(NewProbes(newHome().doors()), breaks) }, Now: time.Now}
		rounds := 0
		err := watch.Run(ctx, func(round Round) {
			rounds++
			record.Take(round)
			for _, target := range Targets() {
				if unsure := round.state(target) == Unsure; unsure != breaks(round.At) && round.state(target) != Unasked {
					t.Errorf("after %v %s is %s", round.At.Sub(began), target.Code(), round.state(target).Code())
				}
			}
		})
		if !errors.Is(err, context.DeadlineExceeded) || rounds < 60 || len(record.Drops()) != 0 {
			t.Errorf("after %d rounds %v, with %+v", rounds, err, record.Drops())
		}
	})
}

// crashing are probes that all panic for a while.
func crashing(probes Probes, breaks func(at time.Time) bool) Probes {
	link := probes.Link
	probes.Link = func(ctx context.Context) (Sighting, LinkKind) {
		if breaks(time.Now()) {
			panic("off its hinges")
		}
		return link(ctx)
	}
	for target, probe := range probes.Others {
		if probe != nil {
			probes.Others[target] = func(ctx context.Context) Sighting {
				if breaks(time.Now()) {
					panic("off its hinges")
				}
				return probe(ctx)
			}
		}
	}
	return probes
}
