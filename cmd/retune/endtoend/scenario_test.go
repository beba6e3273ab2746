//go:build linux

package endtoend

import (
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// scenario is a state of the network and of Spotify, and the verdict that is right in it.
type scenario struct {
	name    string
	world   world
	prepare func(*lab)
	// variables and preferences are those of the person, and of Spotify.
	variables   map[string]string
	preferences string
	// files are in the person's home, by their path in it.
	files map[string]string
	// crashed says that Spotify has left the lock behind which it holds while it runs.
	crashed bool
	// install puts Spotify there in another way than spotify-launcher does.
	install func(*person) (client string)
	// client says that Spotify runs, and how; settled, that it has had time to connect, and
	// missing, that there is none.
	client           *behavior
	settled, missing bool
	// halted says that Spotify is halted as soon as it runs.
	halted bool
	// during happens as soon as the diagnosis has sent its first packets.
	during func(*lab)
	// lingers says that packets are still under way when the diagnosis is over, or sent again:
	// in the same network they would be counted as the next one's.
	lingers bool
	verdict string
	// atTheEdge says that there may be too little time for that verdict. Then there is none,
	// and nobody is blamed all the same.
	atTheEdge bool
	// says is what the verdict or a finding has to name.
	says string
	// unsaid is what nothing may name: it is the person's own business.
	unsaid string
	// beside are checks that rightly see another problem; all others may blame nobody
	// but the verdict's cause.
	beside []string
}

// scenarios are all of them, by topic.
func scenarios() []scenario {
	return slices.Concat(linkScenarios(), nameScenarios(), hostsScenarios(), doorScenarios(), answerScenarios(),
		certificateScenarios(), wayScenarios(), realScenarios(), edgeScenarios())
}

func TestEveryTroubleGetsItsVerdict(t *testing.T) {
	t.Parallel()
	for _, scenario := range scenarios() {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			scenario.diagnose(t, scenario.set(t))
		})
	}
}

// plays is a client that runs and talks to Spotify.
func plays() *behavior {
	how := connected()
	return &how
}

// set makes the state.
func (s scenario) set(t *testing.T) *resident {
	t.Helper()
	l := newLabApart(t, s.world)
	if s.prepare != nil {
		s.prepare(l)
	}
	r := &resident{lab: l, person: l.newPerson().with(s.variables)}
	how := behavior{}
	if s.client != nil {
		how = *s.client
	}
	client := ""
	switch {
	case s.install != nil:
		client = s.install(r.person)
		r.person.behave(how)
	case !s.missing:
		client = r.person.install(how)
	}
	if s.preferences != "" {
		write(t, r.person.path(configFolder, "prefs"), s.preferences)
	}
	if s.crashed {
		r.person.leaveLock()
	}
	for path, text := range s.files {
		write(t, r.person.path(path), text)
	}
	if s.client != nil {
		r.client = r.person.startClient(client, how)
	}
	if s.settled {
		up := time.Now()
		await(t, "the client's age", func() bool { return time.Since(up) > settleTime })
	}
	if s.halted {
		halt(t, r.client)
	}
	if s.client != nil && s.verdict == "none" {
		await(t, "the client's connection", func() bool { return l.holdsConnection(r.client) })
	}
	return r
}

// settleTime is how long Spotify has to connect before it is said to talk to nobody.
const settleTime = 10 * time.Second

// leaveLock leaves Spotify's lock behind: a link that names this computer and a process
// that is gone.
func (p *person) leaveLock() {
	p.t.Helper()
	gone := exec.Command("true")
	must(p.t, gone.Run())
	host, err := os.Hostname()
	must(p.t, err)
	must(p.t, os.MkdirAll(p.path(cacheFolder), 0o755))
	must(p.t, os.Symlink(host+"-"+strconv.Itoa(gone.Process.Pid), p.path(cacheFolder, "SingletonLock")))
}

// halt has a process do nothing any more, and waits until it does.
func halt(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	await(t, "the halt", func() bool {
		status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
		return err == nil && strings.Contains(string(status), "T (stopped)")
	})
}

// resident is a person in a lab, and the process of their Spotify, if it runs.
type resident struct {
	lab    *lab
	person *person
	client int
	// sent is what the last diagnosis sent.
	sent traffic
}

// atMost is how long a diagnosis may take.
const atMost = 5 * time.Second

// listen looks at what a diagnosis says.
func (s scenario) listen(t *testing.T, output string) {
	t.Helper()
	if !strings.Contains(output, s.says) {
		t.Errorf("nothing says %q:\n%s", s.says, output)
	}
	if s.unsaid != "" && strings.Contains(output, s.unsaid) {
		t.Errorf("the diagnosis says %q, which is nobody's business:\n%s", s.unsaid, output)
	}
}

// diagnose runs Retune and checks its verdict.
func (s scenario) diagnose(t *testing.T, r *resident) report {
	t.Helper()
	if s.during != nil {
		ended := make(chan struct{})
		defer func() { <-ended }()
		go func() {
			defer close(ended)
			s.during(r.lab)
		}()
	}
	var o outcome
	r.sent = r.lab.sendsLittle(func() { o = r.person.run("diagnose", "--json") })
	got := decode[report](t, o)
	if s.atTheEdge && got.Verdict.Cause == "unknown" {
		s.verdict = "unknown"
	}
	o.mustEnd(t, statusOf(s.verdict))
	if got.Verdict.Cause != s.verdict || *got.Verdict.Step != stepOf(s.verdict) {
		t.Errorf("the verdict is %s with step %d, not %s\n%s", got.Verdict.Cause, *got.Verdict.Step, s.verdict, o.output)
	}
	s.listen(t, o.output)
	for _, f := range got.Findings {
		// A problem that speaks for no cause blames nobody.
		if *f.Cause == "" && s.verdict == "unknown" {
			continue
		}
		if f.Status == "problem" && *f.Cause != s.verdict && *f.BecauseOf != s.verdict && !slices.Contains(s.beside, f.Check) {
			t.Errorf("%s blames %q: %s", f.Check, *f.Cause, f.Title)
		}
	}
	if took := time.Duration(*got.ElapsedMS) * time.Millisecond; took > atMost {
		t.Errorf("it took %v", took)
	}
	if (r.client != 0) != got.Client.Running || (got.Client.Kind == "") != s.missing {
		t.Errorf("the client was not seen as it is: %+v", got.Client)
	}
	return got
}

// statusOf returns the exit status that goes with a verdict.
func statusOf(verdict string) int {
	switch verdict {
	case "none":
		return 0
	case "unknown":
		return 3
	}
	return 1
}

// stepOf returns the step of the guide that goes with a verdict.
func stepOf(verdict string) int {
	switch verdict {
	case "none", "unknown":
		return 0
	case "offline-mode":
		return 2
	case "client-hung", "client-stale-lock":
		return 3
	case "spotify-outage":
		return 4
	case "client-missing", "client-outdated":
		return 6
	case "no-network", "no-internet", "captive-portal", "clock-wrong", "dns-failing", "ipv6-broken":
		return 1
	}
	return 7
}

// holdsConnection reports whether a process of the lab has a connection. Only the network is
// the lab's then: processes have the numbers that they have outside.
func (l *lab) holdsConnection(pid int) bool {
	look := exec.Command("nsenter", "--target", strconv.Itoa(l.pid), "--net", "ss", "--no-header", "--tcp", "--processes", "state", "established")
	connections, err := look.Output()
	return err == nil && slices.ContainsFunc(strings.Split(string(connections), "\n"), func(line string) bool {
		return strings.Contains(line, "pid="+strconv.Itoa(pid)+",")
	})
}
