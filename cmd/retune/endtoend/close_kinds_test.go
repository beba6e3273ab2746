//go:build linux

package endtoend

import (
	"os"
	"strings"
	"testing"
	"time"
)

// A Flatpak's client is not on the bus itself: a proxy connects for it. One that ignores
// everything is ended together with its sandbox.
func TestFlatpakCloses(t *testing.T) {
	p := newPerson(t, newBox(t))
	must(t, os.Mkdir(p.path("run"), 0o700))
	p.variables["XDG_RUNTIME_DIR"] = p.path("run")
	p.joinBus()
	p.installFlatpak()
	for _, closing := range []struct {
		name     string
		how      behavior
		politely bool
	}{
		{"over its proxy", behavior{Renderers: 2, IgnoreTerminate: true}, true},
		{"by force", behavior{Renderers: 2, IgnoreTerminate: true, IgnoreQuit: true}, false},
	} {
		p.behave(closing.how)
		p.start("flatpak", "run", "--user", "--filesystem=home", "com.spotify.Client")
		await(t, "the Flatpak's client", func() bool { return len(running(sandboxed)) == 3 && p.playerIsThere() })
		begun := time.Now()
		p.run("fix", "close", "--yes").mustEnd(t, 0)
		// A client asked over the bus has two seconds before the system asks as well.
		if politely := time.Since(begun) < 2*time.Second; politely != closing.politely {
			t.Errorf("%s: it took %s", closing.name, time.Since(begun))
		}
		if left := running(sandboxed); len(left) != 0 {
			t.Errorf("%s: still running are %v", closing.name, left)
		}
	}
}

// playerIsThere reports whether anybody owns the media player's name on the bus.
func (p *person) playerIsThere() bool {
	ask := p.command(p.t.Context(), "dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus",
		"/", "org.freedesktop.DBus.NameHasOwner", "string:org.mpris.MediaPlayer2.spotify")
	ask.Env = p.environment()
	answer, err := ask.Output()
	return err == nil && strings.Contains(string(answer), "true")
}

// Under sudo, the user's Spotify belongs to another user.
func TestUnderSudoNothingIsRepaired(t *testing.T) {
	p := newPerson(t, newBox(t))
	client := p.install(behavior{})
	p.startClient(client, behavior{})
	p.variables["SUDO_UID"] = "1000"
	for _, repair := range []string{"close", "restart", "clear-cache"} {
		got := decode[repairObject](t, p.run("fix", repair, "--yes", "--json").mustEnd(t, 3))
		if got.Outcome != "refused" || got.Reason != "other-account" {
			t.Errorf("%s: %+v", repair, got)
		}
	}
	if len(running(client)) != 1 {
		t.Error("Spotify was closed all the same")
	}
}

// Network problems are found under sudo, too. If there are none, Retune says that it could
// not examine the user's Spotify, not that all is well.
func TestUnderSudoADiagnosisSaysWhatItCouldNotSee(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]struct {
		script string
		status int
		cause  string
	}{
		"all is well": {"", 3, "unknown"},
		"no internet": {"ip route add blackhole 203.0.113.0/24; ip route replace blackhole default", 1, "no-internet"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLabApart(t, world{})
			p := newPerson(t, l.box)
			p.startClient(p.install(behavior{}), behavior{})
			l.do(line.script)
			p.variables["SUDO_UID"] = "1000"
			got := decode[report](t, p.run("diagnose", "--json").mustEnd(t, line.status))
			if got.Verdict.Cause != line.cause || got.Client.Running || got.Client.Kind != "" {
				t.Errorf("the verdict is %+v, the client %+v", got.Verdict, got.Client)
			}
			said := p.run("diagnose").mustEnd(t, line.status).output
			if own := strings.Contains(said, "Start Retune as yourself"); own != (line.cause == "unknown") {
				t.Errorf("it says\n%s", said)
			}
		})
	}
}

// A process table that shows nothing does not mean that nothing is running.
func TestWithoutAProcessTableNothingIsRepaired(t *testing.T) {
	p := newPerson(t, newBox(t))
	client := p.install(behavior{})
	p.fillCache()
	p.startClient(client, behavior{})
	before := p.tree()
	p.do("mount -t tmpfs none /proc")
	for _, repair := range []string{"close", "restart", "clear-cache"} {
		got := decode[repairObject](t, p.run("fix", repair, "--yes", "--json").mustEnd(t, 3))
		if got.Outcome != "refused" || got.Reason != "processes-unreadable" {
			t.Errorf("%s: %+v", repair, got)
		}
	}
	if len(running(client)) != 1 {
		t.Error("Spotify was closed all the same")
	}
	p.mustBeUnchanged(before)
}
