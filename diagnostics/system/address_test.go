package system

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestOnlySecureAddressesAreOpened(t *testing.T) {
	door := Browser{open: func(address string) error { t.Errorf("opened %q", address); return nil }}
	for _, address := range []string{"", "http://example.com", "file:///etc/passwd", "javascript:x", "https://", "https:/x", "-h", "https://\x00"} {
		if err := door.Open(t.Context(), address); !errors.Is(err, ErrNotSecure) {
			t.Errorf("%q: got %v", address, err)
		}
	}
}

func TestOpening(t *testing.T) {
	failure := errors.New("no such program")
	for want, open := range map[error]func(string) error{
		nil:          func(string) error { return nil },
		ErrNoBrowser: func(string) error { return failure },
	} {
		if err := (Browser{open: open}).Open(t.Context(), "https://example.com/a"); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestABrowserThatStaysOpenHasOpened(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		closed := make(chan struct{})
		door := Browser{open: func(string) error { <-closed; return nil }}
		begun := time.Now()
		if err := door.Open(t.Context(), "https://example.com"); err != nil || time.Since(begun) != browserPatience {
			t.Errorf("got %v after %s", err, time.Since(begun))
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := door.Open(ctx, "https://example.com"); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped, it gives %v", err)
		}
		close(closed)
	})
}
