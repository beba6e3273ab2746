//go:build linux

package endtoend

import (
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// closings are the ways in which a client ends or refuses to.
func closings() map[string]struct {
	how   behavior
	onBus bool
} {
	return map[string]struct {
		how   behavior
		onBus bool
	}{
		"asked over the bus":            {behavior{Renderers: 2, IgnoreTerminate: true}, true},
		"by SIGTERM without a bus":      {behavior{Renderers: 2}, false},
		"by SIGTERM when the bus fails": {behavior{Renderers: 2, IgnoreQuit: true}, true},
		"by force":                      {behavior{Renderers: 2, IgnoreQuit: true, IgnoreTerminate: true}, true},
	}
}

func TestCloseEndsSpotifyAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, closing := range closings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPerson(t, newBoxApart(t))
			if closing.onBus {
				p.joinBus()
			}
			client := p.install(closing.how)
			p.startClient(client, closing.how)
			twins := p.startTwins()

			o := p.run("fix", "close", "--yes", "--json").mustEnd(t, 0)
			if got := decode[repairObject](t, o); got.Repair != "close" || got.Outcome != "repaired" {
				t.Errorf("%+v", got)
			}
			if left := running(client); len(left) != 0 {
				t.Errorf("still running: %v", left)
			}
			mustLive(t, twins)
		})
	}
}

func TestRestartBringsSpotifyBack(t *testing.T) {
	t.Parallel()
	for name, closing := range closings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPerson(t, newBoxApart(t))
			if closing.onBus {
				p.joinBus()
			}
			client := p.install(closing.how)
			old := p.startClient(client, closing.how)
			twins := p.startTwins()

			o := p.run("fix", "restart", "--yes", "--json").mustEnd(t, 0)
			if got := decode[repairObject](t, o); got.Repair != "restart" || got.Outcome != "repaired" {
				t.Errorf("%+v", got)
			}
			if now := mainOf(t, client); now == old {
				t.Error("it is the old client")
			}
			await(t, "the new client's renderers", func() bool { return len(running(client)) == 3 })
			mustLive(t, twins)
		})
	}
}

func TestRestartStartsAClientThatWasNotRunning(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	client := p.install(behavior{})
	p.run("fix", "restart", "--yes").mustEnd(t, 0)
	mainOf(t, client)
}

func TestCloseWithNothingRunningIsDone(t *testing.T) {
	p := newPerson(t, newBox(t))
	p.install(behavior{})
	got := decode[repairObject](t, p.run("fix", "close", "--yes", "--json").mustEnd(t, 0))
	if got.Outcome != "nothing-to-do" {
		t.Errorf("%+v", got)
	}
}

func TestRepairsWithoutSpotifyAreRefused(t *testing.T) {
	p := newPerson(t, newBox(t))
	for _, repair := range []string{"close", "restart", "clear-cache"} {
		got := decode[repairObject](t, p.run("fix", repair, "--yes", "--json").mustEnd(t, 3))
		if got.Outcome != "refused" || got.Reason == "" {
			t.Errorf("%s: %+v", repair, got)
		}
	}
}

func TestAZombieIsNotARunningSpotify(t *testing.T) {
	p := newPerson(t, newBox(t))
	client := p.install(behavior{})
	command := exec.Command(client)
	command.Env = p.environment()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Wait() }()
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	await(t, "the zombie", func() bool { return !alive(command.Process.Pid) })

	started := time.Now()
	got := decode[repairObject](t, p.run("fix", "close", "--yes", "--json").mustEnd(t, 0))
	if got.Outcome != "nothing-to-do" {
		t.Errorf("%+v", got)
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("a zombie was waited for: %v", took)
	}
}

// startTwins starts programs with names similar to Spotify's.
func (p *person) startTwins() map[string]int {
	p.t.Helper()
	twins := map[string]int{}
	for _, name := range []string{
		".cargo/bin/spotifyd", "bin/spotify-qt", "bin/spotify_player", "projects/unrelated/spotify",
		".local/share/spotify-launcher-old/usr/share/spotify/spotify", "bin/spotify-launcher-gui",
	} {
		path := p.path(filepath.FromSlash(name))
		copyProgram(p.t, path)
		twins[name] = p.start(path, "--twin")
		await(p.t, name, func() bool { return slices.Contains(running(path), twins[name]) })
	}
	return twins
}

func mustLive(t *testing.T, processes map[string]int) {
	t.Helper()
	for name, pid := range processes {
		if !alive(pid) {
			t.Errorf("%s was ended", name)
		}
	}
}
