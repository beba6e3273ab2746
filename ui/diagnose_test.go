package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// ofAllChecks is the window's text on how many checks are done.
func ofAllChecks(done int) string {
	return fmt.Sprintf("%d of %d checks done", done, len(diagnostics.CheckNames()))
}

func TestTheWindowIsCompleteBeforeAnythingIsKnown(t *testing.T) {
	r := newRig(t)
	r.Start()
	r.wants("Looking for the cause…", ofAllChecks(0), "Error Code 2", "Medium", "Easy", "2 to 10 minutes",
		"Facts checked June 2026", "Ask Spotify Support", "Check the internet connection", "Check firewall, VPN and blocks")
	if r.verdict.sign.mark != markBusy {
		t.Errorf("the verdict's sign is %q while it is looked for", r.verdict.sign.mark)
	}
}

func TestLinesTurnAsResultsCome(t *testing.T) {
	r := newRig(t)
	r.diagnose = func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
		observe(diagnostics.Event{Check: diagnostics.CheckStatusFeed})
		r.show()
		if got := r.line(4).sign.mark; got != markBusy {
			t.Errorf("step 4 is %q while the status page is read", got)
		}
		r.wants("Reading Spotify’s status page")
		feed := diagnostics.Saw(diagnostics.CheckStatusFeed, diagnostics.SawFine, nil)
		observe(diagnostics.Event{Check: feed.Check, Finding: &feed})
		places := diagnostics.Saw(diagnostics.CheckPlaces, diagnostics.SawFine, diagnostics.Args{"Milliseconds": int64(18)})
		observe(diagnostics.Event{Check: places.Check, Finding: &places})
		r.show()
		if got := r.line(4).sign.mark; got != markBusy {
			t.Errorf("step 4 is %q before Spotify's directory was asked", got)
		}
		directory := diagnostics.Saw(diagnostics.CheckDirectory, diagnostics.SawFine, nil)
		observe(diagnostics.Event{Check: directory.Check, Finding: &directory})
		r.show()
		r.wants(ofAllChecks(3), "No outage reported", "Works · 18 ms")
		if got := r.line(4).sign.mark; got != markFine {
			t.Errorf("step 4 is %q after all of it was fine", got)
		}
		return r.report(ctx, observe)
	}
	r.Start()
	r.finish()
	r.wants("Spotify is connected", "Snap package · 1.2.92")
	if r.verdict.sign.turning() {
		t.Error("the verdict's ring still turns when all is known")
	}
}

func TestTheStepThatMattersIsOpen(t *testing.T) {
	r := started(t, hostsBlocked())
	r.wants("Your computer is told to block Spotify", "spclient.wg.spotify.com", "Open firewall settings")
	want := []mark{markFine, markWaiting, markFine, markFine, markWaiting, markFine, markBroken}
	if !slices.Equal(r.marks(), want) {
		t.Errorf("the steps' signs are %q, want %q", r.marks(), want)
	}
	r.wantsNot("Open network settings")
	r.openStep(1)
	r.wants("Open network settings")
	r.openStep(1)
	r.wantsNot("Open network settings")
}

func TestWhatOnlyFollowsIsNoFaultOfItsOwn(t *testing.T) {
	r := started(t, hostsBlocked())
	r.wants("Follows from the hosts file")
}

func TestHowWeKnow(t *testing.T) {
	r := started(t, hostsBlocked())
	r.wantsNot("hosts-file: blocked")
	r.press("How we know")
	r.wants("hosts-file: blocked")
	r.press("Copy")
	if got := r.app.Clipboard().Content(); got == "" {
		t.Error("nothing was copied")
	}
	r.press("Hide how we know")
	r.wantsNot("hosts-file: blocked")
}

func TestStopEndsTheLooking(t *testing.T) {
	for name, stop := range map[string]func(*rig){
		"button": func(r *rig) { r.press("Stop") },
		"escape": func(r *rig) { r.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			var stoppedBy error
			r.diagnose = func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
				stop(r)
				stoppedBy = ctx.Err()
				return r.report(ctx, observe)
			}
			r.Start()
			r.finish()
			if !errors.Is(stoppedBy, context.Canceled) {
				t.Errorf("the diagnosis went on: %v", stoppedBy)
			}
			r.wants("You stopped the check", "Check again")
		})
	}
}

func TestNothingTurnsAnyMoreAfterAStop(t *testing.T) {
	r := newRig(t)
	r.Start()
	for _, check := range diagnostics.CheckNames() {
		r.heard(diagnostics.Event{Check: check})
	}
	r.draw()
	if r.turning() == 0 {
		t.Fatal("nothing turned before")
	}
	r.press("Stop")
	if turning := r.turning(); turning > 0 {
		t.Errorf("%d rings turn", turning)
	}
}

func TestALateResultDoesNotOverwriteANewerOne(t *testing.T) {
	r := newRig(t)
	r.Start()
	r.workOne() // the list of old caches
	r.findings = hostsBlocked()
	r.workOne() // the first diagnosis, whose result is queued for drawing
	late := r.posts
	r.posts = nil
	r.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF5})
	r.posts = late
	r.show()
	r.wants("Looking for the cause…", ofAllChecks(0))
	r.findings = allFine()
	r.finish()
	r.wants("Spotify is connected")
}

func TestADiagnosisThatFails(t *testing.T) {
	r := newRig(t)
	r.diagnose = func(context.Context, func(diagnostics.Event)) (diagnostics.Report, error) {
		return diagnostics.Report{}, errors.New("broken")
	}
	r.Start()
	r.finish()
	r.wants("The check could not be finished")
	r.diagnose = nil
	r.press("Check again")
	r.finish()
	r.wants("Spotify is connected")
}

func TestTheVerdictsButton(t *testing.T) {
	silent := but(but(but(but(but(but(but(allFine(),
		diagnostics.CheckPlaces, diagnostics.SawSilent, diagnostics.Args{"Tried": 4}),
		diagnostics.CheckPortal, diagnostics.SawSilent, nil),
		diagnostics.CheckDirectory, diagnostics.SawUnreachable, nil),
		diagnostics.CheckStatusFeed, diagnostics.SawUnreadable, nil),
		diagnostics.CheckSecure, diagnostics.SawUnreachable, nil),
		diagnostics.CheckFamilies, diagnostics.SawUncompared, nil),
		diagnostics.CheckAccessPoints, diagnostics.SawUncompared, nil)
	for name, c := range map[string]struct {
		findings diagnostics.Findings
		label    string
		opens    diagnostics.Action
		page     guide.Link
	}{
		"no internet": {silent, "Open network settings", diagnostics.ActionOpenNetworkSettings, ""},
		"firewall": {
			but(offlineMode(), diagnostics.CheckAccessPoints, diagnostics.SawClosed, nil),
			"Open firewall settings", diagnostics.ActionOpenFirewallSettings, "",
		},
		"outage": {
			but(offlineMode(), diagnostics.CheckDirectory, diagnostics.SawServerErrors, diagnostics.Args{"Answer": 503}),
			"Open Spotify’s status page", "", guide.LinkStatus,
		},
		"no Spotify": {
			but(allFine(), diagnostics.CheckInstalls, diagnostics.SawMissing, nil),
			"Open the download page", "", guide.LinkDownload,
		},
		"not clear": {
			but(offlineMode(), diagnostics.CheckDirectory, diagnostics.SawStrange, nil),
			"Ask Spotify Support", "", guide.LinkSupport,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := started(t, c.findings)
			main := r.verdict.main.buttons[0]
			if main.label != c.label || main.look != filled {
				t.Fatalf("the verdict's button is %q (look %d), want %q, filled", main.label, main.look, c.label)
			}
			test.Tap(main)
			r.finish()
			if c.opens != "" && !slices.Equal(r.opened, []diagnostics.Action{c.opens}) {
				t.Errorf("it opened %q, want %q", r.opened, c.opens)
			}
			if c.page != "" && !slices.Equal(r.pages, []guide.Link{c.page}) {
				t.Errorf("it opened the pages %q, want %q", r.pages, c.page)
			}
		})
	}
}

func TestOfflineModeIsShownWhere(t *testing.T) {
	r := started(t, offlineMode())
	r.openStep(2)
	r.wantsNot("If Offline Mode has a tick")
	r.press("Show me where")
	r.wants("If Offline Mode has a tick")
	pictures := 0
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if isPicture(object) {
			pictures++
		}
	})
	if pictures != 1 {
		t.Errorf("%d drawings show where, want one", pictures)
	}
	if len(r.opened) > 0 {
		t.Errorf("it opened %q", r.opened)
	}
}

func TestInstructionsForAnotherDevice(t *testing.T) {
	r := started(t, offlineMode())
	r.wantsNot("green while it is on")
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if device, ok := object.(*choice); ok && device.label == "iPhone" {
			defer test.Tap(device)
		}
	})
	r.wants("green while it is on")
}
