package network

import (
	"context"
	"crypto/x509"
	"errors"
	"slices"
	"time"

	"retune/diagnostics"
)

// securePlace is a server that Spotify talks to over TLS.
type securePlace struct {
	host string
	// optional: which of these serves somebody depends on where they are.
	optional bool
}

// securePlaces has one of each kind that the client needs, but for the directory, which
// has a check of its own: messages, client interface, both log-ins, songs. (That
// audio-fa.scdn.co serves songs, the Spotify-AdsList project on GitHub says in its
// Lists/WHITELIST.md.)
func securePlaces() []securePlace {
	return []securePlace{
		{"dealer.spotify.com", false},
		{"spclient.wg.spotify.com", false},
		{"login5.spotify.com", false},
		{"accounts.spotify.com", false},
		{"audio-fa.scdn.co", true},
	}
}

// secureControl is a host that has nothing to do with Spotify: whoever looks into all
// traffic signs for it, too.
const secureControl = "www.wikipedia.org"

// shakeAgainDelay is how long a handshake may take before another is begun beside it: a packet
// lost twice costs three seconds (RFC 6298), which one server in silence may owe to that.
const shakeAgainDelay = 1600 * time.Millisecond

// shakenHands is how a handshake with one place ended.
type shakenHands struct {
	securePlace
	elapsed time.Duration
	issuer  issuer // of the certificate that was shown, if one was
	err     error
}

// secure begins a secure connection with each place and ends it before any request.
// Hosts that the hosts file blocks are left to that check.
func (d *diagnosis) secure(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
	inner, cancel := patience(ctx, secureTimeout)
	defer cancel()
	shaken := d.shakeAll(inner)
	finding := d.judgeSecure(inner, shaken)
	if ctx.Err() != nil {
		return diagnostics.Saw(diagnostics.CheckSecure, diagnostics.SawTimedOut, nil)
	}
	return finding
}

// shakeAll returns how all handshakes ended, in the order of the places.
func (d *diagnosis) shakeAll(ctx context.Context) []shakenHands {
	places := slices.DeleteFunc(securePlaces(), func(p securePlace) bool { return d.isHostsBlocked(p.host) })
	results := make([]<-chan diagnostics.Outcome[shakenHands], len(places))
	for i, place := range places {
		results[i] = diagnostics.Apart(func() shakenHands { return d.shake(ctx, place) })
	}
	var all []shakenHands
	for _, result := range results {
		all = append(all, (<-result).Value())
	}
	return all
}

func (d *diagnosis) shake(ctx context.Context, place securePlace) shakenHands {
	started := time.Now()
	shake := func(ctx context.Context) (issuer, error) { return d.handshake(ctx, place.host) }
	signed, err := onceMore(ctx, d.mayShakeAgain, shake, shake)
	if err == nil {
		d.noteHandshake(time.Since(started))
	}
	return shakenHands{securePlace: place, elapsed: time.Since(started), issuer: signed, err: err}
}

// mayShakeAgain is for one handshake of a diagnosis, when it takes long: where several do, that
// is the network's way, and no lost packet.
func (d *diagnosis) mayShakeAgain(ctx context.Context) bool {
	return diagnostics.Pause(ctx, shakeAgainDelay) && d.shakenAgain.CompareAndSwap(false, true)
}

// judgeSecure says the worst that is certain.
func (d *diagnosis) judgeSecure(ctx context.Context, all []shakenHands) diagnostics.Finding {
	const check = diagnostics.CheckSecure
	named := func(s shakenHands) diagnostics.Args {
		return diagnostics.Args{"Host": s.host, "Issuer": s.issuer.String()}
	}
	if s, ok := first(all, shakenHands.intercepted); ok {
		if d.misled(ctx, s.host) {
			return diagnostics.Saw(check, diagnostics.SawMisled, diagnostics.Args{"Host": s.host, "Sink": string(SinkStranger)})
		}
		return diagnostics.Saw(check, diagnostics.SawIntercepted, named(s))
	}
	if s, ok := first(all, shakenHands.untimely); ok {
		if s.issuer.public && d.clockIsRight(ctx) {
			return diagnostics.Saw(check, diagnostics.SawExpired, named(s))
		}
		return diagnostics.Saw(check, diagnostics.SawUntimely, named(s))
	}
	if s, ok := first(all, shakenHands.failed); ok && (!d.slow() || !isLate(all)) {
		return diagnostics.Saw(check, severity(all), diagnostics.Args{
			"Host": s.host, "Failure": FailureOf(s.err, Handshake).String(),
		})
	}
	if s, ok := first(all, shakenHands.foreign); ok && d.signsForAll(ctx, s) {
		return diagnostics.Saw(check, diagnostics.SawInspected, named(s))
	}
	if _, ok := first(all, shakenHands.doubtful); ok || len(all) == 0 {
		return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
	}
	return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{
		"Milliseconds": quickestShake(all).Milliseconds(), "Tried": len(all),
	})
}

// severity tells connections that open and are cut off at the first words, as a filter
// does that reads the names in them, from those that do not open. A single one that goes
// silent may have lost its packets.
func severity(all []shakenHands) diagnostics.Observation {
	silent := 0
	for _, s := range all {
		failure := FailureOf(s.err, Handshake)
		switch {
		case !s.failed() || failure.Operation != Handshake:
		case failure.Code != Timeout:
			return diagnostics.SawCutOff
		default:
			silent++
		}
	}
	if silent > 1 {
		return diagnostics.SawCutOff
	}
	return diagnostics.SawUnreachable
}

// isLate: some came about, and the others were silent until there was no more time.
func isLate(all []shakenHands) bool {
	_, some := first(all, func(s shakenHands) bool { return !s.optional && s.err == nil })
	_, other := first(all, func(s shakenHands) bool { return s.failed() && codeOf(s.err) != Timeout })
	return some && !other
}

func first[T any](all []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	var none T
	return none, false
}

// refusal is why a certificate was refused, the time left aside where it was not all.
func (s shakenHands) refusal() error {
	if isUntimely(s.err) && s.issuer.otherwise != nil {
		return s.issuer.otherwise
	}
	return s.err
}

// intercepted: the certificate is for another host, or from an authority that this
// computer does not know. A public authority that it does not know is no proof: some
// computers lack a newer one.
func (s shakenHands) intercepted() bool {
	var host x509.HostnameError
	return !s.optional && (errors.As(s.refusal(), &host) || s.unknownAuthority() && !s.issuer.public)
}

func (s shakenHands) unknownAuthority() bool {
	var authority x509.UnknownAuthorityError
	return errors.As(s.refusal(), &authority)
}

// untimely: all is right with the certificate but the time.
func (s shakenHands) untimely() bool {
	return !s.optional && isUntimely(s.refusal())
}

// unclear: no address is known, which others judge, or a public authority is not.
func (s shakenHands) unclear() bool {
	noName := FailureOf(s.err, Handshake).Operation == Resolve
	return !s.optional && s.err != nil && (noName || s.unknownAuthority())
}

// doubtful: it did not come about, and that is nobody's fault.
func (s shakenHands) doubtful() bool { return s.unclear() || s.failed() }

func (s shakenHands) failed() bool { return !s.optional && s.err != nil && !s.unclear() }

// foreign: this computer trusts the one who signed, and the rest of the world need not.
func (s shakenHands) foreign() bool { return !s.optional && s.err == nil && !s.issuer.public }

// signsForAll reports whether the one who signed for Spotify's host also signs for a
// host that has nothing to do with it.
func (d *diagnosis) signsForAll(ctx context.Context, s shakenHands) bool {
	control, err := d.handshake(ctx, secureControl)
	return err == nil && !control.public && control.String() == s.issuer.String()
}

// clockIsRight waits until the clock has been compared, and reports whether a server
// agrees with it.
func (d *diagnosis) clockIsRight(ctx context.Context) bool {
	select {
	case <-d.clockCompared.happened:
	case <-ctx.Done():
	}
	return d.compareClock().Observation == diagnostics.SawFine
}

func quickestShake(all []shakenHands) time.Duration {
	var best time.Duration
	for _, s := range all {
		if s.err == nil && (best == 0 || s.elapsed < best) {
			best = s.elapsed
		}
	}
	return best
}
