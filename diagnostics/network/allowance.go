package network

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"sync/atomic"

	"retune/diagnostics"
)

// MostConnections is how many connections one diagnosis opens at most, a question for a name
// over UDP being one. What stays on this computer is not counted. It is more than any network
// needs in which a cause can be proved.
const MostConnections = 60

// Allowance is how many connections may still be opened. A nil one has no end.
type Allowance struct{ left atomic.Int64 }

// NewAllowance returns one for so many connections.
func NewAllowance(connections int64) *Allowance {
	a := &Allowance{}
	a.left.Store(connections)
	return a
}

// reasonEnough is why a check says nothing that could have said something.
const reasonEnough = "enough"

// errSpent is the failure of a connection that was one too many.
var errSpent = errors.New("this diagnosis has opened enough connections")

// take takes a connection out of the allowance, or returns errSpent. One that nobody wants any
// more is not opened: Go's resolver asks for several of those when a lookup is given up.
func (a *Allowance) take(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case a != nil && a.left.Add(-1) < 0:
		return errSpent
	}
	return nil
}

// isOverdrawn reports whether a connection was one too many.
func (a *Allowance) isOverdrawn() bool { return a != nil && a.left.Load() < 0 }

// isAnswer tells what a resolver said from its silence, and from questions that were one too
// many; nobody asked those.
func (a *Allowance) isAnswer(err error) bool {
	if err == nil {
		return true
	}
	code := codeOf(err)
	return code != Timeout && code != Cancelled && !a.isOverdrawn()
}

// limit takes what a door opens out of the allowance, unless that stays on this computer.
func (a *Allowance) limit(dial Dial) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if to, err := netip.ParseAddrPort(address); err == nil && to.Addr().IsLoopback() {
			return dial(ctx, network, address)
		}
		if network == "udp" && (a == nil || a.left.Load() > 0) {
			return a.opened(ctx)(dial(ctx, network, address))
		}
		if err := a.take(ctx); err != nil {
			return nil, err
		}
		return dial(ctx, network, address)
	}
}

// opened takes a question out of the allowance once its socket is open, which sends nothing:
// where there is no way out, none has been asked.
func (a *Allowance) opened(ctx context.Context) func(net.Conn, error) (net.Conn, error) {
	return func(connection net.Conn, err error) (net.Conn, error) {
		if err != nil {
			return nil, err
		}
		if err := a.take(ctx); err != nil {
			_ = connection.Close()
			return nil, err
		}
		return connection, nil
	}
}

func (a *Allowance) limitFrom(dial DialFrom) DialFrom {
	return func(ctx context.Context, from Interface, network, address string) (net.Conn, error) {
		if err := a.take(ctx); err != nil {
			return nil, err
		}
		return dial(ctx, from, network, address)
	}
}

// looksHere are the checks that open no connection.
func looksHere(check diagnostics.CheckName) bool {
	return slices.Contains([]diagnostics.CheckName{
		diagnostics.CheckInterfaces, diagnostics.CheckFirewall, diagnostics.CheckHostsFile, diagnostics.CheckOpinion,
	}, check)
}

// run is what a check does, see diagnostics.Check.
type run func(context.Context, diagnostics.Findings) diagnostics.Finding

// withinAllowance has a check accuse nobody once a connection was not opened: what it did not
// see may be only that.
func (d *diagnosis) withinAllowance(check diagnostics.CheckName, run run) run {
	return func(ctx context.Context, findings diagnostics.Findings) diagnostics.Finding {
		finding := run(ctx, findings)
		if finding.Status == diagnostics.Problem && d.Allowance.isOverdrawn() && !looksHere(check) {
			return diagnostics.Saw(check, diagnostics.SawTimedOut, diagnostics.Args{"Reason": reasonEnough})
		}
		return finding
	}
}
