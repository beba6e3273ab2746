//go:build linux

package endtoend

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// refusals are states in which clear-cache must not touch anything. Each is created in a home
// with a full cache.
func refusals() map[string]func(p *person) {
	prefs := filepath.Join(configFolder, "prefs")
	return map[string]func(p *person){
		"the cache folder is a link": func(p *person) {
			must(p.t, os.Rename(p.path(cacheFolder), p.path("elsewhere")))
			must(p.t, os.Symlink(p.path("elsewhere"), p.path(cacheFolder)))
		},
		"a folder of the cache is a link": func(p *person) {
			must(p.t, os.Rename(p.path(cacheFolder, "Data"), p.path("elsewhere")))
			must(p.t, os.Symlink(p.path("elsewhere"), p.path(cacheFolder, "Data")))
		},
		"preferences are a folder": func(p *person) {
			must(p.t, os.Remove(p.path(prefs)))
			must(p.t, os.Mkdir(p.path(prefs), 0o700))
		},
		"preferences are half-written": func(p *person) {
			write(p.t, p.path(prefs), preferences[:len(preferences)-len(`mebody"`+"\nstorage.size=4096\n")])
		},
		"preferences are empty": func(p *person) {
			write(p.t, p.path(prefs), "")
		},
		"another file system is mounted in the cache": func(p *person) {
			p.do("mount -t tmpfs none '" + p.path(cacheFolder, "Data") + "'")
		},
		"the cache's disk can only be read": func(p *person) {
			p.do("cd '" + p.path(cacheFolder) + "'; mount --bind . . && mount -o remount,bind,ro .")
		},
		"downloads were moved into the cache": func(p *person) {
			write(p.t, p.path(prefs), preferences+`storage.location="`+p.path(cacheFolder, "Data")+`"`+"\n")
		},
		"downloads were moved around the cache": func(p *person) {
			write(p.t, p.path(prefs), preferences+`storage.last-location="`+p.path(".cache")+`"`+"\n")
		},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestClearCacheRefusesWhatItCannotBeSureOf(t *testing.T) {
	for name, prepare := range refusals() {
		t.Run(name, func(t *testing.T) {
			p := withCache(t)
			prepare(p)
			before := p.tree()
			o := p.run("fix", "clear-cache", "--yes").mustEnd(t, 3)
			saysWhatToDo(t, o)
			got := decode[repairObject](t, p.run("fix", "clear-cache", "--yes", "--json").mustEnd(t, 3))
			if got.Outcome != "refused" || got.Reason == "" {
				t.Errorf("%+v", got)
			}
			p.mustBeUnchanged(before)
		})
	}
}

// saysWhatToDo checks for one line that tells the user what to do, and for no crash.
func saysWhatToDo(t *testing.T, o outcome) {
	t.Helper()
	said := lastLine(o.output + o.complaint)
	if len(strings.Fields(said)) < 4 || strings.Contains(o.output+o.complaint, "goroutine ") {
		t.Errorf("that helps nobody: %q", o.output+o.complaint)
	}
}

func TestAHomeThatDoesNotExist(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "missing")
	p := newPerson(t, newBoxApart(t)).with(map[string]string{"HOME": filepath.Join(missing, "home")})
	p.run("diagnose", "--json").mustEnd(t, 1)
	for _, arguments := range [][]string{{"fix", "clear-cache", "--yes"}, {"fix", "close", "--yes"}} {
		saysWhatToDo(t, p.run(arguments...).mustEnd(t, 3))
	}
	if _, err := os.Stat(missing); !os.IsNotExist(err) {
		t.Error("a home was made")
	}
}

func TestNoHomeAtAll(t *testing.T) {
	p := newPerson(t, newBox(t)).with(map[string]string{"HOME": ""})
	saysWhatToDo(t, p.run("fix", "clear-cache", "--yes").mustEnd(t, 3))
}

func TestAFullDisk(t *testing.T) {
	p := withCache(t)
	before := p.tree()
	for _, folder := range []string{".cache", ".local/state", ".config"} {
		must(t, os.MkdirAll(p.path(folder), 0o700))
		p.do(`cd '` + p.path(folder) + `'
			mkdir ../full-disk && mount -t tmpfs -o size=1m tmpfs ../full-disk && cp -a . ../full-disk
			mount --move ../full-disk . && rmdir ../full-disk && cd "$PWD" && dd if=/dev/zero of=filler bs=4k 2>/dev/null || true`)
	}
	o := p.run("fix", "clear-cache", "--yes")
	saysWhatToDo(t, o)
	if o.status != 0 && o.status != 3 {
		t.Errorf("a full disk ended with status %d: %+v", o.status, o)
	}
	p.run("undo", "--yes")
	p.run("discard", "--yes")
	p.mustBeUnchanged(before)
}

func TestNoBrowser(t *testing.T) {
	p := newPerson(t, newBox(t)).with(map[string]string{"PATH": t.TempDir()})
	for _, page := range []string{"support", "status", "download"} {
		o := p.run("open", page).mustEnd(t, 3)
		oneLine(t, o.complaint)
		if !strings.Contains(o.complaint, "https://") {
			t.Errorf("the address is not there to be copied: %q", o.complaint)
		}
	}
}

func TestNoSessionBus(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{
		"none": "", "gone": "unix:path=/no/such/bus", "nonsense": "nonsense",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPerson(t, newBoxApart(t))
			client := p.install(behavior{})
			p.startClient(client, behavior{})
			p = p.with(map[string]string{"DBUS_SESSION_BUS_ADDRESS": address})
			p.run("fix", "close", "--yes").mustEnd(t, 0)
			if left := running(client); len(left) != 0 {
				t.Errorf("still running: %v", left)
			}
		})
	}
}
