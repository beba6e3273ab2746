package network

import (
	"context"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"retune/diagnostics"
)

// resolverSettings is where Linux has its name servers.
const resolverSettings = "/etc/resolv.conf"

const (
	// askAgainDelay is how long a resolver may take before it is asked once more: a question
	// may be lost, and Linux by itself asks again after five seconds only.
	askAgainDelay = time.Second
	// scoutDelay is how long a resolver that says nothing at all may take before one question
	// goes ahead to the next one.
	scoutDelay = askAgainDelay / 2
)

// questions are those that this computer's resolver is asked. Each is asked a second time,
// beside the first, where that takes long and the resolver is not just slow with all of them.
type questions struct {
	once, again Lookup
	allowance   *Allowance
	answered    *event // the resolver has said something
	betterAgain *event // a second question was the first to be answered: the next server is the better one
	seconds     *scout // of the second questions
	publics     *scout // of those to public resolvers
}

func newQuestions(doors Doors) *questions {
	answered := newEvent()
	return &questions{
		once: doors.Lookup, again: doors.LookupAgain, allowance: doors.Allowance,
		answered: answered, betterAgain: newEvent(),
		seconds: newScout(answered), publics: newScout(answered),
	}
}

// Ask asks this computer's resolver for a host, and once more where that takes long. It
// returns what Lookup does.
func (d Doors) Ask(ctx context.Context, host string) ([]netip.Addr, error) {
	return newQuestions(d).ask(ctx, host)
}

func (q *questions) ask(ctx context.Context, host string) ([]netip.Addr, error) {
	once := func(ctx context.Context) ([]netip.Addr, error) {
		addresses, err := q.once(ctx, host)
		q.note(err)
		return addresses, err
	}
	again := func(ctx context.Context) ([]netip.Addr, error) {
		addresses, err := q.again(ctx, host)
		if isFirst := !q.answered.has(); q.note(err) && isFirst {
			q.betterAgain.happen()
		}
		return addresses, err
	}
	switch {
	case q.again == nil:
		return once(ctx)
	case q.betterAgain.has():
		return onceMore(ctx, q.isLate, again, once)
	}
	return onceMore(ctx, q.mayAskAgain, once, again)
}

// note keeps that the resolver spoke, and reports whether it did.
func (q *questions) note(err error) bool {
	if !q.allowance.isAnswer(err) {
		return false
	}
	q.answered.happen()
	return true
}

// mayAskAgain waits until it is worth asking a second time. Where the next name server is
// known to be the better one, that is at once.
func (q *questions) mayAskAgain(ctx context.Context) bool {
	late := diagnostics.Apart(func() bool { return q.isLate(ctx) })
	select {
	case outcome := <-late:
		return outcome.Value()
	case <-q.betterAgain.happened:
		return true
	}
}

// isLate waits as long as an answer may take, and reports whether to ask again.
func (q *questions) isLate(ctx context.Context) bool {
	if !diagnostics.Pause(ctx, scoutDelay) {
		return false
	}
	return !q.answered.has() && q.seconds.goAhead() || q.seconds.mayFollow(ctx, askAgainDelay-scoutDelay)
}

// dialNext connects to the name server after the one that is asked for, of several: where the
// first is dead, Linux by itself comes to the second after five seconds only.
func dialNext(dial Dial, servers func() []string) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		all := servers()
		if i := slices.Index(all, address); i >= 0 {
			address = all[(i+1)%len(all)]
		}
		return dial(ctx, network, address)
	}
}

// nameServers returns the name servers of this computer, as addresses with their port; none
// where there is no such file, and all are the system's to ask.
func nameServers() []string {
	settings, err := os.ReadFile(resolverSettings)
	if err != nil {
		return nil
	}
	return parseNameServers(string(settings))
}

func parseNameServers(settings string) []string {
	var servers []string
	for line := range strings.Lines(settings) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "nameserver" {
			continue
		}
		if address, err := netip.ParseAddr(words[1]); err == nil {
			servers = append(servers, netip.AddrPortFrom(address, 53).String())
		}
	}
	return servers
}
