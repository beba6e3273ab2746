package network

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"retune/diagnostics"
)

// controlDelay is how long a resolver may take before a public one is asked as well. A
// network whose resolver works never sends a name to anybody else.
const controlDelay = 700 * time.Millisecond

// controlHeadStart is how long a public resolver may take before the next one is asked.
const controlHeadStart = 200 * time.Millisecond

// nameReport is what the two sides said of one name. A side that gave an address on
// the internet has no error; control is nil where it was not asked.
type nameReport struct {
	host      string
	addresses []netip.Addr // the system's, whatever they are
	elapsed   time.Duration
	system    error
	control   *controlReport
}

type controlReport struct{ err error }

// good reports whether this computer's resolver leads to the internet.
func (r nameReport) good() bool { return r.system == nil }

// confirmed reports whether a public resolver leads there.
func (r nameReport) confirmed() bool { return r.control != nil && r.control.err == nil }

// denied reports whether the system's resolver answered, and what it said is that the
// name does not exist, lies nowhere, or is none of its business. Silence may be bad luck.
func (r nameReport) denied() bool {
	return !r.good() && !r.silent()
}

// silent reports whether the system's resolver said nothing at all.
func (r nameReport) silent() bool { return !r.good() && codeOf(r.system) == Timeout }

// resolver compares this computer's resolver with public ones, name by name. Hosts that
// the hosts file blocks are left to that check.
func (d *diagnosis) resolver(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	inner, cancel := patience(ctx, resolverTimeout)
	defer cancel()
	reports := d.askNames(inner)
	if ctx.Err() != nil {
		return diagnostics.Saw(diagnostics.CheckResolver, diagnostics.SawTimedOut, nil)
	}
	return judgeNames(reports)
}

func (d *diagnosis) askNames(ctx context.Context) []nameReport {
	hosts := unrelatedHosts()
	for _, host := range neededHosts() {
		if !d.isHostsBlocked(host) {
			hosts = append(hosts, host)
		}
	}
	reports := make(chan diagnostics.Outcome[nameReport], len(hosts))
	for _, host := range hosts {
		go func() {
			reports <- diagnostics.Caught(func() nameReport { return d.askName(ctx, host) })
		}()
	}
	all := make([]nameReport, 0, len(hosts))
	for range hosts {
		all = append(all, (<-reports).Value())
	}
	return all
}

// askName asks the system's resolver, and the public ones when that fails or is slow.
func (d *diagnosis) askName(ctx context.Context, host string) nameReport {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	system := diagnostics.Apart(func() nameReport { return d.askSystem(ctx, host) })
	late := diagnostics.Apart(func() bool { return d.questions.publics.mayFollow(ctx, controlDelay) })
	var control <-chan diagnostics.Outcome[*controlReport]
	askControls := func() {
		if control == nil {
			control = diagnostics.Apart(func() *controlReport { return d.askControls(ctx, host) })
		}
	}
	for {
		select {
		case outcome := <-late:
			if outcome.Value() {
				askControls()
			}
		case outcome := <-system:
			report := outcome.Value()
			if report.denied() {
				askControls()
			}
			if !report.good() && control != nil {
				report.control = (<-control).Value()
			}
			return report
		}
	}
}

func (d *diagnosis) askSystem(ctx context.Context, host string) nameReport {
	started := time.Now()
	addresses, err := d.resolve(ctx, host)
	if err == nil {
		_, err = leadingSomewhere(addresses)
	}
	return nameReport{host: host, addresses: addresses, elapsed: time.Since(started), system: err}
}

// askControls returns when one public resolver leads to the internet, or none does.
func (d *diagnosis) askControls(ctx context.Context, host string) *controlReport {
	_, err := d.resolveByControls(ctx, host)
	return &controlReport{err}
}

// resolveByControls returns the addresses on the internet that a public resolver knows of. One
// name goes ahead: where no public resolver says anything of that, none is asked for others.
func (d *diagnosis) resolveByControls(ctx context.Context, host string) ([]netip.Addr, error) {
	_, err := d.askPublics(ctx, unrelatedHosts()[0])
	if code := codeOf(err); err != nil && code != NameError && code != Sunk {
		return nil, err
	}
	return d.askPublics(ctx, host)
}

// askPublics does so for one name, once in a diagnosis.
func (d *diagnosis) askPublics(ctx context.Context, host string) ([]netip.Addr, error) {
	return d.publics.get(ctx, host, func(ctx context.Context) ([]netip.Addr, error) {
		return d.racePublics(ctx, host)
	})
}

func (d *diagnosis) racePublics(ctx context.Context, host string) ([]netip.Addr, error) {
	var attempts []attempt[[]netip.Addr]
	for i, lookup := range d.Controls {
		attempts = append(attempts, func(ctx context.Context) ([]netip.Addr, error) {
			if i > 0 && !d.nextPublic.mayFollow(ctx, time.Duration(i)*controlHeadStart) {
				return nil, ctx.Err()
			}
			addresses, err := lookup(ctx, host)
			if i > 0 && d.Allowance.isAnswer(err) {
				d.nextPublic.sign.happen()
			}
			if err != nil {
				return nil, err
			}
			return leadingSomewhere(addresses)
		})
	}
	addresses, failures := race(ctx, attempts)
	return addresses, errors.Join(failures...)
}
