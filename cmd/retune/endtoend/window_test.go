//go:build linux

package endtoend

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// desk is somebody before the real window, with the words that they read in it.
type desk struct {
	*person
	*screen
	t     *testing.T
	words *words.Words
	guide guide.Guide
}

func newDesk(t *testing.T, p *person) *desk {
	t.Helper()
	text, err := words.Open("en")
	must(t, err)
	instructions, err := guide.Load("en")
	must(t, err)
	p.joinBus()
	return &desk{person: p, screen: newScreen(t, p), t: t, words: text, guide: instructions}
}

// say returns one of the window's texts.
func (d *desk) say(key string) string { return d.words.Say("window."+key, nil) }

// step returns a step's name, which opens and closes it.
func (d *desk) step(number int) string { return d.guide.Steps[number-1].Title }

// open opens Retune's window and waits for it.
func (d *desk) open() (pid int) {
	d.t.Helper()
	pid = d.start(program("retune"))
	d.use("search", "--sync", "--onlyvisible", "--name", "^Retune$", "windowactivate", "--sync")
	return pid
}

// shut closes the window as a person does, and waits until the program has ended.
func (d *desk) shut(pid int) {
	d.t.Helper()
	d.closeWindow()
	await(d.t, "the end of the program", func() bool { return !alive(pid) })
}

func TestWindowFromErrorToMusic(t *testing.T) {
	l := newLab(t, world{})
	d := newDesk(t, l.newPerson())
	how := connected()
	client := d.install(how)
	d.fillCache()
	d.startClient(client, how)
	before := d.tree().without(".cache/fontconfig", ".cache/openbox", ".cache/mesa_shader_cache", "bus")
	visited := d.registerBrowser()
	window := d.open()

	d.await(d.step(1))
	d.await(d.words.Say("verdict.none.connected.title", nil))
	d.keep("fine")

	d.restartsSpotify(client)
	d.clearsTheCacheAndUndoes(client, before)
	d.opensSupport(visited)
	d.searchesQuestions()
	d.ticksAStep()
	d.shut(window)
	d.findsTheTickAgain()
}

// registerBrowser makes a program the browser of the person's desktop. It writes down
// the addresses that it is given.
func (d *desk) registerBrowser() (visited string) {
	d.t.Helper()
	visited = d.path("visited")
	browser := d.path("bin", "browser")
	write(d.t, browser, "#!/bin/sh\necho \"$1\" >>'"+visited+"'\n")
	must(d.t, os.Chmod(browser, 0o755))
	write(d.t, d.path(".local/share/applications/standin-browser.desktop"), fmt.Sprintf(
		"[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %%u\nMimeType=x-scheme-handler/https;\n", browser))
	write(d.t, d.path(".config/mimeapps.list"),
		"[Default Applications]\nx-scheme-handler/https=standin-browser.desktop\n")
	return visited
}

func (d *desk) restartsSpotify(client string) {
	d.t.Helper()
	old := mainOf(d.t, client)
	restart := d.words.Repair(diagnostics.RepairRestart)
	d.click(d.step(3))
	d.push(restart)
	d.await(d.say("plan.processes"))
	d.keep("plan")
	if now := mainOf(d.t, client); now != old {
		d.t.Error("it was restarted before the plan was agreed to")
	}
	d.push(restart)
	await(d.t, "a new client", func() bool { return !alive(old) && len(running(client)) == 2 })
	d.await(d.say("connected"))
	d.keep("restarted")
	d.click(d.step(3))
	await(d.t, "the step to close", func() bool { return !d.shows(restart) })
}

func (d *desk) clearsTheCacheAndUndoes(client string, before tree) {
	d.t.Helper()
	clearing := d.words.Repair(diagnostics.RepairClearCache)
	d.click(d.step(5))
	d.push(clearing)
	d.push(d.words.Repair(diagnostics.RepairClose)) // it says that Spotify has to be closed, and offers that
	d.await(d.say("plan.kept"))
	if left := running(client); len(left) != 0 {
		d.t.Errorf("Spotify still runs: %v", left)
	}
	d.keep("cache-plan")
	d.push(clearing)
	await(d.t, "the cache to be set aside", func() bool { return !exists(d.path(cacheFolder, "Data")) })
	d.setAside(1)
	d.await(d.say("aside.back"))
	d.keep("cache-cleared")
	d.push(d.say("aside.back"))
	await(d.t, "the cache to be back", func() bool { return exists(d.path(cacheFolder, "Data")) })
	d.setAside(0)
	for name, what := range before {
		if after := d.tree()[name]; strings.HasPrefix(name, cacheFolder) && after != what {
			d.t.Errorf("%s was %q and is %q", name, what, after)
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (d *desk) opensSupport(visited string) {
	d.t.Helper()
	d.press("alt+4")
	d.push(d.say("support.open"))
	await(d.t, "the browser", func() bool { return exists(visited) })
	d.keep("support")
	address, err := os.ReadFile(visited)
	must(d.t, err)
	if wanted, err := d.guide.Address(guide.LinkSupport); err != nil || strings.TrimSpace(string(address)) != wanted {
		d.t.Errorf("opened %q instead of %q (%v)", address, wanted, err)
	}
}

func (d *desk) searchesQuestions() {
	d.t.Helper()
	first, last := d.guide.Questions[0].Question, d.guide.Questions[4].Question
	d.press("ctrl+f")
	d.await(first)
	d.write("banned")
	await(d.t, "the other questions to go", func() bool { return !d.shows(first) && d.shows(d.say("faq.title")) })
	d.keep("search")
	d.press("Escape")
	d.await(last)
}

const tickedStep = 2

func (d *desk) ticksAStep() {
	d.t.Helper()
	d.press("alt+1")
	d.await(d.step(tickedStep))
	if !d.shows(d.say("step.tick")) {
		d.click(d.step(tickedStep))
	}
	unticked := d.box(d.await(d.say("step.tick")))
	d.click(d.say("step.tick"))
	await(d.t, "the tick", func() bool { return d.box(d.await(d.say("step.tick"))) != unticked })
	await(d.t, "the tick to be written down", func() bool { return slices.Contains(d.ticks(), fmt.Sprintf("step.%d.done", tickedStep)) })
	d.keep("ticked")
}

// findsTheTickAgain opens the window anew.
func (d *desk) findsTheTickAgain() {
	d.t.Helper()
	window := d.open()
	d.await(d.step(tickedStep))
	d.click(d.step(tickedStep))
	fine := d.box(d.await(d.say("step.tick")))
	d.click(d.say("step.tick"))
	await(d.t, "the tick to go", func() bool { return d.box(d.await(d.say("step.tick"))) != fine })
	d.shut(window)
	if left := d.ticks(); len(left) != 0 {
		d.t.Errorf("still ticked: %v", left)
	}
}

// box returns the color inside the box before a tick's words.
func (d *desk) box(label image.Rectangle) color.RGBA {
	const beforeWords, inside = 26, 4
	return d.look().RGBAAt(label.Min.X-beforeWords+inside, label.Min.Y+label.Dy()/2+inside)
}

// ticks returns the ticks in the program's preferences.
func (d *desk) ticks() []string {
	d.t.Helper()
	text, err := os.ReadFile(d.path(".config/fyne/org.retune.Retune/preferences.json"))
	if err != nil {
		return nil
	}
	var preferences map[string]any
	if json.Unmarshal(text, &preferences) != nil {
		return nil // it is being written
	}
	var ticks []string
	for name, value := range preferences {
		if value == true {
			ticks = append(ticks, name)
		}
	}
	return ticks
}

func TestWindowNamesTheLineOfTheHostsFile(t *testing.T) {
	l := newLab(t, world{})
	l.replace("/etc/hosts", "127.0.0.1 localhost\n0.0.0.0 spclient.wg.spotify.com\n")
	d := newDesk(t, l.newPerson())
	d.install(behavior{})
	started := time.Now()
	window := d.open()
	d.await(d.step(1))
	await(t, "the verdict", func() bool { return !d.shows(d.say("checking")) && d.shows(d.say("how")) })
	t.Logf("the verdict came %v after the start", time.Since(started))
	d.keep("found")
	d.shut(window)
}
