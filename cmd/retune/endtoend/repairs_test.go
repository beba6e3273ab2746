//go:build linux

package endtoend

import (
	"os"
	"strings"
	"testing"
)

func TestAStaleLockIsClearedAndBroughtBack(t *testing.T) {
	p := withCache(t)
	host, err := os.Hostname()
	must(t, err)
	lock := p.path(cacheFolder, "SingletonLock")
	must(t, os.Symlink(host+"-4242", lock))
	before := p.tree()
	plan := decode[repairObject](t, p.run("fix", "stale-lock", "--dry-run", "--json").mustEnd(t, 0))
	if len(plan.Items) != 1 || plan.Items[0].Path != lock || !plan.Undo {
		t.Errorf("%+v", plan)
	}
	p.mustBeUnchanged(before)
	p.run("fix", "stale-lock", "--yes").mustEnd(t, 0)
	if _, err := os.Lstat(lock); !os.IsNotExist(err) {
		t.Errorf("the lock is still there: %v", err)
	}
	p.run("undo", "--yes").mustEnd(t, 0)
	p.mustBeUnchanged(before)
}

func TestAProxyIsTakenOutOfThePreferencesAndBroughtBack(t *testing.T) {
	p := withCache(t)
	// The check afterwards asks the desktop for its proxy, which else keeps a file of its own.
	p.variables["GSETTINGS_BACKEND"] = "memory"
	prefs := p.path(configFolder, "prefs")
	write(t, prefs, preferences+"network.proxy.mode=2\nnetwork.proxy.addr=\"proxy.example:3128@http\"\nnetwork.proxy.pass=\"hush\"\n")
	before := p.tree()
	if o := p.run("fix", "proxy", "--dry-run").mustEnd(t, 0); !strings.Contains(o.output, "- network.proxy.mode=2") ||
		!strings.Contains(o.output, "+ network.proxy.mode=1") || strings.Contains(o.output, "hush") {
		t.Errorf("the plan is %q", o.output)
	}
	p.mustBeUnchanged(before)
	p.run("fix", "proxy", "--yes").mustEnd(t, 0)
	content, err := os.ReadFile(prefs)
	must(t, err)
	if string(content) != preferences+"network.proxy.mode=1\n" {
		t.Errorf("the preferences are %q", content)
	}
	p.run("undo", "--yes").mustEnd(t, 0)
	p.mustBeUnchanged(before)
	if o := p.run("fix", "proxy", "--json", "--yes"); strings.Contains(o.output+o.complaint, "hush") {
		t.Error("the password is told")
	}
}

func TestALauncherUpdatesSpotifyItself(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	got := decode[repairObject](t, p.run("fix", "update", "--yes", "--json").mustEnd(t, 3))
	if got.Outcome != "refused" || got.Reason != "updates-itself" {
		t.Errorf("%+v", got)
	}
	p.mustBeUnchanged(before)
}
