package network

import (
	"context"
	"errors"
	"net/http"
	"time"

	"retune/diagnostics"
)

// directoryURL is where the client asks which servers to use (librespot does the same).
const (
	directoryHost = "apresolve.spotify.com"
	directoryURL  = "https://" + directoryHost + "/?type=accesspoint&type=dealer&type=spclient"
)

// directoryBodyLimit is far above any answer: some fifty names.
const directoryBodyLimit = 64 << 10

// directory asks Spotify's directory for its servers, and keeps the access points for
// the check that comes after.
func (d *diagnosis) directory(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckDirectory
	defer d.directoryAsked.happen()
	inner, cancel := patience(ctx, directoryTimeout)
	defer cancel()
	started := time.Now()
	got, err := d.fetch(inner, fetching{url: directoryURL, limit: directoryBodyLimit, domains: []string{"spotify.com"}})
	switch {
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	case errors.Is(err, errStrange):
		return diagnostics.Saw(check, diagnostics.SawStrange, nil)
	case err != nil:
		return diagnostics.Saw(check, diagnostics.SawUnreachable, diagnostics.Args{"Failure": failureOfFetch(err).String()})
	case got.status >= http.StatusInternalServerError:
		return diagnostics.Saw(check, diagnostics.SawServerErrors, diagnostics.Args{"Answer": got.status})
	}
	points, err := parseDirectory(got.body)
	if err != nil || !got.whole || got.status != http.StatusOK {
		return diagnostics.Saw(check, diagnostics.SawStrange, nil)
	}
	d.noteDate("spotify", got)
	d.setAccessPoints(points)
	return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{
		"Milliseconds": time.Since(started).Milliseconds(), "Servers": len(points),
	})
}
