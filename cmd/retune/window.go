package main

import (
	"context"
	"io"
	"log"
	"reflect"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"retune/assets"
	"retune/diagnostics/guide"
	"retune/ui"
)

// appID is where the desktop and Fyne's preferences file Retune.
const appID = "org.retune.Retune"

// window is plain "retune": it opens the window, and where none can be opened it says
// so and diagnoses in the terminal.
func (t terminal) window(ctx context.Context) (int, error) {
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	if hasDisplay(s.environment.Get) && t.show(ctx, s) {
		return exitFine, nil
	}
	if err := t.print(s.words.Say("terminal.no-window", nil)); err != nil {
		return 0, err
	}
	return t.diagnoseWith(ctx, s, false)
}

// hasDisplay reports whether there is anything to show a window on. Only on the
// systems with X and Wayland does the environment tell.
func hasDisplay(variable func(string) string) bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return variable("DISPLAY") != "" || variable("WAYLAND_DISPLAY") != ""
}

// show shows the window until it is closed. It returns false where the system cannot
// make one: a display that does not answer, or no OpenGL.
func (t terminal) show(ctx context.Context, s *services) bool {
	// What Fyne logs of a display that fails is said in one line of our own.
	log.SetOutput(io.Discard)
	defer log.SetOutput(t.err)
	application := app.NewWithID(appID)
	application.SetIcon(fyne.NewStaticResource("icon.png", assets.IconPNG()))
	window := application.NewWindow("Retune")
	window.SetMaster()
	content := ui.New(application, window, ui.Content{
		Guide: s.guide, Words: s.words, Doors: s.doors(), Device: device(),
		Ticks: application.Preferences(), Version: version,
	})
	window.Show()
	if !made(window) {
		return false
	}
	stopped := context.AfterFunc(ctx, func() { fyne.Do(application.Quit) })
	defer stopped()
	tidy := s.tidy(ctx)
	content.Start()
	application.Run()
	tidy.Wait()
	return true
}

// made reports whether the system has really made the window: Fyne itself goes on
// without one.
func made(window fyne.Window) bool {
	native, ok := window.(driver.NativeWindow)
	if !ok {
		return true
	}
	there := true
	native.RunNative(func(context any) { there = !reflect.ValueOf(context).IsZero() })
	return there
}

// doors is what the window can have done.
func (s *services) doors() ui.Doors {
	return ui.Doors{
		Diagnose: s.diagnosis.Run,
		Plan:     s.repairs.Plan, Apply: s.repairs.Apply, Undo: s.repairs.Undo,
		SetAside: s.repairs.SetAside, Discard: s.repairs.Discard,
		OpenLink: s.openLink, OpenAction: s.openAction,
		Address: func(link guide.Link) string {
			address, _ := s.guide.Address(link) // the guide's own test holds that each has one
			return address
		},
		Go:   func(work func()) { go work() },
		Post: fyne.Do,
	}
}
