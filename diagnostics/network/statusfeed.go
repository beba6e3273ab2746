package network

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"retune/diagnostics"
)

// statusURL is Spotify's status page in the form that Atlassian's Statuspage gives
// programs.
const statusURL = "https://spotify.statuspage.io/api/v2/summary.json"

// statusBodyLimit is some ten times the page on a bad day.
const statusBodyLimit = 256 << 10

// titleLimit keeps a title, in characters, to what one line of a report bears.
const titleLimit = 160

// statusFeed reads Spotify's status page. That it reports nothing does not prove that
// there is nothing.
func (d *diagnosis) statusFeed(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckStatusFeed
	inner, cancel := patience(ctx, statusFeedTimeout)
	defer cancel()
	got, err := d.fetch(inner, fetching{
		url: statusURL, limit: statusBodyLimit,
		domains: []string{"statuspage.io", "spotify.com", "spotify.dev"},
	})
	if ctx.Err() != nil {
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	}
	if err != nil || !got.whole || got.status != http.StatusOK {
		return diagnostics.Saw(check, diagnostics.SawUnreadable, nil)
	}
	status, err := parseStatus(got.body)
	if err != nil {
		return diagnostics.Saw(check, diagnostics.SawUnreadable, nil)
	}
	d.noteDate("statuspage", got)
	return status.finding()
}

// spotifyStatus is what the status page says.
type spotifyStatus struct {
	indicator string
	incident  string // the title of the first one that is not over, or the page's summary
}

var errNoIndicator = errors.New("the status page names no state")

// parseStatus reads the page's summary.
func parseStatus(body []byte) (spotifyStatus, error) {
	var page struct {
		Status struct {
			Indicator   string `json:"indicator"`
			Description string `json:"description"`
		} `json:"status"`
		Incidents []statusIncident `json:"incidents"`
	}
	if err := json.Unmarshal(body, &page); err != nil {
		return spotifyStatus{}, fmt.Errorf("read the status page: %w", err)
	}
	known := []string{"none", "minor", "major", "critical", "maintenance"}
	if !slices.Contains(known, page.Status.Indicator) {
		return spotifyStatus{}, errNoIndicator
	}
	status := spotifyStatus{page.Status.Indicator, page.Status.Description}
	if i := slices.IndexFunc(page.Incidents, statusIncident.open); i >= 0 {
		status.incident = page.Incidents[i].Name
	}
	return status, nil
}

type statusIncident struct {
	Name   string `json:"name"`
	Status string `json:"status"`
}

func (i statusIncident) open() bool {
	return !slices.Contains([]string{"resolved", "completed", "postmortem"}, i.Status)
}

func (s spotifyStatus) finding() diagnostics.Finding {
	const check = diagnostics.CheckStatusFeed
	args := diagnostics.Args{"Incident": shortened(s.incident)}
	switch s.indicator {
	case "none":
		return diagnostics.Saw(check, diagnostics.SawFine, nil)
	case "major", "critical":
		return diagnostics.Saw(check, diagnostics.SawIncident, args)
	}
	return diagnostics.Saw(check, diagnostics.SawMinor, args)
}

func shortened(title string) string {
	characters := []rune(title)
	if len(characters) <= titleLimit {
		return title
	}
	return string(characters[:titleLimit-1]) + "…"
}
