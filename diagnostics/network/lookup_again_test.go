package network

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
)

// lost is a question that nobody hears.
func lost(ctx context.Context, _ string) ([]netip.Addr, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// after is a question that is answered so much later.
func after(wait time.Duration) Lookup {
	return func(ctx context.Context, _ string) ([]netip.Addr, error) {
		if !diagnostics.Pause(ctx, wait) {
			return nil, ctx.Err()
		}
		return []netip.Addr{netip.MustParseAddr("198.51.100.7")}, nil
	}
}

// counting counts the questions.
func counting(lookup Lookup, count *atomic.Int32) Lookup {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		count.Add(1)
		return lookup(ctx, host)
	}
}

func TestALostQuestionIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		addresses, err := Doors{Lookup: lost, LookupAgain: after(0)}.Ask(t.Context(), "dealer.spotify.com")
		if err != nil || len(addresses) != 1 || time.Since(started) != scoutDelay {
			t.Errorf("%v, %v after %v", addresses, err, time.Since(started))
		}
	})
}

// What all questions need tells how slow the network is: only one is asked a second time where
// all are late, and all are where only some are, or where the second came back first.
func TestHowManyQuestionsAreAskedAgain(t *testing.T) {
	const names = 5
	for name, test := range map[string]struct {
		once  func(number int) Lookup
		again Lookup
		asked int32
		took  time.Duration // until all are answered
	}{
		"quick":             {func(int) Lookup { return after(50 * time.Millisecond) }, after(0), 0, 50 * time.Millisecond},
		"slow":              {func(int) Lookup { return after(1500 * time.Millisecond) }, after(1500 * time.Millisecond), 1, 1500 * time.Millisecond},
		"dead":              {func(int) Lookup { return lost }, lost, 1, 4 * time.Second},
		"the first is dead": {func(int) Lookup { return lost }, after(50 * time.Millisecond), names, scoutDelay + 100*time.Millisecond},
		"one is lost": {func(number int) Lookup {
			if number == 0 {
				return lost
			}
			return after(50 * time.Millisecond)
		}, after(50 * time.Millisecond), 1, askAgainDelay + 50*time.Millisecond},
		"two are lost": {func(number int) Lookup {
			if number < 2 {
				return lost
			}
			return after(50 * time.Millisecond)
		}, after(50 * time.Millisecond), 2, askAgainDelay + 50*time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
				defer cancel()
				var asked atomic.Int32
				byHost := func(ctx context.Context, host string) ([]netip.Addr, error) {
					return test.once(int(host[0]-'0'))(ctx, host)
				}
				q := newQuestions(Doors{Lookup: byHost, LookupAgain: counting(test.again, &asked)})
				started := time.Now()
				var all sync.WaitGroup
				for number := range names {
					all.Go(func() { _, _ = q.ask(ctx, string(rune('0'+number))) })
				}
				all.Wait()
				if took := time.Since(started); asked.Load() != test.asked || took != test.took {
					t.Errorf("%d were asked again, and it took %v", asked.Load(), took)
				}
			})
		})
	}
}

// Once the next name server was the better one, the first is not asked any more.
func TestTheBetterNameServerIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var first atomic.Int32
		q := newQuestions(Doors{Lookup: counting(lost, &first), LookupAgain: after(0)})
		for range 2 {
			if _, err := q.ask(t.Context(), "dealer.spotify.com"); err != nil {
				t.Error(err)
			}
		}
		if first.Load() != 1 {
			t.Errorf("it was asked %d times", first.Load())
		}
	})
}

// One lost packet makes no name server the better one, and a lost question is asked again
// whichever of them is asked first.
func TestAnyLostQuestionIsAskedAgain(t *testing.T) {
	lostFor := func(host string) Lookup {
		return func(ctx context.Context, asked string) ([]netip.Addr, error) {
			if asked == host {
				return lost(ctx, asked)
			}
			return after(0)(ctx, asked)
		}
	}
	for name, test := range map[string]struct {
		first, second string // what each of the two name servers does not answer
		firstAsked    int32
	}{
		"one by the first server":                  {"b", "", 3},
		"one by each server":                       {"b", "c", 3},
		"the very first, and then one by the next": {"a", "b", 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var first atomic.Int32
				q := newQuestions(Doors{Lookup: counting(lostFor(test.first), &first), LookupAgain: lostFor(test.second)})
				for _, host := range []string{"a", "b", "c"} {
					started := time.Now()
					if _, err := q.ask(t.Context(), host); err != nil || time.Since(started) > askAgainDelay {
						t.Errorf("%s: %v after %v", host, err, time.Since(started))
					}
				}
				if first.Load() != test.firstAsked {
					t.Errorf("the first was asked %d times", first.Load())
				}
			})
		})
	}
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

// A name server on this computer costs nothing, and who is asked in its place does.
func TestQuestionsInPlaceOfThoseToThisComputerAreCounted(t *testing.T) {
	dialled := func(_ context.Context, _, address string) (net.Conn, error) {
		t.Errorf("it dialled %s", address)
		return nil, errors.New("nobody is there")
	}
	allowed := NewAllowance(0).limit(dialled)
	servers := []string{"127.0.0.53:53", "192.0.2.1:53"}
	for name, dial := range map[string]Dial{
		"the next name server": dialNext(allowed, func() []string { return servers }),
		"a public one":         dialFirst(allowed, []string{"192.0.2.2", "2001:db8::2"}, "53"),
	} {
		if _, err := dial(t.Context(), "udp", servers[0]); !errors.Is(err, errSpent) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, lookup := range publicResolvers(allowed) {
		if _, err := lookup(t.Context(), "dealer.spotify.com"); err == nil {
			t.Error("a public resolver answered")
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
	doors := Doors{Lookup: answered, LookupAgain: never}
	if _, err := doors.Ask(t.Context(), "dealer.spotify.com"); !errors.Is(err, denied) {
		t.Error(err)
	}
}
