package network

import (
	"errors"
	"slices"

	"retune/diagnostics"
)

// proxyTrial is how a proxy did.
type proxyTrial struct {
	Proxy
	err error // nil: it led to Spotify
}

// judgeProxies returns what matters most of all that was seen of the proxies. The error
// unread says that there may be proxies which nobody could read of.
func judgeProxies(trials []proxyTrial, around, unread error) diagnostics.Finding {
	const check = diagnostics.CheckProxy
	seen := []diagnostics.Finding{diagnostics.Saw(check, diagnostics.SawNone, nil)}
	if unread != nil {
		seen = append(seen, diagnostics.Saw(check, diagnostics.SawUncompared, nil))
	}
	for _, trial := range trials {
		seen = append(seen, trial.judge(around))
	}
	return slices.MinFunc(seen, func(a, b diagnostics.Finding) int {
		return proxyRank(a.Observation) - proxyRank(b.Observation)
	})
}

// proxyRank puts what accuses first and what says least last.
func proxyRank(observation diagnostics.Observation) int {
	return slices.Index([]diagnostics.Observation{
		diagnostics.SawDenied, diagnostics.SawFailing, diagnostics.SawFine, diagnostics.SawTurnedAway,
		diagnostics.SawScripted,
		diagnostics.SawUncompared, diagnostics.SawHarmless, diagnostics.SawNone,
	}, observation)
}

// judge blames a proxy for what works without it, and for asking who one is; around is
// what happened without it.
func (t proxyTrial) judge(around error) diagnostics.Finding {
	const check = diagnostics.CheckProxy
	args := diagnostics.Args{"Source": string(t.Source)}
	var turnedAway *proxyRefusal
	switch {
	case t.Bypassed && (t.err == nil || t.undecided()):
		return diagnostics.Saw(check, diagnostics.SawNone, nil)
	case t.Bypassed:
		return diagnostics.Saw(check, diagnostics.SawHarmless, args)
	case t.err == nil:
		return diagnostics.Saw(check, diagnostics.SawFine, args)
	case errors.Is(t.err, errProxyScript):
		return diagnostics.Saw(check, diagnostics.SawScripted, nil)
	case t.undecided():
		return diagnostics.Saw(check, diagnostics.SawUncompared, args)
	case errors.As(t.err, &turnedAway) && turnedAway.wantsLogin():
		args["Answer"] = turnedAway.status
		return diagnostics.Saw(check, diagnostics.SawDenied, args)
	case around != nil && turnedAway != nil && turnedAway.forbids():
		args["Answer"] = turnedAway.status
		return diagnostics.Saw(check, diagnostics.SawTurnedAway, args)
	case around != nil:
		return diagnostics.Saw(check, diagnostics.SawUncompared, args)
	}
	args["Failure"] = FailureOf(t.err, Request).String()
	return diagnostics.Saw(check, diagnostics.SawFailing, args)
}

// undecided reports whether Spotify could fare otherwise than Retune did: where a script
// chooses, or where Spotify has a log-in that Retune does not know.
func (t proxyTrial) undecided() bool {
	var turnedAway *proxyRefusal
	return errors.Is(t.err, errProxyScript) ||
		errors.As(t.err, &turnedAway) && turnedAway.wantsLogin() && (t.Login || turnedAway.knowsAccounts)
}
