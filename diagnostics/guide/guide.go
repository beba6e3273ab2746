// Package guide is the error guide as typed data: the card of Error Code 2, what a
// person needs, the seven steps, when to stop, and the usual questions. The facts
// and the text are read from package assets; Load refuses a guide that is
// incomplete, naming file and field.
package guide

import (
	"fmt"
	"time"

	"retune/diagnostics"
)

// Guide is the whole guide in one language.
type Guide struct {
	Card      Card
	Needs     []Need
	Steps     []Step
	Stop      Stop
	Questions []Question
	// OtherCodes are labels that other versions and screens show for the same trouble.
	OtherCodes []OtherCode

	links map[Link]string
}

// Card is the error card.
type Card struct {
	Code string // "2"
	// Brand and Product say whose error it is; ProductType is Product as a code.
	Brand, Product, ProductType string
	// Title is the headline ("Error Code 2"), Summary one sentence on what it is.
	Title, Summary string
	// Severity and Difficulty are codes ("medium", "easy"); package words names them.
	Severity, Difficulty string
	// FastestMinutes to SlowestMinutes is how long the fix takes.
	FastestMinutes, SlowestMinutes int
	// Checked is the month in which the facts were last checked.
	Checked time.Time
}

// NeedID tells the needs apart; two of them Retune ticks off by itself.
type NeedID string

// The needs.
const (
	NeedSpotify  NeedID = "spotify"
	NeedInternet NeedID = "internet"
	NeedPassword NeedID = "password"
)

// Need is a thing that a person needs for the fix.
type Need struct {
	ID    NeedID
	Title string
	// Note says more in a few words.
	Note string
	// OnlyReinstall marks what is needed only where Spotify has to be installed anew.
	OnlyReinstall bool
}

// Device is a kind of device that the guide has instructions for.
type Device string

// The devices.
const (
	Windows Device = "windows"
	MacOS   Device = "macos"
	Linux   Device = "linux"
	IPhone  Device = "iphone"
	Android Device = "android"
)

// Devices returns all devices in the order in which they are shown.
func Devices() []Device { return []Device{Windows, MacOS, Linux, IPhone, Android} }

// Step is one of the seven steps.
type Step struct {
	Number int
	Title  string
	// Why says in a sentence or two what the step is good for.
	Why string
	// How has the instructions for each device, a line a move.
	How map[Device][]string
	// Checks are the checks whose findings speak for this step.
	Checks []diagnostics.CheckName
	// Repairs and Actions are what one click does here, in the order of the buttons.
	Repairs []diagnostics.RepairName
	Actions []diagnostics.Action
	// Manual marks a step that a person can do by hand, where no check sees it done:
	// the faces let the person tick it.
	Manual bool
}

// Stop says when to stop trying and whom to ask.
type Stop struct {
	Title, Text string
	// Helps lists what Spotify Support can do.
	Helps []string
}

// Question is one of the usual questions.
type Question struct {
	ID       string
	Question string
	Answer   string
}

// OtherCode is another label for the same trouble.
type OtherCode struct {
	Label string // as Spotify shows it, such as "accesspoint:31"
	Text  string // what it means, in a sentence or two
	// Question is the ID of the question that answers it, Step the step to take.
	Question string
	Step     int
}

// Link is a page that Retune opens.
type Link string

// The pages; Address gives their addresses.
const (
	LinkSupport  Link = "support"
	LinkStatus   Link = "status"
	LinkDownload Link = "download"
)

// Links returns all pages.
func Links() []Link { return []Link{LinkSupport, LinkStatus, LinkDownload} }

// LinkOf returns the page that an action opens; false where it opens none of Links.
func LinkOf(action diagnostics.Action) (Link, bool) {
	link, ok := map[diagnostics.Action]Link{
		diagnostics.ActionOpenSupport:  LinkSupport,
		diagnostics.ActionOpenStatus:   LinkStatus,
		diagnostics.ActionOpenDownload: LinkDownload,
	}[action]
	return link, ok
}

// Address returns the https address of a page. The error is one for a page that is
// none of Links.
func (g Guide) Address(link Link) (string, error) {
	address, ok := g.links[link]
	if !ok {
		return "", fmt.Errorf("the guide has no address for the page %q", link)
	}
	return address, nil
}

// Step returns the step of a number from 1 to 7, as a verdict names it.
func (g Guide) Step(number int) (Step, bool) {
	for _, step := range g.Steps {
		if step.Number == number {
			return step, true
		}
	}
	return Step{}, false
}
