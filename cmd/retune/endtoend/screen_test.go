//go:build linux

package endtoend

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// screen is a display with a window manager, seen and used as a person would: by
// what is written on it, with the mouse and the keyboard.
type screen struct {
	t       *testing.T
	box     *box
	name    string // as in DISPLAY
	display *xgb.Conn
	watched bool
}

// newScreen switches a screen on and gives the person a desktop on it.
func newScreen(t *testing.T, p *person) *screen {
	t.Helper()
	// It outlives the test's context, to show what the screen was like at its end.
	name := displayName(p.box)
	server := p.command(context.Background(), "Xvfb", name, "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset")
	server.Stderr = os.Stderr
	startAndReadLine(t, server)
	pid := p.process(server)
	t.Cleanup(func() {
		_ = syscall.Kill(pid, syscall.SIGTERM) // it takes its lock and its socket away
		_ = server.Wait()
	})
	xgb.Logger.SetOutput(io.Discard) // it takes the lack of a password for news
	display, err := xgb.NewConnDisplay(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(display.Close)
	s := &screen{t: t, box: p.box, name: name, display: display}
	p.variables["DISPLAY"] = s.name
	p.variables["XDG_RUNTIME_DIR"] = t.TempDir()
	p.variables["FYNE_SCALE"] = "1"
	p.start("openbox")
	await(t, "the window manager", s.managed)
	return s
}

// displayName names a box's display after the box. A number that the server chooses by
// itself is only free in its own network, while all boxes share the folder of the sockets.
func displayName(b *box) string {
	const first, most = 100, 50_000
	return ":" + strconv.Itoa(first+b.pid%most)
}

// managed reports whether a window manager has taken over, as EWMH has it.
func (s *screen) managed() bool {
	_, ok := s.rootProperty("_NET_SUPPORTING_WM_CHECK")
	return ok
}

// rootProperty reads the window that a property of the whole screen names.
func (s *screen) rootProperty(name string) (xproto.Window, bool) {
	atom, ok := s.atom(name)
	if !ok {
		return 0, false
	}
	property, err := xproto.GetProperty(s.display, false, s.rootWindow(), atom, xproto.AtomWindow, 0, 1).Reply()
	if err != nil || property.ValueLen != 1 {
		return 0, false
	}
	return xproto.Window(xgb.Get32(property.Value)), true
}

func (s *screen) atom(name string) (xproto.Atom, bool) {
	atom, err := xproto.InternAtom(s.display, true, uint16(len(name)), name).Reply()
	return atom.Atom, err == nil && atom.Atom != xproto.AtomNone
}

// closeWindow has the window manager ask the window in front to close, as the button in
// its frame does (EWMH, _NET_CLOSE_WINDOW). The manager's own key for that would be lost now
// and then: with the first key that xdotool presses the keyboard changes, and the manager
// takes its keys anew. Nothing else that is pressed here is one of the manager's.
func (s *screen) closeWindow() {
	s.t.Helper()
	const byAPerson = 2
	front, ok := s.rootProperty("_NET_ACTIVE_WINDOW")
	action, known := s.atom("_NET_CLOSE_WINDOW")
	if !ok || !known {
		s.t.Fatal("no window is in front")
	}
	event := xproto.ClientMessageEvent{
		Format: 32, Window: front, Type: action,
		Data: xproto.ClientMessageDataUnionData32New([]uint32{xproto.TimeCurrentTime, byAPerson, 0, 0, 0}),
	}
	const toTheManager = xproto.EventMaskSubstructureRedirect | xproto.EventMaskSubstructureNotify
	must(s.t, xproto.SendEventChecked(s.display, false, s.rootWindow(), toTheManager, string(event.Bytes())).Check())
}

func (s *screen) rootWindow() xproto.Window {
	return xproto.Setup(s.display).DefaultScreen(s.display).Root
}

// look takes a picture of the screen.
func (s *screen) look() *image.RGBA {
	s.t.Helper()
	setup := xproto.Setup(s.display).DefaultScreen(s.display)
	width, height := setup.WidthInPixels, setup.HeightInPixels
	got, err := xproto.GetImage(s.display, xproto.ImageFormatZPixmap, xproto.Drawable(setup.Root), 0, 0, width, height, ^uint32(0)).Reply()
	if err != nil {
		s.t.Fatal(err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	for i := 0; i < len(got.Data); i += 4 {
		// The server sends blue first.
		picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], picture.Pix[i+3] = got.Data[i+2], got.Data[i+1], got.Data[i], 0xff
	}
	return picture
}

// keep saves a picture of the screen among the things that were built. Another
// program puts it there, or Go would take it for something that this test depends on.
func (s *screen) keep(name string) {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name+".png")
	file, err := os.Create(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := png.Encode(file, withoutMargin(s.look())); err != nil {
		s.t.Fatal(err)
	}
	must(s.t, file.Close())
	if output, err := exec.Command("install", "-Dm644", path, filepath.Join(root, "build", "screenshots", name+".png")).CombinedOutput(); err != nil {
		s.t.Fatalf("%v: %s", err, output)
	}
}

// withoutMargin cuts the empty, black screen around the windows away.
func withoutMargin(picture *image.RGBA) image.Image {
	var used image.Rectangle
	for y := range picture.Rect.Dy() {
		for x := range picture.Rect.Dx() {
			if i := picture.PixOffset(x, y); picture.Pix[i]|picture.Pix[i+1]|picture.Pix[i+2] != 0 {
				used = used.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return picture.SubImage(used)
}

// await waits until a text can be read on the screen, turning the page with the mouse
// wheel where it is out of sight, and returns where it stands.
func (s *screen) await(text string) image.Rectangle { return s.awaitIn(text, letters()...) }

// awaitIn awaits a text in some letters. It has come to rest when it stands where it
// stood at the look before.
func (s *screen) awaitIn(text string, letters ...letter) image.Rectangle {
	s.t.Helper()
	s.onFailure()
	var before image.Rectangle
	looks := 0
	await(s.t, fmt.Sprintf("%q on the screen", text), func() bool {
		place, found := find(s.look(), text, letters...)
		if looks++; !found && looks > patientLooks {
			s.turnWheel(looks - patientLooks - 1)
		}
		rests := found && place == before
		before = place
		return rests
	})
	return before
}

// patientLooks is how often a text is looked for before the page is turned: to its
// top, and then down in pageTurns steps, again and again.
const (
	patientLooks = 3
	pageTurns    = 10
)

func (s *screen) turnWheel(turn int) {
	const up, down = "4", "5"
	wheel, clicks := down, "10"
	if turn%pageTurns == 0 {
		wheel, clicks = up, "80"
	}
	s.use("mousemove", "800", "450", "click", "--repeat", clicks, "--delay", "2", wheel)
}

// shows reports whether a text can be read on the screen right now.
func (s *screen) shows(text string) bool {
	_, found := find(s.look(), text, letters()...)
	return found
}

// click waits for a text and clicks on it.
func (s *screen) click(text string) {
	s.t.Helper()
	s.rest()
	s.clickOn(s.await(text))
}

// push waits for a button and clicks on it.
func (s *screen) push(label string) {
	s.t.Helper()
	s.rest()
	s.clickOn(s.awaitIn(label, onButton()))
}

// rest waits until nothing moves any more: what moves cannot be hit.
func (s *screen) rest() {
	s.t.Helper()
	const still = 300 * time.Millisecond
	var before []byte
	var since time.Time
	await(s.t, "the screen to come to rest", func() bool {
		now := s.look().Pix
		if !bytes.Equal(before, now) {
			before, since = now, time.Now()
		}
		return time.Since(since) > still
	})
}

func (s *screen) clickOn(place image.Rectangle) {
	s.t.Helper()
	middle := place.Min.Add(place.Size().Div(2))
	s.use("mousemove", strconv.Itoa(middle.X), strconv.Itoa(middle.Y), "click", "1")
}

// onFailure keeps a picture of the screen as it is when the test has failed.
func (s *screen) onFailure() {
	if s.watched {
		return
	}
	s.watched = true
	s.t.Cleanup(func() {
		if s.t.Failed() {
			s.keep("failed-" + s.t.Name())
		}
	})
}

// press presses keys one after the other, such as "alt+2" or "Return".
func (s *screen) press(keys ...string) {
	s.t.Helper()
	s.use(append([]string{"key", "--clearmodifiers"}, keys...)...)
}

// write types a text.
func (s *screen) write(text string) {
	s.t.Helper()
	s.use("type", "--clearmodifiers", text)
}

// use works mouse and keyboard.
func (s *screen) use(arguments ...string) {
	s.t.Helper()
	command := exec.Command("xdotool", arguments...)
	command.Env = append(os.Environ(), "DISPLAY="+s.name)
	if output, err := command.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %v: %v: %s", arguments, err, output)
	}
}
