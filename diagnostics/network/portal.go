package network

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"time"

	"retune/diagnostics"
)

// portalBodyLimit is far above the longest of the known answers.
const portalBodyLimit = 4 << 10

const (
	// secondPageDelay is how long a second right page is waited for.
	secondPageDelay = 300 * time.Millisecond
	// pagesAtOnce are asked for at the same time: two say what time it is. The next are asked
	// for some time later, so that where IPv6 leads nowhere the first have come over IPv4.
	pagesAtOnce   = 2
	nextPageDelay = 650 * time.Millisecond
	// byAddressDelay is how long the pages have that are asked for by name. A network in
	// which those come back never sees the others asked for.
	byAddressDelay = 700 * time.Millisecond
)

// checkPage is a page that answers over plain HTTP, always in the same way, so that
// whoever changes it gives itself away.
type checkPage struct {
	operator string
	host     string
	path     string
	status   int
	body     string // is part of the body
	// homes are the domains that the operator may redirect to, of a page by its address.
	homes []string
}

// checkPages are the ones that Android, Apple's systems and Windows ask.
func checkPages() []checkPage {
	return []checkPage{
		{"google", "connectivitycheck.gstatic.com", "/generate_204", http.StatusNoContent, "", nil},
		{"apple", "captive.apple.com", "/hotspot-detect.html", http.StatusOK, "Success", nil},
		{"microsoft", "www.msftconnecttest.com", "/connecttest.txt", http.StatusOK, "Microsoft Connect Test", nil},
	}
}

// addressPages are asked for by address, where names lead nowhere: log-in pages answer for
// every address then. Public resolvers redirect such a request to their own site
// (Cloudflare's to the same address), or are silent.
func addressPages() []checkPage {
	return []checkPage{
		{"cloudflare", "1.1.1.1", "/", 0, "", []string{"1.1.1.1", "one.one.one.one", "cloudflare.com"}},
		{"quad9", "9.9.9.9", "/", 0, "", []string{"9.9.9.9", "quad9.net", "quad9.com"}},
	}
}

// pageState is how a page came back.
type pageState int

const (
	pageSilent pageState = iota // not at all, or with an answer that says nothing
	pageRight
	pageChanged
	// pageSuspect is a changed page that was asked for by address. Its operator may have
	// changed it, too: all of them have to come back like that.
	pageSuspect
)

// pageReport is what one check page said.
type pageReport struct {
	state  pageState
	host   string
	status int
}

// portal asks for the check pages. A right page rules a log-in page out, unless others come
// back changed: some let through what one system asks for, so that it opens no window. A right
// page that was found by its address rules none out, since some only answer for names.
func (d *diagnosis) portal(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckPortal
	inner, cancel := patience(ctx, portalTimeout)
	defer cancel()
	seen := d.askPages(inner)
	switch {
	case seen.state == pageRight:
		return diagnostics.Saw(check, diagnostics.SawFine, nil)
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	case seen.state == pageChanged:
		return diagnostics.Saw(check, diagnostics.SawChanged, diagnostics.Args{"Host": seen.host, "Answer": seen.status})
	}
	return diagnostics.Saw(check, diagnostics.SawSilent, diagnostics.Args{"Tried": len(checkPages()) + len(addressPages())})
}

// askPages returns what most pages were, changed or right, else silence. Pages
// are asked for by address only where none that has a name comes back.
func (d *diagnosis) askPages(ctx context.Context) pageReport {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	named, numbered := checkPages(), addressPages()
	reports := make(chan diagnostics.Outcome[pageReport], len(named)+len(numbered))
	ask := func(pages []checkPage) {
		for i, page := range pages {
			later := time.Duration(i/pagesAtOnce) * nextPageDelay
			go func() {
				reports <- diagnostics.Caught(func() pageReport { return d.askPageLater(ctx, page, later) })
			}()
		}
	}
	ask(named)
	best, open := bestPage(reports, len(named), time.After(byAddressDelay))
	if best.state != pageSilent {
		return best
	}
	ask(numbered)
	best, _ = bestPage(reports, open+len(numbered), nil)
	return best
}

// bestPage returns what so many reports come to, and how many are still to come: some, where
// none had come back when it was late. After a right page it waits a moment for a second
// one, which says what time it is, too; where another came back changed, as long as it takes.
func bestPage(reports <-chan diagnostics.Outcome[pageReport], open int, late <-chan time.Time) (best pageReport, left int) {
	var seen pageTally
	var over <-chan time.Time
	for open > 0 && !seen.decided() {
		select {
		case <-over:
			return seen.best(), 0
		case <-late:
			if len(seen.right)+len(seen.changed) == 0 {
				return pageReport{}, open
			}
		case outcome := <-reports:
			open--
			report := outcome.Value()
			seen.add(report)
			switch {
			case len(seen.changed) > 0:
				over = nil
			case report.state == pageRight:
				over = time.After(secondPageDelay)
			}
		}
	}
	return seen.best(), 0
}

// pageTally is what came back so far.
type pageTally struct{ right, changed, suspects []pageReport }

func (t *pageTally) add(report pageReport) {
	switch report.state {
	case pageRight:
		t.right = append(t.right, report)
	case pageChanged:
		t.changed = append(t.changed, report)
	case pageSuspect:
		if t.suspects = append(t.suspects, report); len(t.suspects) == len(addressPages()) {
			report.state = pageChanged
			t.changed = append(t.changed, report)
		}
	case pageSilent:
	}
}

// decided: two that are the same say all.
func (t *pageTally) decided() bool { return len(t.right) > 1 || len(t.changed) > 1 }

func (t *pageTally) best() pageReport {
	switch {
	case len(t.right) > 1, len(t.right) == 1 && len(t.changed) == 0:
		return t.right[0]
	case len(t.changed) > 0:
		return t.changed[0]
	}
	return pageReport{}
}

// askPageLater asks for a page after a while, if it is still wanted then.
func (d *diagnosis) askPageLater(ctx context.Context, page checkPage, later time.Duration) pageReport {
	if !diagnostics.Pause(ctx, later) {
		return pageReport{}
	}
	return d.askPage(ctx, page)
}

func (d *diagnosis) askPage(ctx context.Context, page checkPage) pageReport {
	got, err := d.fetch(ctx, fetching{url: page.url(), limit: portalBodyLimit})
	if err != nil {
		return pageReport{}
	}
	report := pageReport{state: page.judge(got), host: page.host, status: got.status}
	if report.state == pageRight {
		d.noteDate(page.operator, got)
	}
	switch {
	case report.state == pageRight && page.byAddress():
		return pageReport{} // says what time it is, and nothing of names
	case report.state == pageChanged && page.byAddress():
		report.state = pageSuspect
	}
	return report
}

func (p checkPage) byAddress() bool { return len(p.homes) > 0 }

// judge tells a changed page from an answer that says nothing: a server's or a proxy's
// error is no log-in page, and neither is the same page asked for by https.
func (p checkPage) judge(got answer) pageState {
	switch {
	case p.byAddress():
		return p.judgeByAddress(got)
	case got.status == p.status && bytes.Contains(got.body, []byte(p.body)):
		return pageRight
	case got.status == http.StatusNetworkAuthenticationRequired:
		return pageChanged
	case got.status >= 300 && got.status < 400 && got.location != nil && got.location.Hostname() != p.host:
		return pageChanged
	case got.status == http.StatusOK && len(bytes.TrimSpace(got.body)) > 0:
		return pageChanged
	}
	return pageSilent
}

// judgeByAddress: a redirect to the operator's own site is what such a page is. A page that
// names the operator may be what it says some day.
func (p checkPage) judgeByAddress(got answer) pageState {
	redirects := got.status >= 300 && got.status < 400 && got.location != nil
	home := func(domain string) bool { return within(got.location.Hostname(), domain) }
	switch {
	case redirects && slices.ContainsFunc(p.homes, home):
		return pageRight
	case redirects, got.status == http.StatusNetworkAuthenticationRequired:
		return pageChanged
	case got.status == http.StatusOK && len(bytes.TrimSpace(got.body)) > 0 &&
		!bytes.Contains(bytes.ToLower(got.body), []byte(p.operator)):
		return pageChanged
	}
	return pageSilent
}

func (p checkPage) url() string { return "http://" + p.host + p.path }
