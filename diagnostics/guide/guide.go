// Package guide is the error guide as typed data: the card of Error Code 2, what the user
// needs, the seven steps, when to stop, and frequent questions. Facts and texts are read from
// package assets; Load rejects an incomplete guide and names file and field.
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
	// OtherCodes are labels under which other versions and screens show the same problem.
	OtherCodes []OtherCode

	links map[Link]string
}

// Card is the error card.
type Card struct {
	Code string // "2"
	// Brand and Product name whose error it is; ProductType is the kind of product as a code.
	Brand, Product, ProductType string
	// Title is the headline ("Error Code 2"); Summary is one sentence on what it means.
	Title, Summary string
	// Severity and Difficulty are codes ("medium", "easy"); package words has words for them.
	Severity, Difficulty string
	// FastestMinutes and SlowestMinutes are how long the fix takes, at least and at most.
	FastestMinutes, SlowestMinutes int
	// Checked is the month in which the facts were last checked.
	Checked time.Time
}

// NeedID identifies a need. Retune ticks off two of them by itself.
type NeedID string

// The needs.
const (
	NeedSpotify  NeedID = "spotify"
	NeedInternet NeedID = "internet"
	NeedPassword NeedID = "password"
)

// Need is something the user needs for the fix.
type Need struct {
	ID    NeedID
	Title string
	// Note adds a few words of explanation.
	Note string
	// OnlyReinstall marks what is needed only if Spotify has to be reinstalled.
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
	// Why says in a sentence or two what the step is for.
	Why string
	// How has the instructions for each device, one per line.
	How map[Device][]string
	// Checks are the checks whose findings belong to this step.
	Checks []diagnostics.CheckName
	// Repairs and Actions are what one click can do here, in the order of the buttons.
	Repairs []diagnostics.RepairName
	Actions []diagnostics.Action
	// Manual marks a step that the user does by hand and no check can see done, so the user
	// can tick it off.
	Manual bool
}

// Stop says when to stop trying, and whom to ask then.
type Stop struct {
	Title, Text string
	// Helps lists what Spotify Support can do.
	Helps []string
}

// Question is a frequent question and its answer.
type Question struct {
	ID       string
	Question string
	Answer   string
}

// OtherCode is another label for the same problem.
type OtherCode struct {
	Label string // as Spotify shows it, such as "accesspoint:31"
	Text  string // what it means, in a sentence or two
	// Question is the ID of the question that answers it, Step the step that helps.
	Question string
	Step     int
}

// Link identifies a web page that Retune can open.
type Link string

// The pages. Address returns their addresses.
const (
	LinkSupport  Link = "support"
	LinkStatus   Link = "status"
	LinkDownload Link = "download"
)

// Links returns all pages.
func Links() []Link { return []Link{LinkSupport, LinkStatus, LinkDownload} }

// LinkOf returns the page that an action opens, and false if the action opens none.
func LinkOf(action diagnostics.Action) (Link, bool) {
	link, ok := map[diagnostics.Action]Link{
		diagnostics.ActionOpenSupport:  LinkSupport,
		diagnostics.ActionOpenStatus:   LinkStatus,
		diagnostics.ActionOpenDownload: LinkDownload,
	}[action]
	return link, ok
}

// Address returns the https address of a page. The error means that link is not one of Links.
func (g Guide) Address(link Link) (string, error) {
	address, ok := g.links[link]
	if !ok {
		return "", fmt.Errorf("the guide has no address for the page %q", link)
	}
	return address, nil
}

// Step returns the step with a number from 1 to 7, as in a verdict.
func (g Guide) Step(number int) (Step, bool) {
	for _, step := range g.Steps {
		if step.Number == number {
			return step, true
		}
	}
	return Step{}, false
}
