//go:build linux

package endtoend

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestDiagnosePrintsTheObjectThatWasPromised(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	got := decode[report](t, p.run("diagnose", "--json").mustEnd(t, 1))

	if got.Schema != 1 || got.Version == "" || got.ElapsedMS == nil {
		t.Errorf("schema %d, version %q, elapsed %v", got.Schema, got.Version, got.ElapsedMS)
	}
	if _, err := time.Parse(time.RFC3339, got.Started); err != nil {
		t.Error(err)
	}
	if got.Verdict.Cause != "no-network" || got.Verdict.Title == "" || got.Verdict.Step == nil || *got.Verdict.Step != 1 {
		t.Errorf("the verdict of a computer without network: %+v", got.Verdict)
	}
	if got.Verdict.Repair == nil || len(got.Verdict.Evidence) == 0 {
		t.Errorf("the verdict lacks repair or evidence: %+v", got.Verdict)
	}
	if len(got.Findings) < 11 {
		t.Errorf("%d findings", len(got.Findings))
	}
	for _, f := range got.Findings {
		if !slices.Contains([]string{"ok", "problem", "unknown", "skipped"}, f.Status) {
			t.Errorf("%s has status %q", f.Check, f.Status)
		}
		if f.Title == "" || f.Cause == nil || f.BecauseOf == nil || f.Detail == nil || f.ElapsedMS == nil {
			t.Errorf("a field of %s is missing: %+v", f.Check, f)
		}
	}
	if got.Client.Kind != "" || got.Client.Running {
		t.Errorf("there is no Spotify here: %+v", got.Client)
	}
}

func TestDiagnoseSaysItInWords(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	o := p.run("diagnose").mustEnd(t, 1)
	if len(strings.Fields(o.output)) < 20 || o.complaint != "" {
		t.Errorf("output: %s\ncomplaint: %s", o.output, o.complaint)
	}
	if strings.Contains(o.output, "\x1b") {
		t.Errorf("colors and cursor moves are for terminals: %q", o.output)
	}
}

func TestWithoutDisplayTheWindowBecomesADiagnosis(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	o := p.run().mustEnd(t, 1)
	if !strings.Contains(o.output+o.complaint, "display") {
		t.Errorf("nothing says why there is no window: %s%s", o.output, o.complaint)
	}
	if plain := p.run("diagnose"); !strings.Contains(o.output, strings.TrimSpace(lastLine(plain.output))) {
		t.Errorf("that was no diagnosis: %s", o.output)
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func TestGuideIsThere(t *testing.T) {
	p := newPerson(t, newBox(t))
	text := p.run("guide").mustEnd(t, 0).output
	for _, fact := range []string{"2", "Premium", "support.spotify.com"} {
		if !strings.Contains(text, fact) {
			t.Errorf("the guide does not say %q", fact)
		}
	}
	object := decode[map[string]any](t, p.run("guide", "--json").mustEnd(t, 0))
	steps, _ := object["steps"].([]any)
	if len(steps) != 7 {
		t.Errorf("%d steps in the guide's JSON: %v", len(steps), object)
	}
}

func TestRepairsAreListed(t *testing.T) {
	p := newPerson(t, newBox(t))
	text := p.run("fix", "--list").mustEnd(t, 0).output
	for _, repair := range []string{"close", "restart", "clear-cache"} {
		if !regexp.MustCompile(`(?m)^\s*` + repair + `\b`).MatchString(text) {
			t.Errorf("%s is not in the list:\n%s", repair, text)
		}
	}
}

func TestVersionAndHelp(t *testing.T) {
	p := newPerson(t, newBox(t))
	oneLine(t, p.run("--version").mustEnd(t, 0).output)
	help := p.run("--help").mustEnd(t, 0).output
	for _, command := range []string{"diagnose", "watch", "guide", "fix", "undo", "discard", "report", "open"} {
		if !strings.Contains(help, command) {
			t.Errorf("the help does not name %s:\n%s", command, help)
		}
	}
}

func TestReportNamesNobody(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	p.install(behavior{})
	text := p.run("report").mustEnd(t, 0).output
	if strings.Contains(text, p.home) {
		t.Errorf("the report gives the home folder away:\n%s", text)
	}
	if len(strings.Fields(text)) < 20 {
		t.Errorf("there is nothing in the report: %s", text)
	}
}

func TestBadUsageIsOneLineAndStatus2(t *testing.T) {
	p := newPerson(t, newBox(t))
	for _, arguments := range [][]string{
		{"--no-such-flag"},
		{"no-such-command"},
		{"diagnose", "--no-such-flag"},
		{"diagnose", "more"},
		{"diagnose", "--timeout", "soon"},
		{"diagnose", "--timeout", "-1s"},
		{"fix"},
		{"fix", "everything"},
		{"fix", "close", "restart"},
		{"open"},
		{"open", "https://example.org"},
		{"guide", "more"},
	} {
		t.Run(strings.Join(arguments, " "), func(t *testing.T) {
			o := p.run(arguments...).mustEnd(t, 2)
			oneLine(t, o.complaint)
			if o.output != "" {
				t.Errorf("bad usage is no output: %q", o.output)
			}
		})
	}
}

func TestInterruptStopsAtOnce(t *testing.T) {
	l := newLab(t, world{})
	l.nft(`ip daddr != 192.168.77.2 drop`)
	p := newPerson(t, l.box)
	command := p.retune(t.Context(), "diagnose", "--timeout", "30s")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	pid := p.process(command)
	await(t, "the checks to be under way", func() bool { return hasSocket(pid) })

	interrupted := time.Now()
	must(t, syscall.Kill(pid, syscall.SIGINT))
	_ = command.Wait()
	if took := time.Since(interrupted); took > 100*time.Millisecond {
		t.Errorf("it took %v to stop", took)
	}
	if status := command.ProcessState.ExitCode(); status != 130 {
		t.Errorf("status %d", status)
	}
}

// hasSocket reports whether a process has a socket open.
func hasSocket(pid int) bool {
	files, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	return slices.ContainsFunc(files, func(file os.DirEntry) bool {
		target, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%s", pid, file.Name()))
		return err == nil && strings.HasPrefix(target, "socket:")
	})
}

func TestNothingIsChangedWithoutConsent(t *testing.T) {
	p := newPerson(t, newBox(t))
	client := p.install(behavior{})
	pid := p.startClient(client, behavior{})
	p.fillCache()
	before := p.tree()

	for _, arguments := range [][]string{
		{"fix", "close"}, {"fix", "restart"}, {"fix", "clear-cache"}, {"fix", "close", "--json"}, {"undo"}, {"discard"},
	} {
		o := p.run(arguments...)
		if o.status == 0 && !slices.Contains([]string{"undo", "discard"}, arguments[0]) || o.output+o.complaint == "" {
			t.Errorf("%v: status %d, %q %q", arguments, o.status, o.output, o.complaint)
		}
	}
	if !alive(pid) {
		t.Error("the client was closed")
	}
	p.mustBeUnchanged(before)
}

func TestDryRunChangesNothing(t *testing.T) {
	p := newPerson(t, newBox(t))
	client := p.install(behavior{})
	pid := p.startClient(client, behavior{})
	p.fillCache()
	before := p.tree()
	for _, repair := range []string{"close", "restart"} {
		p.run("fix", repair, "--dry-run", "--yes").mustEnd(t, 0)
	}
	if !alive(pid) {
		t.Error("the client was closed")
	}
	p.mustBeUnchanged(before)
}
