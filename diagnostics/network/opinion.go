package network

import (
	"context"
	"errors"

	"retune/diagnostics"
)

// ErrNoOpinion is returned by systems that programs do not ask whether there is internet.
var ErrNoOpinion = errors.New("the system has no opinion on the internet")

// Opinion is what the system tells programs that ask whether there is internet.
type Opinion struct {
	Online bool
	// Service names the service that would know and does not run; Setting what keeps the
	// system from looking. Both are empty where neither is so.
	Service, Setting string
}

// opinion asks what the system tells programs of the internet. Spotify for Windows goes by
// that and tries nothing when the answer is no (spotify-error-ref, accounts:4).
func (d *diagnosis) opinion(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	const check = diagnostics.CheckOpinion
	opinion, err := d.Opinion(ctx)
	switch {
	case ctx.Err() != nil:
		return diagnostics.Saw(check, diagnostics.SawTimedOut, nil)
	case errors.Is(err, ErrNoOpinion):
		return diagnostics.Saw(check, diagnostics.SawNothingToCheck, nil)
	case err != nil:
		return diagnostics.Saw(check, diagnostics.SawUnreadable, nil)
	case opinion.Online:
		return diagnostics.Saw(check, diagnostics.SawFine, nil)
	}
	return diagnostics.Saw(check, diagnostics.SawOffline, opinion.args())
}

func (o Opinion) args() diagnostics.Args {
	args := diagnostics.Args{}
	if o.Service != "" {
		args["Service"] = o.Service
	}
	if o.Setting != "" {
		args["Setting"] = o.Setting
	}
	return args
}

// windowsAnswers is what Windows said when it was asked.
type windowsAnswers struct {
	connectivity uint32 // bits of NLM_CONNECTIVITY
	failure      error  // why the network list manager said nothing
	off          string // a service of its that somebody switched off, or ""
	// probing is EnableActiveProbing, noProbe the policy NoActiveProbe; the first is 1 where
	// nobody changed it, the second 0.
	probing, noProbe uint64
}

// The bits of NLM_CONNECTIVITY that say "internet" (Microsoft's netlistmgr.h).
const (
	internetOverIPv4 = 0x40
	internetOverIPv6 = 0x400
)

// opinion is what a program has of these answers. Where the service is off nobody is told
// that there is internet, which programs take for none.
func (w windowsAnswers) opinion() (Opinion, error) {
	switch {
	case w.failure != nil && w.off == "":
		return Opinion{}, w.failure
	case w.failure == nil && w.connectivity&(internetOverIPv4|internetOverIPv6) != 0:
		return Opinion{Online: true}, nil
	case w.off != "":
		return Opinion{Service: w.off}, nil
	case w.noProbe != 0:
		return Opinion{Setting: "NoActiveProbe"}, nil
	case w.probing == 0:
		return Opinion{Setting: "EnableActiveProbing"}, nil
	}
	return Opinion{}, nil
}
