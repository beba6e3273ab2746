package diagnostics

import (
	"context"
	"maps"
	"slices"
	"time"
)

// Client is the Spotify on this computer, as far as the checks could tell.
type Client struct {
	// Kind is the kind of install (deb, snap, flatpak, ...); empty if none was found.
	Kind string
	// Version is the version the install states, without package epoch; empty if unknown.
	Version string
	Running bool
	// Connections is the number of Spotify's connections to the internet.
	Connections int
}

// Report is the result of one diagnosis.
type Report struct {
	Started  time.Time
	Elapsed  time.Duration
	Verdict  Verdict
	Findings Findings
	Client   Client
}

// Diagnosis knows how to diagnose; each Run makes one Report.
type Diagnosis struct {
	// Checks makes new checks for each diagnosis, so that nothing cached by one is
	// believed by the next.
	Checks func() []Check
	// Timeout limits a diagnosis; checks still running by then are recorded as "timed-out".
	Timeout time.Duration
	Now     func() time.Time
}

// Run diagnoses once, stopping early when no remaining check can change the verdict. It
// calls observe for each check that starts and finishes. The only error is that ctx was
// cancelled.
func (d Diagnosis) Run(ctx context.Context, observe func(Event)) (Report, error) {
	started := d.Now()
	begun := time.Now()
	ctx, cancel := context.WithTimeout(ctx, d.Timeout)
	defer cancel()
	findings, err := Run(ctx, d.Checks(), observe, Conclusive)
	if err != nil {
		return Report{}, err
	}
	verdict, marked := Conclude(findings)
	return Report{
		Started: started, Elapsed: time.Since(begun),
		Verdict: verdict, Findings: marked, Client: clientOf(findings),
	}, nil
}

// VerdictArgs merges the arguments of the evidence into one map for the verdict's
// sentences. Where two findings share a name, the stronger evidence wins.
func (r Report) VerdictArgs() Args {
	args := Args{}
	for i := len(r.Verdict.Evidence) - 1; i >= 0; i-- {
		if finding, ok := r.Findings.Of(r.Verdict.Evidence[i]); ok {
			maps.Copy(args, finding.Args)
		}
	}
	return args
}

// OnlyForeign reports whether the cause is unknown only because Retune runs with another
// account's rights. Those cannot change while it runs, so checking again is pointless.
func (r Report) OnlyForeign() bool {
	return r.Verdict.Cause == CauseUnknown && r.Verdict.Action == ActionCheckAgain &&
		r.Findings.Saw(CheckInstalls, SawForeign)
}

// ForbiddenHere reports whether this computer itself forbids every connection to
// Spotify's access points.
func (r Report) ForbiddenHere() bool {
	return r.Verdict.Cause == CauseFirewall && slices.Contains(r.Verdict.Evidence, CheckAccessPoints) &&
		forbiddenHere().in(r.Findings)
}

func clientOf(findings Findings) Client {
	var client Client
	if finding, ok := findings.Of(CheckInstalls); ok {
		client.Kind, _ = finding.Args["Kind"].(string)
		client.Version, _ = finding.Args["Version"].(string)
	}
	client.Running = findings.Saw(CheckProcess, SawFine, SawHung)
	if finding, ok := findings.Of(CheckConnections); ok && finding.Observation == SawFine {
		client.Connections, _ = finding.Args["Count"].(int)
	}
	return client
}
