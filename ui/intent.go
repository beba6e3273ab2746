package ui

import "retune/diagnostics"

// intent is what a button is for. What the page shows is plain data, and so is what
// can be done with it.
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
	intentStop                   // stop what the verdict tells of
	intentStopAgain              // stop the check behind the last result
	intentStopJob                // stop the job of a step, which ends when nothing is half done
	intentEvidence               // show or hide how we know
	intentCopy                   // copy how we know
	intentPlan                   // plan a repair, and show the plan in its step
	intentConsent                // carry out the plan that is shown
	intentCancel                 // put the plan away
	intentCloseThen              // close Spotify, then plan the repair again
	intentUndo                   // take back what a repair did last
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
	intentHideReport             // take it from the screen
	intentCopyReport             // copy it
	intentSaveReport             // save it
	intentWatch                  // pause the watch of the connection, or go on with it
	intentSavePicture            // save what it saw as a picture
	intentSaveTable              // save what it saw as a table
)

// offer is a button before it is drawn.
type offer struct {
	label  string
	look   look
	intent intent
	off    bool
}
