package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"retune/assets"
	"retune/diagnostics/guide"
)

func isPicture(object fyne.CanvasObject) bool {
	picture, ok := object.(*canvas.Image)
	return ok && picture.Resource != nil && strings.HasSuffix(picture.Resource.Name(), ".svg") &&
		strings.HasPrefix(picture.Resource.Name(), "offline-mode")
}

func TestTheQuestions(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(faqTab)
	for _, question := range r.content.Guide.Questions {
		r.wants(question.Question)
		r.wantsNot(question.Answer)
	}
	r.openLine(r.content.Guide.Questions[0].Question)
	r.wants(r.content.Guide.Questions[0].Answer)
}

// openLine opens or closes a line of the FAQ.
func (r *rig) openLine(title string) {
	r.t.Helper()
	var found *row
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if line, ok := object.(*row); ok && line.label == title {
			found = line
		}
	})
	if found == nil {
		r.t.Fatalf("there is no line %q", title)
	}
	test.Tap(found)
}

// pick chooses a device on the current page.
func (r *rig) pick(name string) {
	r.t.Helper()
	var found *choice
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if device, ok := object.(*choice); ok && device.label == name {
			found = device
		}
	})
	if found == nil {
		r.t.Fatalf("there is no device %q", name)
	}
	test.Tap(found)
}

func TestTheStepsForEveryDevice(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(faqTab)
	step := r.content.Guide.Steps[offlineModeStep-1]
	r.openLine(step.Title)
	for name, device := range map[string]guide.Device{
		"This computer (Linux)": guide.Linux, "Windows": guide.Windows, "macOS": guide.MacOS,
		"iPhone": guide.IPhone, "Android": guide.Android,
	} {
		r.pick(name)
		r.wants(step.How[device]...)
		if got := r.picture(); got != "offline-mode-"+string(device)+".svg" {
			t.Errorf("%s: the picture is %q", name, got)
		}
	}
	devices := r.viewer().devices()
	if devices[0].device != guide.Linux || len(devices) != len(guide.Devices()) {
		t.Errorf("the devices are %+v", devices)
	}
}

// picture returns the name of the drawing on the current page.
func (r *rig) picture() string {
	name := ""
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if isPicture(object) {
			name = object.(*canvas.Image).Resource.Name()
		}
	})
	return name
}

func TestEveryDeviceHasAPicture(t *testing.T) {
	for _, device := range guide.Devices() {
		if _, err := assets.Picture("offline-mode-" + string(device)); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSearchLooksIntoTheStepsOfEveryDevice(t *testing.T) {
	r := started(t, allFine())
	r.search()
	test.Type(r.faq.entry, "task manager")
	r.wants("1 place found", "On Windows: Press Ctrl, Shift and Esc together to open the Task Manager.")
	r.openLine("Close Spotify and start it again")
	r.wantsNot("On Windows:")
	r.pick("Windows")
	r.openLine("Close Spotify and start it again")
	r.wants("Press Ctrl, Shift and Esc together to open the Task Manager.")
	r.wantsNot("On Windows:")
}

func TestWhatWasSearchedForIsMarked(t *testing.T) {
	r := started(t, allFine())
	r.search()
	test.Type(r.faq.entry, "PLAYBACK")
	marked := map[string]bool{}
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		rich, ok := object.(*widget.RichText)
		if !ok {
			return
		}
		for _, segment := range rich.Segments {
			if part, ok := segment.(*widget.TextSegment); ok && part.Style.TextStyle.Underline {
				marked[part.Text] = part.Style.TextStyle.Bold
			}
		}
	})
	if len(marked) != 1 || !marked["Playback"] {
		t.Errorf("marked are %v", marked)
	}
}

func TestTheOtherCodesAreListed(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(faqTab)
	r.wants("Other codes for the same trouble", "accounts:4", "NOT_AVAILABLE_OFFLINE")
}

func TestSearching(t *testing.T) {
	r := started(t, allFine())
	r.search()
	if r.window.Canvas().Focused() != r.faq.entry {
		t.Fatal("the cursor is not in the search field")
	}
	test.Type(r.faq.entry, "premium")
	r.wants("Premium", "Question")
	r.wantsNot("Does it mean that my account is banned?")
	r.faq.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	r.wants("Does it mean that my account is banned?")
	test.Type(r.faq.entry, "zzz")
	r.wants("Nothing was found.")
}

func TestAnotherCodeLeadsToItsStep(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(faqTab)
	test.Type(r.faq.entry, "accesspoint:17")
	r.wants("accesspoint:17")
	r.press("Go to step 7")
	r.wants("Open firewall settings")
}

func TestSupportIsOneClickAway(t *testing.T) {
	r := started(t, allFine())
	r.press("Ask Spotify Support")
	r.finish()
	if len(r.pages) != 1 || r.pages[0] != guide.LinkSupport {
		t.Errorf("it opened %q", r.pages)
	}
}

func TestSupportWithoutABrowser(t *testing.T) {
	r := started(t, allFine())
	r.opens = errNoBrowser
	r.press("Ask Spotify Support")
	r.finish()
	r.wants("No browser opened.", "https://support.spotify.com/")
	r.press("Copy the address")
	if got := r.app.Clipboard().Content(); !strings.HasPrefix(got, "https://support.spotify.com/") {
		t.Errorf("copied %q", got)
	}
}

func TestAPageThatDoesNotOpen(t *testing.T) {
	r := started(t, allFine())
	r.opens = errNoBrowser
	r.openStep(4)
	r.press("Open Spotify’s status page")
	r.finish()
	r.wants("https://status.spotify.com/")
	r.press("Copy")
	if got := r.app.Clipboard().Content(); got != "https://status.spotify.com/" {
		t.Errorf("copied %q", got)
	}
	r.openStep(7)
	r.press("Open VPN settings")
	r.finish()
	r.wants("“Open VPN settings” did not work here.")
}

func TestATickOutlivesTheWindow(t *testing.T) {
	kept := ticks{}
	r := newRigWith(t, kept)
	r.Start()
	r.finish()
	r.openStep(6)
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if box, ok := object.(*tick); ok {
			defer test.Tap(box)
		}
	})
	again := newRigWith(t, kept)
	again.Start()
	again.finish()
	again.openStep(6)
	ticked := false
	again.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if box, ok := object.(*tick); ok {
			ticked = box.ticked
		}
	})
	if !ticked {
		t.Error("the tick is gone in the next window")
	}
}

func TestTheReportIsShownBeforeItIsHandedOn(t *testing.T) {
	r := started(t, hostsBlocked())
	r.turnTo(supportTab)
	r.wants("If nothing has helped so far", "You see all of it before anybody else does.")
	r.wantsNot("Copy the report", "Save the report")
	r.press("Show the report")
	r.finish()
	text := "Retune report for Spotify Support: hosts-blocked"
	r.wants(text)
	r.press("Copy the report")
	if got := r.app.Clipboard().Content(); got != text {
		t.Errorf("copied %q", got)
	}
	r.wants("Copied")
	r.alarms[len(r.alarms)-1].do()
	r.wants("Copy the report")
	r.press("Save the report")
	r.finish()
	r.wants("Saved as /home/anna/Downloads/retune-report.txt.")
	if r.saved != text+"\n" {
		t.Errorf("saved %q", r.saved)
	}
	r.press("Hide the report")
	r.wantsNot(text, "Saved as")
}

func TestAReportThatCannotBeSaved(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(supportTab)
	r.saves = errNoBrowser
	r.press("Show the report")
	r.finish()
	r.press("Save the report")
	r.finish()
	r.wants("It could not be saved. Copy the report")
}

func TestTheReportTellsOfAWholeCheck(t *testing.T) {
	r := newRig(t)
	r.Start()
	r.turnTo(supportTab)
	r.wants("It can be shown as soon as the check is over.")
	r.stopDiagnosis()
	r.wants("The last one was not finished.")
	r.press("Check again")
	r.finish()
	r.wants("Show the report")
}
