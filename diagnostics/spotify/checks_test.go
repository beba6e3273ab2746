package spotify

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

type table struct {
	running     []system.Process
	failure     error
	connections []system.Connection
}

func (t table) List(context.Context) ([]system.Process, error) { return t.running, t.failure }

func (t table) Connections(context.Context, int) ([]system.Connection, error) {
	return t.connections, nil
}

func (t table) Open(system.Process) (system.Handle, error) { return nil, system.ErrGone }

// shelf is a computer's files; those with an entry exist.
type shelf map[string]string

func (s shelf) Modified(path string) (time.Time, error) {
	if _, found := s[path]; !found {
		return time.Time{}, os.ErrNotExist
	}
	return time.Unix(int64(len(s[path])), 0), nil
}

func (s shelf) Read(path string, _ int64) ([]byte, error) {
	content, found := s[path]
	if !found {
		return nil, os.ErrNotExist
	}
	return []byte(content), nil
}

func (s shelf) List(folder string) ([]string, error) {
	var names []string
	for path := range s {
		if name, inside := strings.CutPrefix(path, folder+"/"); inside && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	if names == nil {
		return nil, os.ErrNotExist
	}
	return names, nil
}

func (s shelf) Resolve(path string) (string, error) { return path, nil }

// answers are the outputs of commands.
type answers map[string]string

func (a answers) Find(program string) (string, error) { return program, nil }

func (a answers) Output(_ context.Context, command system.Command) ([]byte, error) {
	answer, found := a[command.Program]
	if !found {
		return nil, system.ErrNoProgram
	}
	return []byte(answer), nil
}

func (a answers) Start(system.Command) error { return errors.ErrUnsupported }

const debProgram = "/usr/share/spotify/spotify"

func saw(t *testing.T, files shelf, processes table, name diagnostics.CheckName) diagnostics.Observation {
	t.Helper()
	finder := Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: processes}
	for _, check := range finder.Checks() {
		if check.Name == name {
			return check.Run(t.Context(), nil).Observation
		}
	}
	t.Fatal("no such check")
	return ""
}

func TestConnections(t *testing.T) {
	old := system.Process{PID: 1, Program: debProgram, Mine: true, Age: time.Hour}
	young, helper := old, old
	young.Age = time.Second
	helper.Age, helper.Arguments = time.Second, []string{debProgram, "--type=renderer"}
	internet := system.Connection{Established: true, Remote: "35.186.224.25", Port: 4070}
	local := system.Connection{Established: true, Remote: "::ffff:127.0.0.1", Port: 9050}
	tried := system.Connection{Remote: "35.186.224.25", Port: 443}
	for name, line := range map[string]struct {
		processes table
		want      diagnostics.Observation
	}{
		"internet":         {table{running: []system.Process{old}, connections: []system.Connection{local, internet}}, diagnostics.SawFine},
		"local only":       {table{running: []system.Process{old}, connections: []system.Connection{local}}, diagnostics.SawLocalOnly},
		"being tried":      {table{running: []system.Process{old}, connections: []system.Connection{tried}}, diagnostics.SawConnecting},
		"just started":     {table{running: []system.Process{young}}, diagnostics.SawStarting},
		"young and trying": {table{running: []system.Process{young}, connections: []system.Connection{tried}}, diagnostics.SawConnecting},
		"none":             {table{running: []system.Process{old}}, diagnostics.SawNone},
		"a young helper":   {table{running: []system.Process{helper, old}}, diagnostics.SawNone},
		"nothing runs":     {table{}, diagnostics.SawNothingToCheck},
		"table unreadable": {table{failure: os.ErrPermission}, diagnostics.SawUnreadable},
		"another user's":   {table{running: []system.Process{{PID: 1, Program: debProgram}}}, diagnostics.SawNothingToCheck},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if got := saw(t, shelf{debProgram: ""}, line.processes, diagnostics.CheckConnections); got != line.want {
					t.Errorf("got %s, want %s", got, line.want)
				}
			})
		})
	}
}

func TestAClientThatWasHaltedHangs(t *testing.T) {
	runs := system.Process{PID: 1, Program: debProgram, Mine: true, Age: time.Hour}
	halted, helper := runs, runs
	halted.Stopped = true
	helper.Stopped, helper.Arguments = true, []string{debProgram, "--type=renderer"}
	for name, line := range map[string]struct {
		running []system.Process
		want    diagnostics.Observation
	}{
		"it runs":             {[]system.Process{runs}, diagnostics.SawFine},
		"it was halted":       {[]system.Process{halted}, diagnostics.SawHung},
		"a helper was halted": {[]system.Process{helper, runs}, diagnostics.SawFine},
	} {
		t.Run(name, func(t *testing.T) {
			if got := saw(t, shelf{debProgram: ""}, table{running: line.running}, diagnostics.CheckProcess); got != line.want {
				t.Errorf("got %s, want %s", got, line.want)
			}
		})
	}
}

func TestVersionsOfEachKind(t *testing.T) {
	flatpak := "/var/lib/flatpak/app/com.spotify.Client/current/active/files/extra/share/spotify/spotify"
	snap := "/snap/spotify/current/usr/share/spotify/spotify"
	launcher := "/home/me/.local/share/spotify-launcher/install/usr/share/spotify/spotify"
	prefs := "app.last-launched-version=\"1.1\"\n"
	for _, line := range []struct {
		files   shelf
		prints  answers
		kind    Kind
		version string
	}{
		{shelf{debProgram: ""}, answers{"dpkg-query": "installed 1:1.2.3.g4"}, KindDeb, "1.2.3.g4"},
		{shelf{debProgram: "", "/home/me/.config/spotify/prefs": prefs}, answers{"dpkg-query": "config-files 1:1.2"}, KindOther, "1.1"},
		{shelf{"/opt/spotify/spotify": "", "/var/lib/pacman/local/spotify-1:1.2.6-2": ""}, answers{}, KindAUR, "1.2.6"},
		{shelf{"/opt/spotify/spotify": "", "/var/lib/pacman/local/spotify-launcher-1.3-1": ""}, answers{}, KindOther, ""},
		{shelf{snap: "", "/snap/spotify/current/meta/snap.yaml": "name: spotify\nversion: '1.2.3'\n"}, answers{}, KindSnap, "1.2.3"},
		{shelf{flatpak: ""}, answers{"flatpak": "\n  Version: 1.2.4\n"}, KindFlatpak, "1.2.4"},
		{shelf{launcher: "", "/home/me/.local/share/spotify-launcher/state.json": `{"version":"1.2.5"}`}, answers{}, KindLauncher, "1.2.5"},
		{shelf{launcher: "", "/home/me/.local/share/spotify-launcher/state.json": `{"vers`}, answers{}, KindLauncher, ""},
	} {
		finder := Finder{Environment: linux(), Files: line.files, Commands: line.prints, Processes: table{}}
		survey, err := finder.Survey(t.Context())
		if err != nil || len(survey.Installs) != 1 {
			t.Fatalf("%s: %+v, %v", line.kind, survey, err)
		}
		if got := survey.Installs[0]; got.Kind != line.kind || got.Version != line.version {
			t.Errorf("got %s %q, want %s %q", got.Kind, got.Version, line.kind, line.version)
		}
	}
}

func TestTheInstallThatRunsIsTreatedFirst(t *testing.T) {
	files := shelf{debProgram: "", "/opt/spotify/spotify": ""}
	runs := table{running: []system.Process{{PID: 1, Program: "/opt/spotify/spotify", Mine: true}}}
	survey, err := Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: runs}.Survey(t.Context())
	if err != nil || survey.Installs[0].Program != "/opt/spotify/spotify" {
		t.Errorf("got %+v, %v", survey, err)
	}
}

func TestAClientWhoseProgramWasRemovedStillRuns(t *testing.T) {
	files := shelf{"/opt/spotify/spotify": ""}
	runs := table{running: []system.Process{{PID: 1, Program: debProgram, Mine: true}}}
	survey, err := Finder{Environment: linux(), Files: files, Commands: answers{}, Processes: runs}.Survey(t.Context())
	if err != nil || len(survey.Running) != 1 {
		t.Errorf("got %+v, %v", survey, err)
	}
}

// untouched are files that must not be accessed.
type untouched struct{ t *testing.T }

func (u untouched) Modified(path string) (time.Time, error) { return time.Time{}, u.looked(path) }

func (u untouched) Read(path string, _ int64) ([]byte, error) { return nil, u.looked(path) }

func (u untouched) List(folder string) ([]string, error) { return nil, u.looked(folder) }

func (u untouched) Resolve(path string) (string, error) { return "", u.looked(path) }

func (u untouched) looked(path string) error {
	u.t.Errorf("%s was looked at", path)
	return os.ErrNotExist
}

func TestWithTheRightsOfAnotherAccountNothingOfThePersonsIsLookedAt(t *testing.T) {
	finder := Finder{
		Environment: system.Environment{System: "linux", Home: "/root", Rights: system.RightsForeign},
		Files:       untouched{t}, Processes: table{failure: errors.New("nobody asks")},
	}
	for _, check := range finder.Checks() {
		if finding := check.Run(t.Context(), nil); finding.Check != check.Name || finding.Observation != diagnostics.SawForeign {
			t.Errorf("%s: %+v", check.Name, finding)
		}
	}
}
