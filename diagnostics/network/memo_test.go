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
)

func TestAMemoDoesEachThingOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memo[string, int]
		var done atomic.Int32
		get := func() {
			value, err := m.get(t.Context(), "key", func(context.Context) (int, error) {
				time.Sleep(time.Second)
				return int(done.Add(1)), nil
			})
			if value != 1 || err != nil {
				t.Errorf("it is %d, %v", value, err)
			}
		}
		var open sync.WaitGroup
		for i := range 10 {
			open.Go(func() { time.Sleep(time.Duration(i) * 300 * time.Millisecond); get() })
		}
		open.Wait()
		get()
	})
}

func TestAMemoGoesOnWhileAnybodyWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memo[string, int]
		do := func(ctx context.Context) (int, error) {
			select {
			case <-time.After(2 * time.Second):
				return 7, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
		var open sync.WaitGroup
		open.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := m.get(ctx, "key", do); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the one who leaves first gets %v", err)
			}
		})
		open.Go(func() {
			if value, err := m.get(t.Context(), "key", do); value != 7 || err != nil {
				t.Errorf("the one who stays gets %d, %v", value, err)
			}
		})
		open.Wait()
	})
}

func TestAMemoGivesUpWhatNobodyWaitsFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memo[string, int]
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := m.get(ctx, "key", untilEnded)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v", err)
		}
		mustDoAnew(t, &m)
	})
}

// What is given up may end at once, before the one who gave it up has turned away.
func TestAMemoForgetsHowItWasGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memo[string, int]
		task := m.join(t.Context(), "key", untilEnded)
		cancel := task.cancel
		task.cancel = func() {
			cancel()
			<-task.done
		}
		m.leave("key", task)
		mustDoAnew(t, &m)
	})
}

// untilEnded does nothing until it is told to end.
func untilEnded(ctx context.Context) (int, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

func mustDoAnew(t *testing.T, m *memo[string, int]) {
	t.Helper()
	value, err := m.get(t.Context(), "key", func(context.Context) (int, error) { return 3, nil })
	if value != 3 || err != nil {
		t.Errorf("the next one gets %d, %v", value, err)
	}
}

// closing is a connection that tells when it is closed.
type closing struct {
	net.Conn
	closed *atomic.Int32
}

func (c closing) Close() error {
	c.closed.Add(1)
	return nil
}

func TestASilentAddressIsPassedOver(t *testing.T) {
	for name, test := range map[string]struct {
		first, second time.Duration // until they answer
		took          time.Duration
		closed        int32
	}{
		"the first answers":            {100 * time.Millisecond, time.Hour, 100 * time.Millisecond, 0},
		"the first is silent":          {time.Hour, 100 * time.Millisecond, nextAddressDelay + 100*time.Millisecond, 0},
		"the second is a little later": {nextAddressDelay + 50*time.Millisecond, 50 * time.Millisecond, nextAddressDelay + 50*time.Millisecond, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var closed atomic.Int32
				d := newDiagnosis(Doors{
					Lookup: func(context.Context, string) ([]netip.Addr, error) {
						return []netip.Addr{netip.MustParseAddr("2001:db8::7"), netip.MustParseAddr("198.51.100.7")}, nil
					},
					Dial: func(ctx context.Context, _, address string) (net.Conn, error) {
						wait := test.second
						if address == "[2001:db8::7]:443" {
							wait = test.first
						}
						select {
						case <-time.After(wait):
							return closing{closed: &closed}, nil
						case <-ctx.Done():
							// It opened at the very moment at which the other one did.
							if wait < time.Minute {
								return closing{closed: &closed}, nil
							}
							return nil, ctx.Err()
						}
					},
				})
				started := time.Now()
				connection, err := d.dial(t.Context(), "tcp", "ap.spotify.com:443")
				if err != nil || connection == nil {
					t.Fatalf("it failed: %v", err)
				}
				took := time.Since(started)
				synctest.Wait()
				if took != test.took || closed.Load() != test.closed {
					t.Errorf("it took %v, and %d connections were closed", took, closed.Load())
				}
			})
		})
	}
}

func TestARefusedAddressIsPassedOverAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := &net.OpError{Op: "dial", Err: errors.New("refused")}
		d := newDiagnosis(Doors{
			Lookup: func(context.Context, string) ([]netip.Addr, error) {
				return []netip.Addr{netip.MustParseAddr("2001:db8::7"), netip.MustParseAddr("198.51.100.7")}, nil
			},
			Dial: func(context.Context, string, string) (net.Conn, error) { return nil, refused },
		})
		started := time.Now()
		if _, err := d.dial(t.Context(), "tcp", "ap.spotify.com:443"); !errors.Is(err, refused) {
			t.Errorf("the error is %v", err)
		}
		if took := time.Since(started); took != 0 {
			t.Errorf("it took %v", took)
		}
	})
}
