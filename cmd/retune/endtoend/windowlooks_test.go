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

// walk goes through the pages of the window as it has opened, leaves a picture of each in
// build/screenshots, and checks that they are as light as their theme.
func (d *desk) walk(kind, theme string) {
	d.t.Helper()
	d.rest()
	d.keep(kind + "found-" + theme)
	light := d.look().RGBAAt(640, 300).R
	if right := map[string]bool{"light": light >= 0xA0, "dark": light <= 0x60}; !right[theme] {
		d.t.Errorf("in the theme %s the window is %d light", theme, light)
	}
	d.press("alt+3")
	d.await(d.say("faq.title"))
	d.keep(kind + "faq-" + theme)
	d.press("alt+4")
	d.push(d.say("support.report.show"))
	d.await(d.say("support.report.copy"))
	d.keep(kind + "report-" + theme)
}

func TestWindowLooks(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			d := blockedByHosts(t)
			d.variables["FYNE_THEME"] = theme
			window := d.open()
			headline := d.await(d.words.Say("verdict.hosts-blocked.title", nil))
			d.use("mousemove", strconv.Itoa(headline.Min.X), strconv.Itoa(headline.Min.Y)) // it does not show that
			d.walk("", theme)
			d.press("alt+1")
			d.click(d.say("how"))
			d.await(d.say("copy"))
			d.keep("evidence-" + theme)
			d.press("F1")
			d.await(d.say("keys.title"))
			d.keep("keys-" + theme)
			d.press("alt+1")
			d.resize(800, 600)
			d.await(d.words.Say("verdict.hosts-blocked.title", nil))
			d.keep("small-" + theme)
			d.shut(window)
		})
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
