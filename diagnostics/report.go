package diagnostics

import (
	"context"
	"maps"
	"slices"
	"time"
)

// Client is the Spotify of this computer, as far as it was found.
type Client struct {
	// Kind is the kind of install (deb, snap, flatpak, ...); empty: none found.
	Kind string
	// Version as the install says it, without package epoch; empty: it does not say.
	Version string
	Running bool
	// Connections counts the connections to the internet that Spotify holds.
	Connections int
}

// Report is everything that one diagnosis found.
type Report struct {
	Started  time.Time
	Elapsed  time.Duration
	Verdict  Verdict
	Findings Findings
	Client   Client
}

// Diagnosis makes reports.
type Diagnosis struct {
	// Checks makes the checks anew for each diagnosis, so that nothing one of them
	// learnt is taken for true in the next.
	Checks func() []Check
	// Timeout ends a diagnosis; what is not known by then is a finding "timed-out".
	Timeout time.Duration
	Now     func() time.Time
}

// Run diagnoses once, until nothing that is still open can change the verdict. The observer
// hears each check start and finish. The error is the context's, when it was cancelled.
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

// VerdictArgs returns the arguments of the evidence in one map, for the verdict's
// sentences; where two findings use one name, the stronger evidence wins.
func (r Report) VerdictArgs() Args {
	args := Args{}
	for i := len(r.Verdict.Evidence) - 1; i >= 0; i-- {
		if finding, ok := r.Findings.Of(r.Verdict.Evidence[i]); ok {
			maps.Copy(args, finding.Args)
		}
	}
	return args
}

// OnlyForeign reports whether nothing but the rights of another account kept Retune from
// knowing. Those do not change while it runs: checking again sees no more.
func (r Report) OnlyForeign() bool {
	return r.Verdict.Cause == CauseUnknown && r.Verdict.Action == ActionCheckAgain &&
		r.Findings.Saw(CheckInstalls, SawForeign)
}

// ForbiddenHere reports whether it is this computer itself that does not allow any
// connection to Spotify's access points.
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
