package ui

import "retune/diagnostics"

// intent is what a button does, as plain data, just as what the page shows is plain data.
type intent struct {
	kind   intentKind
	repair diagnostics.RepairName
	action diagnostics.Action
	step   int
}

type intentKind int

const (
	noIntent          intentKind = iota
	intentCheck                  // diagnose again
	intentStop                   // stop what the verdict's panel is showing
	intentStopAgain              // stop the quiet check
	intentStopJob                // stop the job of a step as soon as nothing is half done
	intentEvidence               // show or hide the evidence
	intentCopy                   // copy the evidence
	intentPlan                   // plan a repair, and show the plan in its step
	intentConsent                // carry out the plan on the page
	intentCancel                 // put the plan away
	intentCloseThen              // close Spotify, then plan the repair again
	intentUndo                   // undo the latest application of a repair
	intentDiscard                // delete the old cache
	intentAction                 // open a page or the system's settings, or show a step
	intentKeys                   // show the list of keys
	intentDone                   // close the window
	intentFinish                 // let the repair finish, then close the window
	intentLeave                  // stop the repair and close the window
	intentStay                   // keep the window open after all
	intentCopyNotice             // copy the address that did not open
	intentCopySupport            // copy the address of Support
	intentShowReport             // write the report for Support and show it
	intentHideReport             // hide the report
	intentCopyReport             // copy it
	intentSaveReport             // save it
	intentWatch                  // pause or resume watching the connection
	intentSavePicture            // save what was seen as a picture
	intentSaveTable              // save what was seen as a table
)

// offer describes a button.
type offer struct {
	label  string
	look   look
	intent intent
	off    bool
}
