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

// appID is where the desktop and Fyne's preferences file Retune.
const appID = "org.retune.Retune"

// window is plain "retune": it opens the window, and where none can be opened it says
// so and diagnoses in the terminal.
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

// begun begins some work at once, beside what else is done; the function that it returns
// waits for the work and gives what came of it, however often it is asked.
func begun[T any](work func() (T, error)) func() (T, error) {
	once := sync.OnceValues(work)
	go func() { _, _ = once() }()
	return once
}

// hasDisplay reports whether there is anything to show a window on. Only on the
// systems with X and Wayland does the environment tell.
func hasDisplay(environment system.Environment) bool {
	if environment.System == "windows" || environment.System == "darwin" {
		return true
	}
	return environment.Get("DISPLAY") != "" || environment.Get("WAYLAND_DISPLAY") != ""
}

// showAlone shows the window, unless an earlier one is open: that comes forward instead.
// shown is false where the system cannot make a window.
func (t terminal) showAlone(ctx context.Context) (status int, shown bool, err error) {
	forward := make(chan struct{}, 1)
	found, leave := takeSeat(ctx, t.environment, func() {
		select {
		case forward <- struct{}{}:
		default: // it is asked already
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

// sayTaken says what became of the window that is open already.
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

// show shows the window until it is closed, and in front of all others whenever forward
// says so; leave is called once it is closed. It returns false where the system cannot
// make one: a display that does not answer, or no OpenGL.
//
// What the window says and the fonts to write it with are made ready while the system
// makes the window: each takes time, and the person waits for the first picture.
func (t terminal) show(ctx context.Context, forward <-chan struct{}, leave func()) (bool, error) {
	// What Fyne logs of a display that fails is said in one line of our own.
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
	// The end of the context closes the window as a person does: no repair is cut off.
	stopped := context.AfterFunc(ctx, func() { fyne.Do(content.Close) })
	defer stopped()
	// A deletion that is still going on does not keep a closed window's program; the
	// next start goes on with it.
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

// comeForward puts the window in front of all others whenever that is asked for, also
// where it had been made small.
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

// leavePatience is how long Fyne may take to come back once its window is closed.
const leavePatience = 2 * time.Second

// leaveSoon ends the program where Fyne does not: an event that comes while its loop ends
// waits for that loop, and the loop's end for the event (Fyne 2.8.1, WaitForEvents). All of
// Retune's own work is over when the window is closed.
func leaveSoon(ctx context.Context) {
	time.AfterFunc(leavePatience, func() {
		if ctx.Err() != nil {
			os.Exit(exitStopped)
		}
		os.Exit(exitFine)
	})
}

// firstPicture is how long the window has to show itself before the checks begin: started
// at once, they would take the processor away from its first picture.
const firstPicture = 150 * time.Millisecond

// startHeap is how much garbage, in percent of what is in use, may gather until the window
// shows itself: so much that it is collected afterwards. It would be four times before, which
// is a tenth of the time to the first picture.
const startHeap = 1600

// restHeap is how much garbage, in percent of what is in use, may gather before it is
// collected. A window that is open for hours and at rest should weigh little; what little
// it does is no trouble to collect twice as often as usual.
const restHeap = 50

// restPause is how long after a diagnosis its memory is given back: when the result is
// drawn.
const restPause = time.Second

// diagnose gives back what a diagnosis needed once it is over.
func (s *services) diagnose(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
	defer time.AfterFunc(restPause, debug.FreeOSMemory)
	return s.diagnosis.Run(ctx, observe) //nolint:wrapcheck // the context's own error
}

// shown shows the window and reports whether the system has really made it. Fyne goes
// on without a window where there is no OpenGL, and GLFW panics with an error where the
// display does not answer.
func shown(window fyne.Window) (there bool) {
	defer func() {
		switch failure := recover().(type) {
		case nil:
		case runtime.Error: // a fault in a program, not of the display
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

// doors is what the window can have done.
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

// after runs a function on the screen's thread once the time has passed. A function that
// is on its way there already when it is stopped does nothing any more.
func after(pause time.Duration, do func()) (stop func()) {
	stopped := false // is touched on the screen's thread alone
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
