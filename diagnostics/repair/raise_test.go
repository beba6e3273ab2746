package repair

import (
	"context"
	"crypto/sha256"
	"errors"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// having is a computer on which only some commands are installed.
func having(installed ...string) *programs {
	return &programs{find: func(program string) (string, error) {
		if slices.Contains(installed, program) {
			return "/usr/bin/" + strings.TrimPrefix(program, "/"), nil
		}
		return "", system.ErrNoProgram
	}}
}

// asked is a raiser whose system answers with a status, together with what it was asked to
// run.
func asked(name string, variables map[string]string, status int, installed ...string) (raiser, *[]string) {
	var ran []string
	return raiser{
		environment: system.Environment{System: name, Variables: variables},
		commands:    having(installed...),
		run: func(ctx context.Context, command system.Command, said func(string)) error {
			ran = append(ran, command.String())
			if ctx.Done() != nil {
				return errors.New("it could be cut off")
			}
			if command.Program == osascript {
				said(strconv.Itoa(status))
				return nil
			}
			if status != 0 {
				return &system.ExitError{Command: command.Program, Status: status}
			}
			return nil
		},
		runAs: func(_ context.Context, command system.Command) (int, error) {
			ran = append(ran, "runas "+command.String())
			return status, nil
		},
	}, &ran
}

func TestAnAdministratorIsAskedAsTheSystemDoes(t *testing.T) {
	order := HostsOrder{Act: HostsOff, Stamp: hostsStamp, Before: sha256.Sum256(nil), After: sha256.Sum256(nil)}
	arguments := " " + HostsCommand + " " + strings.Join(order.Arguments(), " ")
	desktop := map[string]string{"DISPLAY": ":0"}
	for name, test := range map[string]struct {
		system    string
		variables map[string]string
		installed []string
		want      string
	}{
		"a desktop":                {"linux", desktop, []string{"/retune", pkexec, sudo}, "pkexec /usr/bin/retune" + arguments},
		"a desktop without polkit": {"linux", desktop, []string{"/retune", sudo}, "sudo /usr/bin/retune" + arguments},
		"a terminal":               {"linux", nil, []string{"/retune", pkexec, sudo}, "sudo /usr/bin/retune" + arguments},
		"nobody":                   {"linux", desktop, []string{"/retune"}, ""},
		"the program is gone":      {"linux", desktop, []string{pkexec}, ""},
		"Windows":                  {"windows", nil, nil, "runas /retune" + arguments},
		"a Mac": {"darwin", nil, nil, `osascript -e do shell script "'/retune' 'switch-hosts' '` +
			strings.Join(order.Arguments(), "' '") + `' >/dev/null 2>&1; echo $?" with administrator privileges`},
	} {
		t.Run(name, func(t *testing.T) {
			for _, status := range []int{0, hostsRefused + 1, hostsUnrepaired + 5} {
				r, ran := asked(test.system, test.variables, status, test.installed...)
				ctx, stop := context.WithCancel(t.Context())
				got, _ := Conclude("", r.hostsEdit("/etc/hosts", "/retune")(ctx, order))
				stop()
				want, _ := Conclude("", hostsError(status, "/etc/hosts"))
				if test.want == "" {
					want = Outcome{Result: Refused, Reason: ReasonNeedsAdministrator}
				}
				if strings.Join(*ran, "\n") != test.want || got.Result != want.Result || got.Reason != want.Reason {
					t.Errorf("status %d: %+v, ran %q", status, got, *ran)
				}
			}
		})
	}
}

// A status means that the rights were not granted only if it comes from the program that
// asks.
func TestAStatusIsOfTheProgramThatAsks(t *testing.T) {
	for _, test := range []struct {
		system, asker string
		status        int
		want          Result
	}{
		{"linux", sudo, 1, Refused},
		{"linux", sudo, 126, StillBroken},
		{"linux", sudo, 127, StillBroken},
		{"linux", pkexec, 1, StillBroken},
		{"linux", pkexec, 126, Refused},
		{"linux", pkexec, 127, Refused},
		{"darwin", "", 1, StillBroken},
		{"darwin", "", 127, StillBroken},
		{"windows", "", 1, StillBroken},
		{"windows", "", 126, StillBroken},
	} {
		r, _ := asked(test.system, nil, test.status, "/retune", test.asker)
		outcome, _ := Conclude("", r.hostsEdit("/etc/hosts", "/retune")(t.Context(), HostsOrder{}))
		if outcome.Result != test.want || outcome.Result == Refused && outcome.Reason != ReasonNeedsAdministrator {
			t.Errorf("%+v: %+v", test, outcome)
		}
	}
}

func TestNobodyAgreesOnAnySystem(t *testing.T) {
	no := errors.New("no")
	for _, name := range []string{"linux", "darwin", "windows"} {
		r, _ := asked(name, nil, pkexecDismissed, "/retune", pkexec)
		r.runAs = func(context.Context, system.Command) (int, error) { return 0, no }
		if name == "darwin" {
			r.run = func(context.Context, system.Command, func(string)) error {
				return &system.ExitError{Command: osascript, Status: 1}
			}
		}
		outcome, _ := Conclude(diagnostics.RepairHosts, r.hostsEdit("/etc/hosts", "/retune")(t.Context(), HostsOrder{}))
		if outcome.Result != Refused || outcome.Reason != ReasonNeedsAdministrator {
			t.Errorf("%s: %+v", name, outcome)
		}
	}
}

// TestAMacsScriptMeansTheVeryArguments undoes AppleScript's quoting, and has a real shell
// parse the rest.
func TestAMacsScriptMeansTheVeryArguments(t *testing.T) {
	if runtime.GOOS == "windows" { // it has no shell of this kind
		return
	}
	odd := `/Applications/It's "re\tune" $(touch x) ; & * é/re\\tune` + "\n2"
	script := scriptFor(system.Command{Program: odd, Arguments: []string{"'", `\`, `"`, "", "-n"}}).Arguments[1]
	text, found := strings.CutPrefix(script, `do shell script "`)
	text, ended := strings.CutSuffix(text, `" with administrator privileges`)
	if !found || !ended {
		t.Fatal(script)
	}
	var plain strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			t.Fatalf("the text ends in the middle: %s", text[:i])
		}
		if text[i] == '\\' {
			i++
		}
		plain.WriteByte(text[i])
	}
	words, _, _ := strings.Cut(plain.String(), " >/dev/null")
	output, err := exec.Command("sh", "-c", `printf '%s|' `+words).Output()
	if want := odd + `|'|\|"||-n|`; err != nil || string(output) != want {
		t.Errorf("the shell reads %q, %v", output, err)
	}
	if output, err := exec.Command("sh", "-c", "'false' >/dev/null 2>&1; echo $?").Output(); err != nil || string(output) != "1\n" {
		t.Errorf("%q, %v", output, err)
	}
}

func TestNamesAreForgottenAsTheSystemDoes(t *testing.T) {
	for name, want := range map[string]string{
		"windows": "ipconfig /flushdns", "darwin": "dscacheutil -flushcache", "linux": "resolvectl flush-caches",
	} {
		var ran []string
		commands := &programs{output: func(command system.Command) ([]byte, error) {
			ran = append(ran, command.String())
			return nil, errors.New("it may fail")
		}}
		forgetNames(t.Context(), name, commands)
		if !slices.Equal(ran, []string{want}) {
			t.Errorf("%s: %q", name, ran)
		}
	}
}
