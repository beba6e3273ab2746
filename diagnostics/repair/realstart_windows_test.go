package repair

import (
	"path/filepath"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// restarts starts an install that is not running, by the real commands of this computer.
func (d *desk) restarts(install spotify.Install, rights system.Rights) Outcome {
	d.t.Helper()
	finder := d.service.doors.Finder
	finder.Environment.Rights = rights
	repair := restartRepair{closer{finder: finder}}
	start, err := repair.startCommand(install)
	if err == nil {
		deed := restartDeed{survey: spotify.Survey{Installs: []spotify.Install{install}}, start: start}
		_, err = repair.Apply(d.t.Context(), Plan{Repair: diagnostics.RepairRestart, deed: deed}, ignore)
	}
	outcome, err := Conclude(diagnostics.RepairRestart, err)
	if err != nil {
		d.t.Fatal(err)
	}
	return outcome
}

// A Store alias is an empty file: its target is in its reparse point. If the application is
// gone the alias exists but starts nothing.
func TestAnAliasOfTheStoreThatLeadsNowhereIsSaidAtOnce(t *testing.T) {
	d := newDesk(t)
	alias := d.in("AppData", "Local", "Microsoft", "WindowsApps", "Spotify.exe")
	d.write(alias, nil)
	gone := filepath.Join(filepath.Dir(alias), "gone", "Spotify.exe")
	for name, line := range map[string]struct {
		start string
		want  Result
	}{
		"the application is gone": {alias, StillBroken},
		"the alias is gone, too":  {gone, Refused},
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			outcome := d.restarts(spotify.Install{
				Kind: spotify.KindStore, Program: d.client(), Seen: []string{d.client()},
				Start: []system.Command{{Program: line.start}},
			}, system.RightsOwn)
			if outcome.Result != line.want || outcome.Reason != ReasonNotStarted || outcome.Args["Program"] == "" {
				t.Errorf("got %+v", outcome)
			}
			if took := time.Since(begun); took > startPatience/2 {
				t.Errorf("that could be known at once, and took %s", took)
			}
		})
	}
}

// The desktop starts what an elevated Retune asks it to, so that Spotify gets the desktop's
// rights.
func TestTheDesktopStartsSpotifyForAnElevatedRetune(t *testing.T) {
	d := newDesk(t)
	d.puts(d.client())
	outcome := d.restarts(spotify.Install{
		Kind: spotify.KindWindows, Program: d.client(), Seen: []string{d.client()},
		Start: []system.Command{{Program: d.client()}},
	}, system.RightsElevated)
	if outcome.Result != Repaired {
		t.Fatalf("got %+v", outcome)
	}
	if now := d.numbers(d.client()); len(now) != 1 {
		t.Errorf("running are %v", now)
	}
	if outcome := d.repairs(diagnostics.RepairClose); outcome.Result != Repaired {
		t.Errorf("what was started is not closed: %+v", outcome)
	}
}
