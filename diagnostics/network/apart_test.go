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

// crashed is what the work crashed with; nil: it did not.
func crashed(work func() error) any {
	if crash := diagnostics.Caught(work).Crash(); crash != nil {
		return crash.Value
	}
	return nil
}

func fallingWay[T any](after time.Duration) attempt[T] {
	return func(context.Context) (T, error) {
		time.Sleep(after)
		panic("off its hinges")
	}
}

func TestEveryoneWhoAsksForACrashedThingCrashes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memo[string, int]
		get := func() {
			what := crashed(func() error {
				_, err := m.get(t.Context(), "key", fallingWay[int](time.Second))
				return err
			})
			if what != "off its hinges" {
				t.Errorf("one who asks gets %v", what)
			}
		}
		var open sync.WaitGroup
		for range 3 {
			open.Go(get)
		}
		open.Wait()
		started := time.Now()
		get()
		if time.Since(started) != 0 {
			t.Error("it was done again")
		}
	})
}

func TestARaceCrashesWithWhatCrashesBeforeItsWinner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		winner := func(context.Context) (int, error) {
			time.Sleep(2 * time.Second)
			return 7, nil
		}
		for after, want := range map[time.Duration]any{time.Second: "off its hinges", 3 * time.Second: nil} {
			what := crashed(func() error {
				_, failures := race(t.Context(), []attempt[int]{winner, fallingWay[int](after)})
				return errors.Join(failures...)
			})
			if what != want {
				t.Errorf("a crash after %v: %v", after, what)
			}
		}
		time.Sleep(time.Minute) // for the losers
	})
}

func TestAConnectionBesideACrashIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var closed atomic.Int32
		opening := func(context.Context) (net.Conn, error) {
			time.Sleep(2 * time.Second)
			return closing{closed: &closed}, nil
		}
		what := crashed(func() error {
			soon := func(ctx context.Context) bool { return diagnostics.Pause(ctx, time.Second) }
			_, err := inTurn(t.Context(), soon, []attempt[net.Conn]{opening, fallingWay[net.Conn](time.Millisecond)}, hangUp)
			return err
		})
		time.Sleep(time.Minute)
		if what != "off its hinges" || closed.Load() != 1 {
			t.Errorf("%v, and %d connections were closed", what, closed.Load())
		}
	})
}

func TestACrashedQuestionForANameIsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lost := func(ctx context.Context, _ string) ([]netip.Addr, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		falling := func(context.Context, string) ([]netip.Addr, error) { panic("off its hinges") }
		for _, lookup := range []Lookup{Doors{Lookup: falling, LookupAgain: lost}.Ask, Doors{Lookup: lost, LookupAgain: falling}.Ask} {
			what := crashed(func() error {
				_, err := lookup(t.Context(), "dealer.spotify.com")
				return err
			})
			if what != "off its hinges" {
				t.Errorf("it came to %v", what)
			}
		}
	})
}
