package system

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/pkg/browser"
)

// ErrNotSecure is returned for an address that is not https.
var ErrNotSecure = errors.New("only https addresses are opened")

// ErrNoBrowser is returned where no browser took the address.
var ErrNoBrowser = errors.New("no browser could be opened")

// browserPatience is how long the program that hands an address to the browser may
// take to fail. Some of them stay until the browser is closed: whoever has not
// failed by then has opened it.
const browserPatience = 3 * time.Second

// Browser is the one door that opens addresses.
type Browser struct{ open func(address string) error }

// NewBrowser returns the real door. What the browser prints is not for the user.
func NewBrowser() Browser {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return NewBrowserWith(browser.OpenURL)
}

// NewBrowserWith returns a door that hands addresses to open.
func NewBrowserWith(open func(address string) error) Browser { return Browser{open: open} }

// Open opens an https address in the user's browser. Errors: ErrNotSecure,
// ErrNoBrowser, or the context's.
func (b Browser) Open(ctx context.Context, address string) error {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" || parsed.Host == "" {
		return fmt.Errorf("%q: %w", address, ErrNotSecure)
	}
	return b.hand(ctx, parsed.String())
}

// portalPage is the one address that is not https: a network's log-in page can only
// put itself before a plain page. Mozilla keeps this one for that purpose.
const portalPage = "http://detectportal.firefox.com/canonical.html"

// OpenPortal lets the network's log-in page show itself. Errors: ErrNoBrowser, or the
// context's.
func (b Browser) OpenPortal(ctx context.Context) error { return b.hand(ctx, portalPage) }

func (b Browser) hand(ctx context.Context, address string) error {
	opened := make(chan error, 1)
	go func() { opened <- b.open(address) }()
	patience := time.NewTimer(browserPatience)
	defer patience.Stop()
	select {
	case err := <-opened:
		if err != nil {
			return fmt.Errorf("%s: %w (%w)", address, ErrNoBrowser, err)
		}
		return nil
	case <-patience.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
