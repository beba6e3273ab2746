package network

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"retune/diagnostics"
)

// portalBodyLimit is far above the longest of the known answers.
const portalBodyLimit = 4 << 10

// secondPageDelay is how long a second right page is waited for.
const secondPageDelay = 300 * time.Millisecond

// checkPage is a page that answers over plain HTTP, always in the same way, so that
// whoever changes it gives itself away.
type checkPage struct {
	operator string
	host     string
	path     string
	status   int
	body     string // is part of the body
}

// checkPages are the ones that Android, Apple's systems and Windows ask.
func checkPages() []checkPage {
	return []checkPage{
		{"google", "connectivitycheck.gstatic.com", "/generate_204", http.StatusNoContent, ""},
		{"apple", "captive.apple.com", "/hotspot-detect.html", http.StatusOK, "Success"},
		{"microsoft", "www.msftconnecttest.com", "/connecttest.txt", http.StatusOK, "Microsoft Connect Test"},
	}
}

// pageState is how a page came back.
type pageState int

const (
	pageSilent pageState = iota // not at all, or with an answer that says nothing
	pageRight
	pageChanged
)

// pageReport is what one check page said.
type pageReport struct {
	state  pageState
	host   string
	status int
}

// portal asks for the check pages. One right page is enough to rule a log-in page out.
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
	return diagnostics.Saw(check, diagnostics.SawSilent, diagnostics.Args{"Tried": len(checkPages())})
}

// askPages returns the first right page, else the first changed one, else silence. After
// a right page it waits a moment for a second one, which says what time it is, too.
func (d *diagnosis) askPages(ctx context.Context) pageReport {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pages := checkPages()
	reports := make(chan pageReport, len(pages))
	for _, page := range pages {
		go func() { reports <- d.askPage(ctx, page) }()
	}
	var best pageReport
	var over <-chan time.Time
	for range pages {
		select {
		case <-over:
			return best
		case report := <-reports:
			switch {
			case report.state == pageRight && best.state == pageRight:
				return best
			case report.state == pageRight:
				best, over = report, time.After(secondPageDelay)
			case best.state == pageSilent:
				best = report
			}
		}
	}
	return best
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
	return report
}

// judge tells a changed page from an answer that says nothing: a server's or a proxy's
// error is no log-in page, and neither is the same page asked for by https.
func (p checkPage) judge(got answer) pageState {
	switch {
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

func (p checkPage) url() string { return "http://" + p.host + p.path }
