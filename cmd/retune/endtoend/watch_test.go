//go:build linux

package endtoend

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"retune/diagnostics/stability"
)

// watchEvent is a line of "retune watch --json", as far as others may rely on it.
type watchEvent struct {
	Schema  int    `json:"schema"`
	Event   string `json:"event"`
	Via     string `json:"via"`
	Targets map[string]struct {
		State string `json:"state"`
		MS    int64  `json:"ms"`
	} `json:"targets"`
	Drop   string  `json:"drop"`
	Origin string  `json:"origin"`
	Ended  *string `json:"ended"`
	Code   string  `json:"code"`
	Drops  int     `json:"drops"`
	Title  string  `json:"title"`
	Do     string  `json:"do"`
}

// watching is a "retune watch" that runs.
type watching struct {
	t       *testing.T
	command *exec.Cmd
	pid     int
	events  chan watchEvent
}

func (p *person) watch() *watching {
	p.t.Helper()
	command := p.retune(p.t.Context(), "watch", "--json")
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	must(p.t, err)
	must(p.t, command.Start())
	w := &watching{t: p.t, command: command, pid: p.process(command), events: make(chan watchEvent, 1000)}
	go func() {
		defer close(w.events)
		lines := bufio.NewScanner(output)
		for lines.Scan() {
			var event watchEvent
			if err := json.Unmarshal(lines.Bytes(), &event); err != nil || event.Schema != 1 {
				p.t.Errorf("%v: %s", err, lines.Text())
			}
			w.events <- event
		}
	}()
	return w
}

// await waits for an event.
func (w *watching) await(what string, is func(watchEvent) bool) watchEvent {
	w.t.Helper()
	patience := time.After(longest)
	for {
		select {
		case event, more := <-w.events:
			if !more {
				w.t.Fatalf("the watch ended before %s", what)
			}
			if is(event) {
				return event
			}
		case <-patience:
			w.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// interrupt ends the watch as Ctrl+C does, and returns what it says at its end.
func (w *watching) interrupt(status int) watchEvent {
	w.t.Helper()
	interrupted := time.Now()
	must(w.t, syscall.Kill(w.pid, syscall.SIGINT))
	summary := w.await("the summary", func(event watchEvent) bool { return event.Event == "summary" })
	if _, more := <-w.events; more {
		w.t.Error("it goes on after its summary")
	}
	if took := time.Since(interrupted); took > 100*time.Millisecond {
		w.t.Errorf("it took %v to stop", took)
	}
	_ = w.command.Wait()
	if got := w.command.ProcessState.ExitCode(); got != status {
		w.t.Errorf("status %d instead of %d", got, status)
	}
	return summary
}

// outage is a trouble that comes and goes, and what drops first in it.
type outage struct {
	begin, end func(*resident)
	client     *behavior
	origin     string
}

// street is an outage that rules for packets make.
func street(origin string, rules ...string) outage {
	return outage{
		begin:  func(r *resident) { r.lab.nft(rules...) },
		end:    func(r *resident) { r.lab.internet.do(`nft delete table inet street`) },
		origin: origin,
	}
}

func TestAWatchNamesWhatDroppedFirst(t *testing.T) { //nolint:tparallel // all other tests want the computer to themselves
	for name, outage := range map[string]outage{
		"router":       street("gateway", `drop`),
		"provider":     street("provider", `ip daddr != `+router+` drop`),
		"name service": street("names", `udp dport 53 drop`),
		"Spotify":      street("spotify", `ip daddr `+accessPoint+` drop`),
		"link": {
			begin: func(r *resident) { r.lab.unplug() },
			end: func(r *resident) {
				r.lab.do(`ip link set eth0 up; ip route replace default via ` + router)
			},
			origin: "link",
		},
		"client": {
			client: plays(),
			begin:  func(r *resident) { must(t, syscall.Kill(r.client, syscall.SIGUSR1)) },
			origin: "client",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := scenario{client: outage.client, verdict: "none"}
			t.Parallel()
			r := s.set(t)
			w := r.person.watch()
			w.await("all to answer", func(event watchEvent) bool { return event.fine(outage.client != nil) })
			outage.begin(r)
			drop := w.await("the drop", func(event watchEvent) bool { return event.Event == "drop" && event.Origin == outage.origin })
			if drop.Ended != nil || drop.Title == "" {
				t.Errorf("%+v", drop)
			}
			if outage.end != nil {
				outage.end(r)
				w.await("the end of the drop", func(event watchEvent) bool { return event.Event == "drop" && event.Ended != nil })
			}
			summary := w.interrupt(1)
			if summary.Code != "one" || summary.Origin != outage.origin || summary.Drops != 1 || summary.Title == "" || summary.Do == "" {
				t.Errorf("%+v", summary)
			}
		})
	}
}

// fine reports whether a sample shows all that there is answering.
func (e watchEvent) fine(withClient bool) bool {
	for target, seen := range e.Targets {
		if seen.State != "answered" && (target != "client" || withClient) {
			return false
		}
	}
	return e.Event == "sample"
}

func TestAWatchOfAHealthyNetworkFindsNothing(t *testing.T) {
	t.Parallel()
	r := scenario{verdict: "none"}.set(t)
	o := r.person.run("watch", "--for", "4s").mustEnd(t, 0)
	if !strings.Contains(o.output, "No drop so far.") || o.complaint != "" {
		t.Errorf("%+v", o)
	}
	table := r.person.run("watch", "--for", "3s", "--csv").mustEnd(t, 0)
	if lines := strings.Count(table.output, "\n"); lines < 3 || !strings.HasPrefix(table.output, "time,seconds,via,link,link_ms,gateway") {
		t.Errorf("%s", table.output)
	}
}

func TestAWatchWithoutANetworkDoesNotCallItADropThatComesAndGoes(t *testing.T) {
	t.Parallel()
	l := newLabApart(t, world{})
	l.nft(`ip daddr != ` + router + ` drop`)
	l.newPerson().run("watch", "--for", "6s").mustEnd(t, 3)
}

func TestWindowWatchesTheConnection(t *testing.T) {
	l := newLab(t, world{})
	d := newDesk(t, l.newPerson())
	d.install(behavior{})
	window := d.open()
	await(t, "the verdict", func() bool { return !d.shows(d.say("checking")) && d.shows(d.say("how")) })
	if sends(l, "udp dport 53") {
		t.Error("names are asked for again and again before the tab is opened")
	}
	d.press("alt+2")
	d.await(d.say("stability.title"))
	d.await(d.words.Say("stability.beginning", nil))
	d.keep("stability")

	provider := street("provider", `ip daddr != `+router+` drop`)
	provider.begin(&resident{lab: l})
	d.await(d.say("stability.goes-on"))
	d.keep("stability-dropped")
	provider.end(&resident{lab: l})
	d.await(d.words.Drop(stability.Drop{Origin: stability.FromProvider}))
	await(t, "the end of the drop", func() bool { return !d.shows(d.say("stability.goes-on")) })
	d.push(d.say("stability.picture"))
	await(t, "the picture", func() bool { return len(d.saved(".png")) == 1 })
	d.push(d.say("stability.table"))
	await(t, "the table", func() bool { return len(d.saved(".csv")) == 1 })
	d.keep("stability-saved")

	d.press("alt+1")
	d.await(d.step(1))
	await(t, "the watch to end", func() bool { return !sends(l, "tcp dport 4070") })
	d.shut(window)
}

// sends reports whether the computer sends such packets within the slowest pace of a watch.
func sends(l *lab, packets string) bool {
	l.t.Helper()
	l.internet.do(`nft -f - <<'RULES'
		add table inet ear
		add chain inet ear in { type filter hook input priority -5; }
		add rule inet ear in iifname eth0 ` + packets + ` counter
RULES`)
	defer l.internet.do(`nft delete table inet ear`)
	time.Sleep(6 * time.Second)
	said, err := l.internet.command(l.t.Context(), "nft", "list", "table", "inet", "ear").Output()
	must(l.t, err)
	return !strings.Contains(string(said), "packets 0 ")
}

// saved are the files of a kind that the window saved.
func (d *desk) saved(kind string) []string {
	d.t.Helper()
	var found []string
	for name := range d.tree() {
		if strings.Contains(name, "retune-stability-") && strings.HasSuffix(name, kind) {
			found = append(found, name)
		}
	}
	return found
}
