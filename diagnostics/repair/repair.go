package repair

import (
	"context"
	"time"

	"retune/diagnostics"
)

// Risk is what a repair could cost.
type Risk string

// The risks. No repair deletes anything for good without asking a second time. What is
// permanent is installing a new version of Spotify.
const (
	RiskNone       Risk = "none"
	RiskReversible Risk = "reversible"
	RiskPermanent  Risk = "permanent"
)

// Description is what is known about a repair before it is planned.
type Description struct {
	Name          diagnostics.RepairName
	Risk          Risk
	Undo          bool // whether it can be undone
	Administrator bool // whether it needs administrator rights
}

// Item is a file or folder that a repair moves away.
type Item struct {
	Path  string
	Bytes int64 // the sum of the files' sizes
	Files int64
}

// KeptWhy is why something besides the items is kept.
type KeptWhy string

// The kinds of things that repairs keep.
const (
	KeptDownloads     KeptWhy = "downloads"
	KeptDownloadIndex KeptWhy = "download-index"
	KeptLogin         KeptWhy = "login"
	KeptSettings      KeptWhy = "settings"
	KeptLocalStorage  KeptWhy = "local-storage"
	// KeptHosts is the rest of the hosts file.
	KeptHosts KeptWhy = "hosts"
)

// Kept is a file or folder that is kept, and why.
type Kept struct {
	Path  string
	Why   KeptWhy
	Bytes int64
}

// Change is a line of a text file that a repair changes.
type Change struct {
	Path string
	Line int // starting at 1
	// Before and After are the line's text without anything secret. After is empty if the
	// line is removed, Before if it is a new line after the line.
	Before, After string
}

// Target is a process that a repair closes.
type Target struct {
	PID     int
	Program string
}

// Plan is what a repair is going to do. It is shown first, then carried out unchanged.
type Plan struct {
	Repair diagnostics.RepairName
	// Kind is the kind of install to be treated (deb, snap, ...).
	Kind  string
	Items []Item
	Bytes int64 // of all items
	Files int64 // of all items
	Kept  []Kept
	// Changes are changed lines of text files.
	Changes []Change
	// Processes are closed. Start is what is started afterwards (the program's path or name),
	// or empty.
	Processes []Target
	Start     string
	// Commands are run one after the other, and their output is shown. Administrator is
	// whether the user is asked for administrator rights for that.
	Commands      []string
	Administrator bool
	// Undo is whether it can be undone.
	Undo bool

	// deed is what Apply acts on: the identities of the very files and processes that the
	// rest of the plan describes.
	deed any
}

// KeptByReason returns what is kept with one entry for each reason, in the order of the plan.
// An entry has the total size of everything kept for that reason, and no path.
func (p Plan) KeptByReason() []Kept {
	var reasons []Kept
	at := map[KeptWhy]int{}
	for _, kept := range p.Kept {
		i, known := at[kept.Why]
		if !known {
			i = len(reasons)
			at[kept.Why] = i
			reasons = append(reasons, Kept{Why: kept.Why})
		}
		reasons[i].Bytes += kept.Bytes
	}
	return reasons
}

// Phase is what a repair is currently doing.
type Phase string

// The phases.
const (
	PhaseCounting   Phase = "counting"
	PhaseClosing    Phase = "closing" // asking it politely
	PhaseForcing    Phase = "forcing" // killing it, as it did not react
	PhaseStarting   Phase = "starting"
	PhaseConfirming Phase = "confirming"
	PhaseMoving     Phase = "moving"
	PhaseChanging   Phase = "changing" // changing a file's text
	PhaseAsking     Phase = "asking"   // the system asks for an administrator's consent
	PhaseRunning    Phase = "running"  // running a command, whose output is passed on
	PhaseRestoring  Phase = "restoring"
	PhaseDeleting   Phase = "deleting"
)

// Progress is how far a repair has got. Done and Total are bytes if the phase counts bytes;
// Total is 0 if there is nothing to count.
type Progress struct {
	Phase       Phase
	Done, Total int64
	Files       int64 // files done so far
	// Line is a line of a command's output, in PhaseRunning.
	Line string
}

// Result is how a repair ended.
type Result string

// The results. The command line's JSON uses the same codes.
const (
	Repaired    Result = "repaired"
	StillBroken Result = "still-broken"
	NothingToDo Result = "nothing-to-do"
	Refused     Result = "refused"
)

// Reason is the code of why a repair was refused or did not help.
type Reason string

// The reasons. An Outcome's Args contain Path, Line, PID and Program where they apply.
const (
	ReasonNone                  Reason = ""
	ReasonNoInstall             Reason = "no-install"             // no Spotify found
	ReasonNotRunning            Reason = "not-running"            // nothing to close
	ReasonAlreadyClean          Reason = "already-clean"          // no cache there
	ReasonNoLock                Reason = "no-lock"                // no lock file there
	ReasonNewest                Reason = "newest"                 // there is no newer version
	ReasonUpdatesItself         Reason = "updates-itself"         // Spotify does so when it starts
	ReasonUpdateByHand          Reason = "update-by-hand"         // Command, if there is one
	ReasonNeedsAdministrator    Reason = "needs-administrator"    // Command: nobody could be asked, or consent was refused
	ReasonCommandFailed         Reason = "command-failed"         // Command, Said: its last line
	ReasonNoProxy               Reason = "no-proxy"               // none in Spotify's own preferences
	ReasonLockElsewhere         Reason = "lock-elsewhere"         // Path, Host: the lock belongs to another computer
	ReasonRunning               Reason = "spotify-running"        // close it first
	ReasonProcessesUnreadable   Reason = "processes-unreadable"   // cannot tell what is running
	ReasonPreferencesUnreadable Reason = "preferences-unreadable" // Path
	ReasonPreferencesDamaged    Reason = "preferences-damaged"    // Path, Line
	ReasonDownloadsInside       Reason = "downloads-inside"       // Path: downloads are inside or around the cache
	ReasonLink                  Reason = "cache-is-link"          // Path
	ReasonChanged               Reason = "changed-since-plan"     // Path
	ReasonOtherFileSystem       Reason = "other-file-system"      // Path
	ReasonNoHome                Reason = "no-home"                // Path
	ReasonPermission            Reason = "permission"             // Path
	ReasonDiskFull              Reason = "disk-full"              // Path
	ReasonReadOnly              Reason = "read-only"              // Path: the disk cannot be written to
	ReasonInUse                 Reason = "in-use"                 // Path: another program has it open
	ReasonFileError             Reason = "file-error"             // Path
	ReasonSurvived              Reason = "survived"               // PID: a process survived being killed
	ReasonCameBack              Reason = "came-back"              // Program: something restarts it
	ReasonNotStarted            Reason = "not-started"            // Program: it did not start up
	ReasonHostsClean            Reason = "hosts-clean"            // no line of the hosts file blocks Spotify
	ReasonHostsGone             Reason = "hosts-gone"             // Path: it no longer exists
	ReasonHostsLink             Reason = "hosts-is-link"          // Path
	ReasonHostsUnfit            Reason = "hosts-unfit"            // Path: it is not plain text of a sensible size
	ReasonHostsGuarded          Reason = "hosts-guarded"          // Path: not even an administrator may change it
	ReasonHostsChanged          Reason = "hosts-changed"          // Path: the lines are not as Retune left them
	ReasonHostsAgain            Reason = "hosts-again"            // Path: something has restored the lines
	ReasonHostsNotBack          Reason = "hosts-not-back"         // Path: something has changed the lines after they were restored
	ReasonHostsUnseen           Reason = "hosts-unseen"           // Path: it was changed and cannot be read now
	ReasonHostsUnsure           Reason = "hosts-unsure"           // Path: the change may be incomplete
	ReasonNothingToUndo         Reason = "nothing-to-undo"
	ReasonNothingToDiscard      Reason = "nothing-to-discard"
	ReasonNotOnThisSystem       Reason = "not-on-this-system"
	ReasonNotAllowed            Reason = "not-allowed"        // PID, Program: the system protects the process from Retune
	ReasonStartedBySpotify      Reason = "started-by-spotify" // Program: closing it would end Retune too
	ReasonOtherAccount          Reason = "other-account"      // Retune has another account's rights, as with sudo
	ReasonDeclined              Reason = "declined"           // the user declined
	ReasonBusy                  Reason = "busy"               // another Retune is working
	ReasonNeedsConsent          Reason = "needs-consent"      // no terminal and no --yes
	ReasonCrashed               Reason = "crashed"            // Panic: a bug in Retune
)

// Outcome is how a repair ended and why.
type Outcome struct {
	Repair diagnostics.RepairName
	Result Result
	Reason Reason
	Args   diagnostics.Args
}

// Done is what a repair leaves behind: where it set a cache aside, and the cache's size.
type Done struct {
	Path string
	Sum  Sum
}

// SetAside is something that a repair has moved away, such as a cache. It can be restored or
// deleted.
type SetAside struct {
	Repair diagnostics.RepairName
	Path   string
	When   time.Time
	Bytes  int64
	Files  int64
	// CutOff is what an earlier run did not finish: PhaseMoving (it was moving it away or
	// back), PhaseDeleting, or empty if it is complete.
	CutOff Phase

	folder string // the cache folder
	entry  aside
}

// Restorable reports whether it can be restored: something half deleted cannot.
func (s SetAside) Restorable() bool { return s.CutOff != PhaseDeleting }

// Repair is one way of changing something, as a value: it describes itself, plans, and acts.
type Repair interface {
	Describe() Description
	// Plan examines and changes nothing. If no plan can be made the error is a *Refusal.
	Plan(ctx context.Context, progress func(Progress)) (Plan, error)
	// Apply carries out a plan of the same repair, then verifies the result itself. The error
	// is a *Refusal if nothing was changed, or an *Unrepaired if it was tried without
	// success.
	Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error)
}

// Undoer is a repair that can be undone.
type Undoer interface {
	// Waiting lists what can be restored or is still to be deleted. Folders that cannot be
	// read are named in the error; everything else is listed regardless.
	Waiting(ctx context.Context) ([]SetAside, error)
	// Undo restores it, Discard deletes it for good. Both continue where an earlier run was
	// interrupted. Their errors are like those of Apply.
	Undo(ctx context.Context, which SetAside, progress func(Progress)) error
	Discard(ctx context.Context, which SetAside, progress func(Progress)) error
	// Unfinished reports whether Recover has anything to do. It changes nothing.
	Unfinished() bool
	// Recover continues where an earlier run was interrupted.
	Recover(ctx context.Context, progress func(Progress)) error
}
