package repair

import (
	"context"
	"time"

	"retune/diagnostics"
)

// Risk says what a repair could cost.
type Risk string

// The risks. There is no repair in Retune that deletes for good without being asked
// a second time; what is permanent is a new version of Spotify.
const (
	RiskNone       Risk = "none"
	RiskReversible Risk = "reversible"
	RiskPermanent  Risk = "permanent"
)

// Description is what is known of a repair before it is planned.
type Description struct {
	Name          diagnostics.RepairName
	Risk          Risk
	Undo          bool // whether it can be taken back
	Administrator bool // whether it needs an administrator
}

// Item is a file or folder that a repair moves away.
type Item struct {
	Path  string
	Bytes int64 // the sum of the files' sizes
	Files int64
}

// KeptWhy says why something beside the items stays.
type KeptWhy string

// What repairs keep.
const (
	KeptDownloads     KeptWhy = "downloads"
	KeptDownloadIndex KeptWhy = "download-index"
	KeptLogin         KeptWhy = "login"
	KeptSettings      KeptWhy = "settings"
	KeptLocalStorage  KeptWhy = "local-storage"
	// KeptHosts is the rest of the hosts file.
	KeptHosts KeptWhy = "hosts"
)

// Kept is a file or folder that stays, and why.
type Kept struct {
	Path  string
	Why   KeptWhy
	Bytes int64
}

// Change is a line of a text file that a repair changes.
type Change struct {
	Path string
	Line int // 1 is the first
	// Before and After are the line's text, without anything secret; After is empty where
	// the line is taken out, Before where it is a new one below the line.
	Before, After string
}

// Target is a process that a repair closes.
type Target struct {
	PID     int
	Program string
}

// Plan is what a repair is going to do: shown first, then carried out as it is.
type Plan struct {
	Repair diagnostics.RepairName
	// Kind is the kind of install that is treated (deb, snap, ...).
	Kind  string
	Items []Item
	Bytes int64 // of all items
	Files int64 // of all items
	Kept  []Kept
	// Changes are lines of text files.
	Changes []Change
	// Processes are closed; Start is what is started then (the program's path or name), or empty.
	Processes []Target
	Start     string
	// Commands are run, one after the other; what they say is shown. Administrator tells
	// that the person is asked for an administrator's password then.
	Commands      []string
	Administrator bool
	// Undo tells whether it can be taken back.
	Undo bool

	// deed is what Apply works on: the identities of the very files and processes
	// that the rest of the plan describes.
	deed any
}

// KeptByReason returns what stays with one entry a reason, in the order of the plan:
// the sizes of all that stays for the reason are added up, and its paths left out.
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

// Phase says what a repair is doing.
type Phase string

// The phases.
const (
	PhaseCounting   Phase = "counting"
	PhaseClosing    Phase = "closing" // asked politely
	PhaseForcing    Phase = "forcing" // it did not react
	PhaseStarting   Phase = "starting"
	PhaseConfirming Phase = "confirming"
	PhaseMoving     Phase = "moving"
	PhaseChanging   Phase = "changing" // a file's text
	PhaseAsking     Phase = "asking"   // an administrator, by the system itself
	PhaseRunning    Phase = "running"  // a command, whose own line is told
	PhaseRestoring  Phase = "restoring"
	PhaseDeleting   Phase = "deleting"
)

// Progress is how far a repair is. Done and Total are bytes where the phase counts
// bytes; Total 0 means that there is nothing to count.
type Progress struct {
	Phase       Phase
	Done, Total int64
	Files       int64 // files done so far
	// Line is what a command says, for PhaseRunning.
	Line string
}

// Result is how a repair ended.
type Result string

// The results, as the terminal's JSON says them.
const (
	Repaired    Result = "repaired"
	StillBroken Result = "still-broken"
	NothingToDo Result = "nothing-to-do"
	Refused     Result = "refused"
)

// Reason says why a repair was refused or did not help, as a code.
type Reason string

// The reasons. Args of an Outcome: Path, Line, PID and Program, where they apply.
const (
	ReasonNone                  Reason = ""
	ReasonNoInstall             Reason = "no-install"             // no Spotify found
	ReasonNotRunning            Reason = "not-running"            // nothing to close
	ReasonAlreadyClean          Reason = "already-clean"          // no cache there
	ReasonNoLock                Reason = "no-lock"                // no lock file there
	ReasonNewest                Reason = "newest"                 // there is no newer version
	ReasonUpdatesItself         Reason = "updates-itself"         // Spotify does that when it is started
	ReasonUpdateByHand          Reason = "update-by-hand"         // Command, where there is one
	ReasonNeedsAdministrator    Reason = "needs-administrator"    // Command: nobody could be asked, or they said no
	ReasonCommandFailed         Reason = "command-failed"         // Command, Said: its last line
	ReasonNoProxy               Reason = "no-proxy"               // none in Spotify's own preferences
	ReasonLockElsewhere         Reason = "lock-elsewhere"         // Path, Host: the lock is another computer's
	ReasonRunning               Reason = "spotify-running"        // close it first
	ReasonProcessesUnreadable   Reason = "processes-unreadable"   // cannot tell what runs
	ReasonPreferencesUnreadable Reason = "preferences-unreadable" // Path
	ReasonPreferencesDamaged    Reason = "preferences-damaged"    // Path, Line
	ReasonDownloadsInside       Reason = "downloads-inside"       // Path: downloads lie in or around the cache
	ReasonLink                  Reason = "cache-is-link"          // Path
	ReasonChanged               Reason = "changed-since-plan"     // Path
	ReasonOtherFileSystem       Reason = "other-file-system"      // Path
	ReasonNoHome                Reason = "no-home"                // Path
	ReasonPermission            Reason = "permission"             // Path
	ReasonDiskFull              Reason = "disk-full"              // Path
	ReasonReadOnly              Reason = "read-only"              // Path: the disk takes nothing new
	ReasonInUse                 Reason = "in-use"                 // Path: another program has it open
	ReasonFileError             Reason = "file-error"             // Path
	ReasonSurvived              Reason = "survived"               // PID: a process outlived force
	ReasonCameBack              Reason = "came-back"              // Program: something starts it again
	ReasonNotStarted            Reason = "not-started"            // Program: did not come up
	ReasonHostsClean            Reason = "hosts-clean"            // no line of it blocks Spotify
	ReasonHostsGone             Reason = "hosts-gone"             // Path: it is not there any more
	ReasonHostsLink             Reason = "hosts-is-link"          // Path
	ReasonHostsUnfit            Reason = "hosts-unfit"            // Path: no plain text of a size that makes sense
	ReasonHostsGuarded          Reason = "hosts-guarded"          // Path: not even an administrator may
	ReasonHostsChanged          Reason = "hosts-changed"          // Path: the lines are not as Retune left them
	ReasonHostsAgain            Reason = "hosts-again"            // Path: something has put the lines back
	ReasonHostsNotBack          Reason = "hosts-not-back"         // Path: something has changed them after they were put back
	ReasonHostsUnseen           Reason = "hosts-unseen"           // Path: it was changed, and nobody can tell how it is now
	ReasonHostsUnsure           Reason = "hosts-unsure"           // Path: it may be half done
	ReasonNothingToUndo         Reason = "nothing-to-undo"
	ReasonNothingToDiscard      Reason = "nothing-to-discard"
	ReasonNotOnThisSystem       Reason = "not-on-this-system"
	ReasonNotAllowed            Reason = "not-allowed"        // PID, Program: the system protects the process from Retune
	ReasonStartedBySpotify      Reason = "started-by-spotify" // Program: closing it would end Retune too
	ReasonOtherAccount          Reason = "other-account"      // Retune has another account's rights, as with sudo
	ReasonDeclined              Reason = "declined"           // the person said no
	ReasonBusy                  Reason = "busy"               // another Retune is at work
	ReasonNeedsConsent          Reason = "needs-consent"      // no terminal and no --yes
	ReasonCrashed               Reason = "crashed"            // Panic: a mistake of Retune's own
)

// Outcome is how a repair ended and why.
type Outcome struct {
	Repair diagnostics.RepairName
	Result Result
	Reason Reason
	Args   diagnostics.Args
}

// Done is what a repair leaves behind: where a cache was set aside, and its size.
type Done struct {
	Path string
	Sum  Sum
}

// SetAside is what a repair has moved away, such as a cache. It waits to be brought back
// or deleted.
type SetAside struct {
	Repair diagnostics.RepairName
	Path   string
	When   time.Time
	Bytes  int64
	Files  int64
	// CutOff is what an earlier Retune did not finish: PhaseMoving (it was moving it away
	// or back), PhaseDeleting, or empty where it waits whole.
	CutOff Phase

	folder string // the cache folder
	entry  aside
}

// Restorable reports whether it can be brought back: what was half deleted cannot.
func (s SetAside) Restorable() bool { return s.CutOff != PhaseDeleting }

// Repair is one value: what it is, what it would do, and doing it.
type Repair interface {
	Describe() Description
	// Plan looks and changes nothing. A plan that cannot be made is a *Refusal.
	Plan(ctx context.Context, progress func(Progress)) (Plan, error)
	// Apply carries out a plan of the same repair, then checks with its own eyes that
	// it is done. What keeps it from that is a *Refusal (nothing was changed) or an
	// *Unrepaired (tried, and still broken).
	Apply(ctx context.Context, plan Plan, progress func(Progress)) (Done, error)
}

// Undoer is a repair that can be taken back.
type Undoer interface {
	// Waiting lists what can be brought back or still has to be deleted. Folders that
	// cannot be looked into are in the error, and the rest is listed all the same.
	Waiting(ctx context.Context) ([]SetAside, error)
	// Undo brings it back, and Discard deletes it for good; both go on from where an
	// earlier run was cut off. Errors as those of Apply.
	Undo(ctx context.Context, which SetAside, progress func(Progress)) error
	Discard(ctx context.Context, which SetAside, progress func(Progress)) error
	// Unfinished reports whether Recover has anything to do. It only looks.
	Unfinished() bool
	// Recover goes on from where an earlier run was cut off.
	Recover(ctx context.Context, progress func(Progress)) error
}
