package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"retune/diagnostics"
)

// blocked is what the checks see if a hosts file blocks Spotify.
func blocked() []diagnostics.Finding {
	return []diagnostics.Finding{
		diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawBlocked, diagnostics.Args{
			"Host": "apresolve.spotify.com", "Address": "0.0.0.0", "Path": "/etc/hosts", "Line": 3, "Count": 1,
		}),
		diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawUnreachable, diagnostics.Args{"Failure": "connect-refused"}),
		diagnostics.Saw(diagnostics.CheckInstalls, diagnostics.SawFine, diagnostics.Args{"Kind": "deb", "Version": "1.2.92.147", "Count": 1}),
		diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawFine, diagnostics.Args{"Count": 4}),
		diagnostics.Saw(diagnostics.CheckConnections, diagnostics.SawNone, nil),
	}
}

// well is what the checks see on a computer with nothing wrong.
func well() []diagnostics.Finding {
	var findings []diagnostics.Finding
	for _, check := range diagnostics.CheckNames() {
		findings = append(findings, diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{"Count": 2, "Kind": "snap"}))
	}
	return findings
}

func TestDiagnoseEndsAsItFound(t *testing.T) {
	for name, example := range map[string]struct {
		findings []diagnostics.Finding
		status   int
	}{
		"nothing wrong":  {well(), exitFine},
		"a cause":        {blocked(), exitFound},
		"could not tell": {[]diagnostics.Finding{diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawTimedOut, nil)}, exitUnsure},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t).saw(example.findings...)
			d.ends(example.status, "diagnose")
			d.ends(example.status, "diagnose", "--json")
			if d.err.Len() > 0 {
				t.Errorf("%s", &d.err)
			}
			if d.has(".local/state") {
				t.Error("a diagnosis left something behind")
			}
		})
	}
}

func TestDiagnoseJSON(t *testing.T) {
	d := newDesk(t).saw(blocked()...)
	d.live = true
	d.ends(exitFound, "diagnose", "--json")
	s, err := d.wired()
	if err != nil {
		t.Fatal(err)
	}
	findings := blocked()
	want := jsonReport{
		Schema: 1, Version: version, Started: today(),
		Verdict: jsonVerdict{
			Cause: "hosts-blocked", Evidence: []string{s.words.Detail(findings[0])}, Step: 7, Repair: "hosts",
		},
		Client: jsonClient{Kind: "deb", Version: "1.2.92.147", Running: true},
	}
	for _, finding := range findings {
		want.Findings = append(want.Findings, jsonFinding{
			Check: finding.Check, Status: finding.Status, Cause: finding.Cause, Observation: finding.Observation,
			Title: s.words.Title(finding), Detail: s.words.Detail(finding),
		})
	}
	for _, i := range []int{1, 4} {
		want.Findings[i].BecauseOf = "hosts-blocked"
	}
	got := decoded[jsonReport](d)
	ignored := []cmp.Option{
		cmpopts.IgnoreFields(jsonReport{}, "ElapsedMS"), cmpopts.IgnoreFields(jsonFinding{}, "ElapsedMS"),
		cmpopts.IgnoreFields(jsonVerdict{}, "Title", "Do"),
	}
	if diff := cmp.Diff(want, got, ignored...); diff != "" {
		t.Error(diff)
	}
	if got.Verdict.Title == "" || got.Verdict.Do == "" {
		t.Errorf("the verdict has no words: %+v", got.Verdict)
	}
}

// Other programs rely on the names of the fields. They are repeated here because the
// program's types would change along with them.
func TestDiagnoseJSONNames(t *testing.T) {
	d := newDesk(t).saw(diagnostics.Saw(diagnostics.CheckPortal, diagnostics.SawFine, nil))
	d.ends(exitUnsure, "diagnose", "--json")
	got := decoded[map[string]any](d)
	verdict, _ := got["verdict"].(map[string]any)
	client, _ := got["client"].(map[string]any)
	findings, _ := got["findings"].([]any)
	finding, _ := findings[0].(map[string]any)
	hasFields(t, got, "schema", "version", "started", "elapsed_ms", "verdict", "findings", "client")
	hasFields(t, verdict, "cause", "title", "evidence", "step", "repair")
	hasFields(t, finding, "check", "status", "cause", "because_of", "title", "detail", "elapsed_ms")
	hasFields(t, client, "kind", "version", "running", "connections")
	if _, isList := verdict["evidence"].([]any); !isList {
		t.Errorf("the evidence is no list: %v", verdict["evidence"])
	}
}

func hasFields(t *testing.T, object map[string]any, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, ok := object[name]; !ok {
			t.Errorf("%q is missing: %v", name, object)
		}
	}
}

func TestDiagnoseIntoAFileListsTheFindingsAndTheVerdict(t *testing.T) {
	d := newDesk(t).saw(blocked()...)
	d.ends(exitFound, "diagnose")
	lines := strings.Split(d.out.String(), "\n")
	if !strings.HasPrefix(lines[0], "✕ ") || !strings.HasPrefix(lines[2], "✓ ") || lines[5] != "" {
		t.Errorf("not five findings in their order, then the verdict:\n%s", &d.out)
	}
	if !strings.Contains(lines[1], "(Follows from the hosts file)") {
		t.Errorf("it is not said what follows: %s", lines[1])
	}
	d.says("How we know:", "Step 7 of the guide")
	if strings.ContainsAny(d.out.String(), "\r\x1b") {
		t.Errorf("that is for terminals: %q", &d.out)
	}
}

func TestDiagnoseOnATerminalPrintsEachFindingOnce(t *testing.T) {
	d := newDesk(t).saw(well()...)
	d.live = true
	d.ends(exitFine, "diagnose")
	if got := strings.Count(d.out.String(), "✓ "); got != len(well()) {
		t.Errorf("%d lines for %d findings:\n%s", got, len(well()), &d.out)
	}
}

func TestDiagnoseSaysNothingOfWhatOnlyOtherSystemsHave(t *testing.T) {
	for _, live := range []bool{false, true} {
		d := newDesk(t).saw(append(blocked(), diagnostics.Saw(diagnostics.CheckOpinion, diagnostics.SawNothingToCheck, nil))...)
		d.live = live
		d.ends(exitFound, "diagnose")
		if strings.Contains(d.out.String(), "What the system believes") {
			t.Errorf("live %v: only Windows has an opinion that is worth a line:\n%s", live, &d.out)
		}
	}
}

func TestDiagnoseNamesTheRepair(t *testing.T) {
	findings := well()
	for i := range findings {
		if findings[i].Check == diagnostics.CheckProcess {
			findings[i] = diagnostics.Saw(diagnostics.CheckProcess, diagnostics.SawHung, nil)
		}
	}
	d := newDesk(t).saw(findings...)
	d.ends(exitFound, "diagnose", "--json")
	if name := decoded[jsonReport](d).Verdict.Repair; name != diagnostics.RepairRestart {
		t.Errorf("the repair is %q", name)
	}
	d.ends(exitFound, "diagnose")
	if !strings.Contains(d.out.String(), "To fix it: retune fix restart\n") {
		t.Errorf("the repair is not named:\n%s", &d.out)
	}
}

// waiting is a check that waits until it is stopped.
func waiting(started func()) diagnostics.Check {
	return diagnostics.Check{Name: diagnostics.CheckPlaces, Run: func(ctx context.Context, _ diagnostics.Findings) diagnostics.Finding {
		started()
		<-ctx.Done()
		return diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawTimedOut, nil)
	}}
}

func TestInterruptWhileDiagnosing(t *testing.T) {
	for _, arguments := range [][]string{{"diagnose"}, {"diagnose", "--json"}, {"report"}, {}} {
		d := newDesk(t)
		ctx, interrupt := context.WithCancel(t.Context())
		d.checks = []diagnostics.Check{waiting(interrupt)}
		if status := d.runUntil(ctx, arguments...); status != exitStopped {
			t.Errorf("retune %v ended with %d", arguments, status)
		}
		if strings.Count(d.out.String(), "\n") > 1 || d.err.Len() > 0 {
			t.Errorf("a diagnosis that was stopped says nothing: %s%s", &d.out, &d.err)
		}
	}
}

func TestTimeoutEndsADiagnosis(t *testing.T) {
	d := newDesk(t)
	d.checks = []diagnostics.Check{waiting(func() {})}
	started := time.Now()
	d.ends(exitUnsure, "diagnose", "--timeout", "10ms", "--json")
	if took := time.Since(started); took > diagnosisTimeout/2 {
		t.Errorf("it took %v", took)
	}
	if got := decoded[jsonReport](d).Findings[0].Observation; got != diagnostics.SawTimedOut {
		t.Errorf("the check that was too slow is %q", got)
	}
}

func TestWithoutDisplayTheDiagnosisIsHere(t *testing.T) {
	d := newDesk(t).saw(blocked()...)
	d.ends(exitFound, "diagnose")
	diagnosis := d.out.String()
	d.ends(exitFound)
	line, rest, _ := strings.Cut(d.out.String(), "\n")
	if !strings.Contains(line, "no display") || rest != diagnosis {
		t.Errorf("not one line and the diagnosis:\n%s", &d.out)
	}
}

func TestADiagnosisGoesOnWithWhatWasCutOff(t *testing.T) {
	d := newDesk(t).saw(well()...)
	d.write(".cache/spotify/.retune-discarding-20261122T110000.000Z/Data/song", "old")
	d.ends(exitFine, "diagnose")
	if d.has(".cache/spotify/.retune-discarding-20261122T110000.000Z") {
		t.Error("the deletion that was cut off is still waiting")
	}
}
