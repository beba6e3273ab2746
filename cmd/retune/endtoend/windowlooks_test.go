//go:build linux

package endtoend

import (
	"strconv"
	"testing"

	"retune/diagnostics/words"
)

// blockedByHosts is a desk before a computer whose hosts file blocks Spotify.
func blockedByHosts(t *testing.T) *desk {
	t.Helper()
	l := newLab(t, world{})
	l.replace("/etc/hosts", "127.0.0.1 localhost\n0.0.0.0 spclient.wg.spotify.com\n")
	d := newDesk(t, l.newPerson())
	d.install(behavior{})
	return d
}

// resize gives the window a size, and waits until it has come to rest.
func (d *desk) resize(width, height int) {
	d.t.Helper()
	d.use("search", "--onlyvisible", "--name", "^Retune$", "windowsize", strconv.Itoa(width), strconv.Itoa(height))
	d.rest()
}

// looks goes through the pages in one of the themes, leaves a picture of each in
// build/screenshots, and returns how light the window is, 0 to 255.
func looks(t *testing.T, theme string) (light uint8) {
	t.Helper()
	d := blockedByHosts(t)
	d.variables["FYNE_THEME"] = theme
	window := d.open()
	headline := d.await(d.words.Say("verdict.hosts-blocked.title", nil))
	d.use("mousemove", strconv.Itoa(headline.Min.X), strconv.Itoa(headline.Min.Y)) // it does not show that
	d.rest()
	d.keep("found-" + theme)
	light = d.look().RGBAAt(640, 300).R
	d.click(d.say("how"))
	d.await(d.say("copy"))
	d.keep("evidence-" + theme)
	d.press("alt+3")
	d.await(d.say("faq.title"))
	d.keep("faq-" + theme)
	d.press("F1")
	d.await(d.say("keys.title"))
	d.keep("keys-" + theme)
	d.press("alt+4")
	d.push(d.say("support.report.show"))
	d.await(d.say("support.report.copy"))
	d.keep("report-" + theme)
	d.press("alt+1")
	d.resize(800, 600)
	d.await(d.words.Say("verdict.hosts-blocked.title", nil))
	d.keep("small-" + theme)
	d.shut(window)
	return light
}

func TestWindowInTheLight(t *testing.T) {
	if light := looks(t, "light"); light < 0xA0 {
		t.Errorf("the window is as dark as %d", light)
	}
}

func TestWindowInTheDark(t *testing.T) {
	if light := looks(t, "dark"); light > 0x60 {
		t.Errorf("the window is as light as %d", light)
	}
}

func TestWindowChangesItsLanguageAtOnce(t *testing.T) {
	german, err := words.Open("de")
	must(t, err)
	d := blockedByHosts(t)
	window := d.open()
	d.await(d.words.Say("verdict.hosts-blocked.title", nil))
	d.press("alt+l")
	await(t, "the menu", func() bool { return d.shows("Deutsch") })
	d.press("Down", "Return")
	await(t, "the verdict in German", func() bool { return d.shows(german.Say("verdict.hosts-blocked.title", nil)) })
	d.press("alt+4")
	await(t, "the next tab", func() bool { return !d.shows(german.Say("verdict.hosts-blocked.title", nil)) })
	d.shut(window)
}

func TestWindowSurvivesStrangeSurroundings(t *testing.T) {
	d := blockedByHosts(t)
	for name, value := range map[string]string{
		"LANG": "xx_YY.UTF-8", "LC_ALL": "xx_YY.UTF-8", "LANGUAGE": "tlh:\xff",
		"FYNE_FONT": "/nowhere/at/all.ttf", "FYNE_THEME": "plaid", "FONTCONFIG_FILE": "/nowhere",
	} {
		d.variables[name] = value
	}
	window := d.open()
	d.await(d.words.Say("verdict.hosts-blocked.title", nil))
	for _, size := range [][2]int{{1, 1}, {5000, 5000}, {1280, 10}, {4000, 200}, {960, 680}} {
		d.resize(size[0], size[1])
		if !alive(window) {
			t.Fatalf("it ended at %v", size)
		}
	}
	d.await(d.words.Say("verdict.hosts-blocked.title", nil))
	d.shut(window)
}
