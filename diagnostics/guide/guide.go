// Package guide is the error guide as typed data: the card of Error Code 2, what a
// person needs, the seven steps, when to stop, and the usual questions. The facts
// and the text are read from package assets; Load refuses a guide that is
// incomplete, naming file and field.
package guide

import (
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
	OtherCodes []string
}

// Card is the error card.
type Card struct {
	Code string // "2"
	// Brand and Product say whose error it is; ProductType is Product as a code.
	Brand, Product, ProductType string
	Title, Summary              string
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
	ID            NeedID
	Title         string
	Note          string
	OnlyReinstall bool // needed only where Spotify has to be installed anew
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
	// Manual marks a step that no check can see done: a person ticks it.
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

// Link is a page that Retune opens.
type Link string

// The pages. Their addresses are in the guide's facts.
const (
	LinkSupport  Link = "support"
	LinkStatus   Link = "status"
	LinkDownload Link = "download"
)
