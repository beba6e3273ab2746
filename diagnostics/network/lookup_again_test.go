package network

import (
	"context"
	"errors"
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
