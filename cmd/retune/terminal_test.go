package main

import (
	"bufio"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
	"retune/diagnostics/system"
	"retune/diagnostics/words"
)

var (
	errNoBus  = errors.New("no session bus")
	errBroken = errors.New("the guide: steps: one is missing")
)

// senselessLines are wrong command lines.
func senselessLines() [][]string {
	return [][]string{
		{"--no-such-flag"},
		{"-x"},
		{"no-such-command"},
		{"two\nlines"},
		{"--two\nlines"},
		{"--version", "more"},
		{"--version=maybe"},
		{"diagnose", "--no-such-flag"},
		{"diagnose", "more"},
		{"diagnose", "--timeout"},
		{"diagnose", "--timeout", "soon"},
		{"diagnose", "--timeout", "-1s"},
		{"diagnose", "--timeout=0s"},
		{"diagnose", "--json=maybe"},
		{"watch", "more"},
		{"watch", "--for", "-1s"},
		{"watch", "--json", "--csv"},
		{"guide", "more"},
		{"report", "more"},
		{"report", "--json"},
		{"fix"},
		{"fix", "everything"},
		{"fix", "--yes"},
		{"fix", "close", "restart"},
		{"fix", "--list", "close"},
		{"fix", "close", "--list"},
		{"fix", "close", "--no\x1b[2J"},
		{"undo", "it"},
		{"undo", "--dry-run"},
		{"discard", "it"},
		{"open"},
		{"open", "https://example.org"},
		{"open", "support", "status"},
	}
}

func TestBadUsageIsOneLineAndChangesNothing(t *testing.T) {
	for _, arguments := range senselessLines() {
		t.Run(strings.Join(arguments, " "), func(t *testing.T) {
			d := newDesk(t).withCache().withClient()
			before := d.tree()
			d.ends(exitUsage, arguments...)
			d.complains("(retune --help)")
			if d.out.Len() > 0 {
				t.Errorf("bad usage is no output: %q", &d.out)
			}
			if diff := cmp.Diff(before, d.tree()); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(d.err.String(), "\x1b") {
				t.Errorf("the complaint steers the terminal: %q", &d.err)
			}
		})
	}
}

func TestBadUsageIsSaidInThePersonsLanguage(t *testing.T) {
	languages, err := words.Languages()
	if err != nil {
		t.Fatal(err)
	}
	for _, arguments := range senselessLines() {
		said := map[string]string{}
		for _, language := range languages {
			d := newDesk(t)
			d.language = language.Code
			d.ends(exitUsage, arguments...)
			d.complains("(retune --help)")
			if other, twice := said[d.err.String()]; twice {
				t.Errorf("%q is said alike in %s and %s: %q", arguments, other, language.Code, &d.err)
			}
			said[d.err.String()] = language.Code
			if strings.Contains(d.err.String(), "terminal.usage") {
				t.Errorf("%q in %s: %q", arguments, language.Code, &d.err)
			}
		}
	}
}

func TestHelpNamesEverything(t *testing.T) {
	d := newDesk(t)
	d.ends(exitFine, "--help")
	help := d.out.String()
	d.says("diagnose [--json] [--timeout 5s]", "watch [--for 8h] [--json | --csv]", "guide [--json]", "fix NAME [--dry-run] [--yes] [--json]", "fix --list",
		"undo [--yes]", "discard [--yes]", "report", "open PAGE", "support, status, download, network, firewall, proxy, vpn or portal", "--version", "--help")
	if strings.Contains(help, "terminal.") {
		t.Errorf("a word is missing:\n%s", help)
	}
	for _, arguments := range [][]string{{"-h"}, {"help"}, {"fix", "--help"}, {"diagnose", "-h"}, {"fix", "close", "--help"}} {
		d.ends(exitFine, arguments...)
		if d.out.String() != help || d.err.Len() > 0 {
			t.Errorf("%v is not the help: %s%s", arguments, &d.out, &d.err)
		}
	}
}

func TestVersionIsOneLineAndTheReleases(t *testing.T) {
	d := newDesk(t)
	d.ends(exitFine, "--version")
	if d.out.String() != "retune "+version+"\n" {
		t.Errorf("%q", &d.out)
	}
	metadata, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(metadata), `Version = "`+version+`"`) {
		t.Errorf("FyneApp.toml has another version than %s", version)
	}
}

func TestAProgramThatCannotBePutTogetherSaysSo(t *testing.T) {
	for _, arguments := range [][]string{
		{}, {"--help"}, {"diagnose"}, {"watch"}, {"guide"}, {"fix", "close"}, {"undo"}, {"discard"}, {"report"}, {"open", "support"},
	} {
		d := newDesk(t)
		face := terminal{
			in: bufio.NewReader(d.types), out: &d.out, err: &d.err,
			wired: func() (*services, error) { return nil, errBroken },
		}
		if status := face.run(t.Context(), arguments); status != exitUnsure {
			t.Errorf("%v ended with %d", arguments, status)
		}
		d.complains(errBroken.Error())
	}
}

func TestDisplay(t *testing.T) {
	for name, desktop := range map[string]struct {
		system, variable string
		want             bool
	}{
		"nothing": {"linux", "", false}, "X": {"linux", "DISPLAY", true}, "Wayland": {"linux", "WAYLAND_DISPLAY", true},
		"BSD": {"freebsd", "", false}, "Windows": {"windows", "", true}, "macOS": {"darwin", "", true},
	} {
		environment := system.Environment{System: desktop.system, Variables: map[string]string{desktop.variable: ":0"}}
		if got := hasDisplay(environment); got != desktop.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Wiring the services must not start a program or touch the disk.
func TestWire(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("PATH", "")
	for _, language := range []string{"", "C", "C.UTF-8", "en_US.UTF-8", "de_DE@euro", "tlh", "../../etc", "\xff"} {
		t.Setenv("LC_ALL", language)
		s, err := wire(system.CurrentEnvironment())
		if err != nil {
			t.Fatalf("LC_ALL=%q: %v", language, err)
		}
		if s.words.Language() == "" || len(s.guide.Steps) != 7 || len(s.diagnosis.Checks()) != len(diagnostics.CheckNames()) {
			t.Errorf("LC_ALL=%q: parts are missing", language)
		}
	}
	if entries, err := os.ReadDir(os.Getenv("HOME")); err != nil || len(entries) > 0 {
		t.Errorf("something appeared in the home: %v, %v", entries, err)
	}
}

func TestBadUsageNamesWhatIsWrongOnce(t *testing.T) {
	for want, arguments := range map[string][]string{
		`retune: “--bogus” makes no sense here (retune --help)`:                               {"--bogus"},
		`retune: diagnose: “--bogus” makes no sense here (retune --help)`:                     {"diagnose", "--json", "--bogus", "x"},
		`retune: diagnose: “soon” makes no sense here (retune --help)`:                        {"diagnose", "--timeout", "soon"},
		`retune: diagnose: “--timeout” makes no sense here (retune --help)`:                   {"diagnose", "--timeout"},
		`retune: diagnose: --timeout has to be longer than nothing (retune --help)`:           {"diagnose", "--timeout", "-1s"},
		`retune: diagnose: “---” makes no sense here (retune --help)`:                         {"diagnose", "---"},
		`retune: diagnose: “extra” is one word too many (retune --help)`:                      {"diagnose", "extra"},
		`retune: “extra” is one word too many (retune --help)`:                                {"--version", "extra"},
		`retune: There is no command “repair” (retune --help)`:                                {"repair"},
		`retune: fix: Which repair? “retune fix --list” names them (retune --help)`:           {"fix"},
		`retune: fix: There is no repair “x”. “retune fix --list” names them (retune --help)`: {"fix", "x"},
	} {
		d := newDesk(t)
		d.ends(exitUsage, arguments...)
		if got := strings.TrimSuffix(d.err.String(), "\n"); got != want {
			t.Errorf("%q: %q", arguments, got)
		}
	}
}
