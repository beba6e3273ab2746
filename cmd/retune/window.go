package main

import (
	"context"
	"io"
	"log"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"retune/assets"
	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/system"
	"retune/ui"
)

// appID is the ID by which the desktop and Fyne's preferences know Retune.
const appID = "org.retune.Retune"

// window implements plain "retune": it opens the window or, if that is impossible, says so
// and diagnoses in the terminal.
func (t terminal) window(ctx context.Context) (int, error) {
	why := "terminal.no-display"
	if hasDisplay(t.environment) {
		usual := debug.SetGCPercent(startHeap)
		t.wired = begun(t.wired)
		status, shown, err := t.showAlone(ctx)
		if shown || err != nil {
			return status, err
		}
		debug.SetGCPercent(usual)
		why = "terminal.no-opengl"
	}
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	t = t.attach(t)
	if err := t.print(s.words.Say(why, nil)); err != nil {
		return 0, err
	}
	return t.diagnoseWith(ctx, s, false)
}

// begun starts some work in the background. The function it returns waits for the work and
// returns its result, any number of times.
func begun[T any](work func() (T, error)) func() (T, error) {
	once := sync.OnceValues(work)
	go func() { _, _ = once() }()
	return once
}

// hasDisplay reports whether there is a display for a window. The environment tells only on
// systems with X or Wayland.
func hasDisplay(environment system.Environment) bool {
	if environment.System == "windows" || environment.System == "darwin" {
		return true
	}
	return environment.Get("DISPLAY") != "" || environment.Get("WAYLAND_DISPLAY") != ""
}

// showAlone shows the window, unless an earlier one is open, which then comes to the front
// instead. shown is false if the system cannot create a window.
func (t terminal) showAlone(ctx context.Context) (status int, shown bool, err error) {
	forward := make(chan struct{}, 1)
	found, leave := takeSeat(ctx, t.environment, func() {
		select {
		case forward <- struct{}{}:
		default: // a request is already pending
		}
	})
	leave = sync.OnceFunc(leave)
	defer leave()
	if found != seatFree {
		status, err = t.sayTaken(found)
		return status, true, err
	}
	shown, err = t.show(ctx, forward, leave)
	if err == nil {
		err = ctx.Err()
	}
	return exitFine, shown, err
}

// sayTaken says what happened to the window that is already open.
func (t terminal) sayTaken(found seat) (status int, err error) {
	s, err := t.wired()
	if err != nil {
		return 0, err
	}
	t = t.attach(t)
	if found == seatSilent {
		return exitUnsure, t.complain(s.words.Say("terminal.open-silent", nil))
	}
	return exitFine, t.print(s.words.Say("terminal.open-already", nil))
}

// show shows the window until it is closed, and brings it to the front whenever forward
// receives. leave is called once it is closed. It returns false if the system cannot create a
// window: the display does not respond, or there is no OpenGL.
//
// The window's words and fonts are loaded while the system creates the window: each takes
// time, and the user is waiting for the first picture.
func (t terminal) show(ctx context.Context, forward <-chan struct{}, leave func()) (bool, error) {
	// Fyne logs display failures; Retune reports them in one line of its own.
	log.SetOutput(io.Discard)
	application := app.NewWithID(appID)
	application.Settings().SetTheme(ui.NewTheme())
	ready := ui.ReadFonts()
	application.SetIcon(fyne.NewStaticResource("icon.png", assets.IconPNG()))
	window := application.NewWindow("Retune")
	window.SetMaster()
	s, err := t.wired()
	if err != nil {
		return false, err
	}
	s.speakAsChosen(application.Preferences(), writable)
	content := ui.New(application, window, ui.Content{
		Guide: s.guide, Words: s.words, Doors: s.doors(), Device: s.device(),
		Ticks: application.Preferences(), Speech: speech(application.Preferences()), Picture: assets.Picture, Version: version, Spoken: spoken,
		Ready: ready,
	})
	if !shown(window) {
		return false, nil
	}
	content.Complete()
	window.SetOnClosed(func() {
		leave()
		leaveSoon(ctx)
	})
	// When the context ends the window closes as if the user had closed it, so that no repair
	// is cut off.
	stopped := context.AfterFunc(ctx, func() { fyne.Do(content.Close) })
	defer stopped()
	// A deletion in progress does not delay the end of the program; the next start continues
	// it.
	open, closed := context.WithCancel(ctx)
	go comeForward(open, window, forward)
	var recovering sync.WaitGroup
	recovering.Go(func() {
		outcome, err := s.repairs.Recover(open, func(repair.Progress) {})
		if open.Err() == nil && err == nil && outcome.Reason != repair.ReasonBusy {
			fyne.Do(func() { content.Recovered(outcome) })
		}
	})
	after(firstPicture, func() {
		debug.SetGCPercent(restHeap)
		content.Start()
	})
	application.Run()
	closed()
	recovering.Wait()
	return true, nil
}

// comeForward brings the window to the front whenever requested, even if it is minimized.
func comeForward(ctx context.Context, window fyne.Window, asked <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-asked:
			fyne.Do(func() {
				window.Show()
				window.RequestFocus()
			})
		}
	}
}

// leavePatience is how long Fyne may take to return after its window is closed.
const leavePatience = 2 * time.Second

// leaveSoon ends the program if Fyne does not: an event that arrives while its loop ends
// waits for the loop, and the loop for the event (Fyne 2.8.1, WaitForEvents). All of Retune's
// own work is done once the window is closed.
func leaveSoon(ctx context.Context) {
	time.AfterFunc(leavePatience, func() {
		if ctx.Err() != nil {
			os.Exit(exitStopped)
		}
		os.Exit(exitFine)
	})
}

// firstPicture is how long the window has to appear before the checks begin: started at once,
// they would compete with it for the processor.
const firstPicture = 150 * time.Millisecond

// startHeap is the garbage collector's target (GOGC) until the window appears, so high that
// collection happens afterwards. At the default it would run four times before, which is a
// tenth of the time to the first picture.
const startHeap = 1600

// restHeap is the garbage collector's target (GOGC) from then on. A window that is open for
// hours and mostly idle should use little memory, and then collecting twice as often as by
// default costs little.
const restHeap = 50

// restPause is how long after a diagnosis its memory is returned to the system: by then the
// result has been drawn.
const restPause = time.Second

// diagnose runs a diagnosis and returns its memory afterwards.
func (s *services) diagnose(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
	defer time.AfterFunc(restPause, debug.FreeOSMemory)
	return s.diagnosis.Run(ctx, observe) //nolint:wrapcheck // the context's own error
}

// shown shows the window and reports whether the system really created it. Without OpenGL
// Fyne continues with no window, and if the display does not respond GLFW panics with an
// error.
func shown(window fyne.Window) (there bool) {
	defer func() {
		switch failure := recover().(type) {
		case nil:
		case runtime.Error: // a bug, not a problem of the display
			panic(failure)
		default:
			there = false
		}
	}()
	window.Show()
	native, ok := window.(driver.NativeWindow)
	if !ok {
		return true
	}
	native.RunNative(func(context any) { there = !reflect.ValueOf(context).IsZero() })
	return there
}

// doors returns what the window can have done.
func (s *services) doors() ui.Doors {
	return ui.Doors{
		Diagnose: s.diagnose,
		Plan:     s.repairs.Plan, Apply: s.repairs.Apply, Undo: s.repairs.Undo,
		SetAside: s.repairs.SetAside, Discard: s.repairs.Discard,
		OpenLink: s.openLink, OpenAction: s.openAction, Address: s.address,
		Still: func(ctx context.Context) bool {
			return system.MotionUnwanted(ctx, s.environment, system.NewFiles(), s.commands)
		},
		Report: s.supportReport,
		Save: func(name string, content []byte) (string, error) {
			return system.SaveDocument(s.environment, name, content)
		},
		Watch: s.watching.Run,
		After: after,
		Go:    func(work func()) { go work() },
		Post:  fyne.Do,
	}
}

// after runs a function on the screen's thread after a pause. If it is stopped when the
// function is already queued there, the function does nothing.
func after(pause time.Duration, do func()) (stop func()) {
	stopped := false // accessed only on the screen's thread
	timer := time.AfterFunc(pause, func() {
		fyne.Do(func() {
			if !stopped {
				do()
			}
		})
	})
	return func() {
		stopped = true
		timer.Stop()
	}
}
