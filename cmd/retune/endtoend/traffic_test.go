//go:build linux

package endtoend

import (
	"encoding/json"
	"os"
	"strings"
)

// What one diagnosis may send at most, and be sent where somebody sends more than was
// asked for.
const (
	mostConnections = 60
	mostSent        = 200_000
	mostReceived    = 1_000_000
)

// traffic is what a computer sent and was sent. A question for a name over UDP is a
// connection like any other; one that is tried again is one.
type traffic struct{ connections, sent, received int }

// meter counts what goes through the cable from now on, but for what Spotify sends, which
// marks that.
func (l *lab) meter() {
	l.t.Helper()
	l.internet.do(`nft -f - <<'RULES'
		add table inet tally
		add set inet tally connections { type inet_proto . inet_service . inet_service; flags dynamic; size 65536; }
		add counter inet tally sent
		add counter inet tally received
		add chain inet tally in { type filter hook prerouting priority -300; }
		add rule inet tally in ip dscp cs1 return
		add rule inet tally in ip6 dscp cs1 return
		add rule inet tally in iifname eth0 counter name sent
		add rule inet tally in iifname eth0 meta l4proto { tcp, udp } add @connections { meta l4proto . th sport . th dport }
		add chain inet tally out { type filter hook postrouting priority 300; }
		add rule inet tally out oifname eth0 counter name received
RULES`)
}

// metered returns what was counted.
func (l *lab) metered() traffic {
	l.t.Helper()
	printed, err := l.internet.command(l.t.Context(), "nft", "--json", "list", "table", "inet", "tally").Output()
	must(l.t, err)
	var list struct {
		Nftables []struct {
			Set *struct {
				Elements []json.RawMessage `json:"elem"`
			} `json:"set"`
			Counter *struct {
				Name  string `json:"name"`
				Bytes int    `json:"bytes"`
			} `json:"counter"`
		} `json:"nftables"`
	}
	must(l.t, json.Unmarshal(printed, &list))
	var sum traffic
	for _, entry := range list.Nftables {
		switch {
		case entry.Set != nil:
			sum.connections = len(entry.Set.Elements)
		case entry.Counter != nil && entry.Counter.Name == "sent":
			sum.sent = entry.Counter.Bytes
		case entry.Counter != nil:
			sum.received = entry.Counter.Bytes
		}
	}
	return sum
}

// unmeter ends the counting and forgets what was counted.
func (l *lab) unmeter() {
	l.t.Helper()
	l.internet.do(`nft delete table inet tally`)
	must(l.t, os.Truncate(l.requestLog(), 0))
}

// requests counts the requests that came to each host.
func (l *lab) requests() map[string]int {
	l.t.Helper()
	log, err := os.ReadFile(l.requestLog())
	must(l.t, err)
	counts := map[string]int{}
	for line := range strings.Lines(string(log)) {
		host, _, _ := strings.Cut(line, " ")
		counts[host]++
	}
	return counts
}

// sendsLittle measures what a diagnosis sends, and asks: it is cheap for all who answer it,
// whatever the network is like.
func (l *lab) sendsLittle(diagnose func()) traffic {
	l.t.Helper()
	l.meter()
	defer l.unmeter()
	diagnose()
	sum := l.metered()
	if sum.connections > mostConnections || sum.sent > mostSent || sum.received > mostReceived {
		l.t.Errorf("%+v", sum)
	}
	for host, count := range l.requests() {
		if strings.HasSuffix(host, "spotify.com") && count > 1 {
			l.t.Errorf("%s was asked %d times", host, count)
		}
	}
	return sum
}
