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

// ErrNoBrowser is returned if no browser could be started.
var ErrNoBrowser = errors.New("no browser could be opened")

// browserPatience is how long to wait for the program that passes an address to the browser
// to fail. Some of these programs keep running until the browser is closed, so one that has
// not failed by then has succeeded.
const browserPatience = 3 * time.Second

// Browser is the only way in which Retune opens addresses.
type Browser struct{ open func(address string) error }

// NewBrowser returns a Browser that opens the user's real browser. What that prints is
// discarded.
func NewBrowser() Browser {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return NewBrowserWith(browser.OpenURL)
}

// NewBrowserWith returns a Browser that passes addresses to open.
func NewBrowserWith(open func(address string) error) Browser { return Browser{open: open} }

// Open opens an https address in the user's browser. The error is ErrNotSecure, ErrNoBrowser,
// or the context's.
func (b Browser) Open(ctx context.Context, address string) error {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" || parsed.Host == "" {
		return fmt.Errorf("%q: %w", address, ErrNotSecure)
	}
	return b.hand(ctx, parsed.String())
}

// portalPage is the one address that is not https: a network can only put its log-in page in
// place of a plain HTTP page. Mozilla maintains this one for the purpose.
const portalPage = "http://detectportal.firefox.com/canonical.html"

// OpenPortal opens a page that the network replaces with its log-in page. The error is
// ErrNoBrowser, or the context's.
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
