//go:build linux

package endtoend

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

const blockingHosts = "127.0.0.1 localhost\r\n0.0.0.0 ads-fa.spotify.com\n" +
	"0.0.0.0 tracker.example.org apresolve.spotify.com\t# a privacy tool\n::1 apresolve.spotify.com"

// withOwnHosts is a lab with its own /etc and a hosts file that blocks Spotify; if mounted is
// true the file is mounted from another place, as in containers.
func withOwnHosts(t *testing.T, mounted bool) *lab {
	t.Helper()
	l := newLabApart(t, world{})
	own := filepath.Join(l.folder, "etc")
	l.do(`cp -a /etc '` + own + `'; mount --bind '` + own + `' /etc`)
	must(t, os.WriteFile(filepath.Join(own, "hosts"), []byte(blockingHosts), 0o644))
	if mounted {
		l.replace("/etc/hosts", blockingHosts)
	}
	return l
}

// hosts returns the content of the lab's hosts file.
func (l *lab) hosts() string {
	l.t.Helper()
	content, err := l.command(l.t.Context(), "cat", "/etc/hosts").Output()
	must(l.t, err)
	return string(content)
}

// mustHaveHosts checks the content of the hosts file, and that nothing of Retune's is left
// beside it.
func (l *lab) mustHaveHosts(want string) {
	l.t.Helper()
	if got := l.hosts(); got != want {
		l.t.Errorf("the hosts file is %q\nnot %q", got, want)
	}
	if left, err := filepath.Glob(filepath.Join(l.folder, "etc", ".retune*")); err != nil || len(left) > 0 {
		l.t.Errorf("beside it there is %q, %v", left, err)
	}
}

// freedHosts checks that a content is the blocking one with its two lines commented out.
func freedHosts(t *testing.T, content string) {
	t.Helper()
	var kept, off []string
	for line := range strings.SplitSeq(content, "\n") {
		if _, was, switched := strings.Cut(line, "Z: "); switched && strings.HasPrefix(line, "# switched off by Retune ") {
			off = append(off, was)
		} else {
			kept = append(kept, line)
		}
	}
	if want := []string{"127.0.0.1 localhost\r", "0.0.0.0 ads-fa.spotify.com", "0.0.0.0 tracker.example.org\t# a privacy tool"}; !slices.Equal(kept, want) {
		t.Errorf("what stays is %q", kept)
	}
	if want := []string{"0.0.0.0 tracker.example.org apresolve.spotify.com\t# a privacy tool", "::1 apresolve.spotify.com"}; !slices.Equal(off, want) {
		t.Errorf("what is off is %q", off)
	}
}

// diagnosed checks the cause that a diagnosis finds, and the repair that it names.
func diagnosed(t *testing.T, run func(...string) outcome, cause, repair string) {
	t.Helper()
	got := decode[report](t, run("diagnose", "--json").mustEnd(t, statusOf(cause)))
	if got.Verdict.Cause != cause || *got.Verdict.Repair != repair {
		t.Errorf("the verdict is %s with the repair %q, not %s with %q", got.Verdict.Cause, *got.Verdict.Repair, cause, repair)
	}
}

func TestHostsThatBlockSpotifyAreFreedAndBlockedAgain(t *testing.T) {
	t.Parallel()
	for name, mounted := range map[string]bool{"a plain file": false, "a file that is mounted": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := withOwnHosts(t, mounted)
			p := l.newPerson()
			p.install(behavior{})
			freeAndBlock(t, l, p.run, false)
		})
	}
}

// freeAndBlock goes all the way from the diagnosis to the undo, and checks each step.
func freeAndBlock(t *testing.T, l *lab, run func(...string) outcome, asked bool) {
	t.Helper()
	diagnosed(t, run, "hosts-blocked", "hosts")
	plan := decode[repairObject](t, run("fix", "hosts", "--dry-run", "--json").mustEnd(t, 0))
	if len(plan.Changes) != 3 || plan.Changes[0].Line != 3 || plan.Changes[1].Before != "" || plan.Changes[2].Line != 4 || !plan.Undo {
		t.Errorf("the plan is %+v", plan)
	}
	if plan.Administrator != asked {
		t.Errorf("an administrator is asked: %t", plan.Administrator)
	}
	if o := run("fix", "hosts", "--dry-run").mustEnd(t, 0); !strings.Contains(o.output, "3 - 0.0.0.0 tracker.example.org apresolve.spotify.com") ||
		!strings.Contains(o.output, "3 + 0.0.0.0 tracker.example.org") {
		t.Errorf("the plan says %s", o.output)
	}
	l.mustHaveHosts(blockingHosts)

	done := decode[repairObject](t, run("fix", "hosts", "--yes", "--json").mustEnd(t, 0))
	fine := func(f finding) bool { return f.Check == "hosts-file" && f.Status == "ok" }
	if done.Outcome != "repaired" || !slices.ContainsFunc(done.Findings, fine) {
		t.Errorf("%+v", done)
	}
	freedHosts(t, l.hosts())
	diagnosed(t, run, "none", "")
	if again := decode[repairObject](t, run("fix", "hosts", "--yes", "--json").mustEnd(t, 0)); again.Outcome != "nothing-to-do" {
		t.Errorf("once more: %+v", again)
	}

	run("undo", "--yes").mustEnd(t, 0)
	l.mustHaveHosts(blockingHosts)
	diagnosed(t, run, "hosts-blocked", "hosts")
}

// guest is a user without administrator rights, in a lab where pkexec gives them to anybody
// who asks.
type guest struct {
	lab    *lab
	person *person
	// desk has the programs that the user starts, and what pkexec leaves there.
	desk string
}

func newGuest(t *testing.T, l *lab) *guest {
	t.Helper()
	p := l.newPerson()
	p.install(behavior{})
	desk := t.TempDir()
	for _, folder := range []string{filepath.Dir(desk), desk, p.home, filepath.Dir(l.folder), l.folder} {
		must(t, os.Chmod(folder, 0o755))
	}
	l.do(`chown -R 65534:65534 '` + p.home + `'; chmod 644 '` + l.root() + `'
		cp '` + program("retune") + `' '` + program("pkexec") + `' '` + desk + `'
		chmod 755 '` + desk + `/retune'; chmod 4755 '` + desk + `/pkexec'`)
	return &guest{lab: l, desk: desk, person: p.with(map[string]string{
		"PATH": desk + ":" + os.Getenv("PATH"), "DISPLAY": ":0", "USER": "nobody",
	})}
}

// run runs Retune as the guest.
func (g *guest) run(arguments ...string) outcome {
	g.person.t.Helper()
	as, err := exec.LookPath("setpriv")
	must(g.person.t, err)
	enter := []string{"--reuid=65534", "--regid=65534", "--clear-groups", filepath.Join(g.desk, "retune")}
	command := g.person.command(g.person.t.Context(), as, append(enter, arguments...)...)
	command.Env = g.person.environment()
	return finish(g.person.t, command)
}

// asked returns what pkexec has been asked to run so far.
func (g *guest) asked() []string {
	text, err := os.ReadFile(filepath.Join(g.desk, "asked"))
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

func TestAPersonFreesSpotifyWithAnAdministratorsAgreement(t *testing.T) {
	t.Parallel()
	l := withOwnHosts(t, true)
	g := newGuest(t, l)
	freeAndBlock(t, l, g.run, true)
	asked := g.asked()
	if len(asked) != 2 || !strings.HasPrefix(asked[0], filepath.Join(g.desk, "retune")+" switch-hosts off ") ||
		!strings.HasPrefix(asked[1], filepath.Join(g.desk, "retune")+" switch-hosts on ") {
		t.Errorf("it was asked for %q", asked)
	}
}

func TestAPersonIsNotGivenTheRights(t *testing.T) {
	t.Parallel()
	l := withOwnHosts(t, false)
	g := newGuest(t, l)
	must(t, os.WriteFile(filepath.Join(g.desk, "refuse"), nil, 0o644))
	got := decode[repairObject](t, g.run("fix", "hosts", "--yes", "--json").mustEnd(t, 3))
	if got.Outcome != "refused" || got.Reason != "needs-administrator" || len(g.asked()) != 1 {
		t.Errorf("%+v, asked for %q", got, g.asked())
	}
	l.mustHaveHosts(blockingHosts)
	if o := g.run("undo", "--yes").mustEnd(t, 0); o.output+o.complaint == "" || len(g.asked()) != 1 {
		t.Errorf("there is nothing to take back, and it says %+v", o)
	}
	must(t, os.Remove(filepath.Join(g.desk, "pkexec")))
	g.person.variables["PATH"] = g.desk
	got = decode[repairObject](t, g.run("fix", "hosts", "--yes", "--json").mustEnd(t, 3))
	if got.Outcome != "refused" || got.Reason != "needs-administrator" {
		t.Errorf("with nobody to ask: %+v", got)
	}
	l.mustHaveHosts(blockingHosts)
}

func TestWindowFreesSpotifyInTheHostsFile(t *testing.T) {
	l := withOwnHosts(t, true)
	d := newDesk(t, l.newPerson())
	d.install(behavior{})
	window := d.open()
	d.await(d.words.Say("verdict.hosts-blocked.title", nil))
	free := d.words.Repair(diagnostics.RepairHosts)
	d.push(free)
	d.await(d.say("plan.changes"))
	d.keep("hosts-plan")
	l.mustHaveHosts(blockingHosts)
	d.push(free)
	await(t, "the lines to be off", func() bool { return l.hosts() != blockingHosts })
	d.await(d.words.Outcome(repair.Outcome{Repair: diagnostics.RepairHosts, Result: repair.Repaired}))
	d.keep("hosts-freed")
	freedHosts(t, l.hosts())
	d.push(d.say("undo-change"))
	await(t, "the lines to be back", func() bool { return l.hosts() == blockingHosts })
	// Until the undo is over, a window that is closed asks what to do about it.
	d.await(d.words.Undone(repair.Outcome{Repair: diagnostics.RepairHosts, Result: repair.Repaired}))
	d.shut(window)
	l.mustHaveHosts(blockingHosts)
}

// The privileged part accepts an order and nothing else, and carries it out only on the very
// file that the order is for.
func TestTheAdministratorsPartDoesItsOrderAlone(t *testing.T) {
	t.Parallel()
	l := withOwnHosts(t, false)
	p := l.newPerson()
	sum := strings.Repeat("0f", 32)
	for name, arguments := range map[string][]string{
		"nothing":      {},
		"a path":       {"off", "20260301T120000.000Z", sum, sum, "/etc/passwd"},
		"a text":       {"off", "20260301T120000.000Z\n0.0.0.0 bank.example", sum, sum},
		"another file": {"off", "20260301T120000.000Z", sum, sum},
		"another deed": {"delete", "20260301T120000.000Z", sum, sum},
		"nothing off":  {"on", "20260301T120000.000Z", sum, sum},
	} {
		o := p.run(append([]string{"switch-hosts"}, arguments...)...)
		if o.status == 0 || o.output != "" || o.complaint != "" {
			t.Errorf("%s: %+v", name, o)
		}
		l.mustHaveHosts(blockingHosts)
	}
	if o, err := exec.Command(program("retune"), "--help").CombinedOutput(); err != nil || strings.Contains(string(o), "switch-hosts") {
		t.Errorf("the help names it: %s, %v", o, err)
	}
}
